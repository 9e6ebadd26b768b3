using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

public sealed class TermsSuccessionTests
{
    [Fact]
    public void What_was_spent_on_recruitment_never_becomes_a_service_afterwards()
    {
        var before = SampleFund.Terms;
        var after = before with { CostLines = [.. before.CostLines.Select(line => line with { Kind = CostLineKind.Service, Basis = "offered to all" })] };

        TermsSuccession.MadeService(before, after).ShouldNotBeNull().Id.ShouldBe("matching");
        TermsSuccession.MadeService(after, before).ShouldBeNull();
        TermsSuccession.MadeService(before, before with { CostLines = [.. before.CostLines, new() { Id = "new", Kind = CostLineKind.Service, Basis = "offered to all" }] }).ShouldBeNull();
    }

    [Fact]
    public void A_contract_stays_in_the_terms_in_its_currency_and_with_its_advance()
    {
        var before = SampleFund.Terms;
        var contract = before.Contracts[0];
        contract.Advance.ShouldNotBeNull();

        Broken(contract with { Advance = null }).ShouldBe("$.contracts[visayas-1].advance: nothing says any more how what was advanced comes back; leave the advance in; a lower amount advances nothing more, and recoverShare may change.");
        Broken(contract with { Currency = Currency.Of("EUR") }).ShouldBe("$.contracts[visayas-1].currency: what the contract owes is in PHP, and no term makes EUR of it; end this contract, and begin another.");
        Broken(null).ShouldBe("$.contracts[visayas-1]: the contract 'visayas-1' is gone, and its claims, holdbacks and payments are not; leave it in, and end it with its last day (to).");
        Broken(contract with { Advance = contract.Advance with { RecoverShare = 1 }, To = contract.To.PlusDays(1) }).ShouldBeNull();

        string? Broken(ContractTerms? later) =>
            TermsSuccession.Broken(before, before with { Contracts = [.. before.Contracts.Skip(1), .. later is null ? Array.Empty<ContractTerms>() : [later]] })?.ToString();
    }
}
