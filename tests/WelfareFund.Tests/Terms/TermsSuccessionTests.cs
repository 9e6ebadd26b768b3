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
}
