using WelfareFund.Outcomes;
using WelfareFund.Statements;
using WelfareFund.Tests.Settlement;

namespace WelfareFund.Tests.Statements;

/// <summary>A woman's start pays 66,000.00 PHP, of which 6,600.00 are held back.</summary>
public sealed class ProviderStatementTests
{
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly ProviderBalance Nothing = ProviderBalance.Zero(Php);

    [Fact]
    public void A_payment_shows_of_each_claim_what_was_kept_for_a_clawback_and_for_the_advance()
    {
        var fund = ClawbackTests.Fund(contract => contract with { Advance = new() { Amount = Pesos(10_000), RecoverShare = 0.25m } });
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.SettleAndPay(new(2024, 10), new(2024, 11));
        var claims = Fold(fund);

        var payout = claims.Payments.SelectMany(payment => payment.Claims).Single(claim => claim.Claim.Value == "C1");

        // A quarter of 59,400.00 is more than the 10,000.00 that was advanced.
        (payout.Gross, payout.HeldBack, payout.Recovered, payout.Paid).ShouldBe((Pesos(66_000), Pesos(6_600), Pesos(10_000), Pesos(49_400)));
        claims.Payments.SelectMany(payment => payment.Claims).Single(claim => claim.Worker is null).Paid.ShouldBe(Pesos(10_000));
        claims.HeldBack.Single().HeldBack.ShouldBe(Pesos(6_600));
        claims.Owed.ShouldBeEmpty();
    }

    [Fact]
    public void A_payment_says_when_the_bank_carried_it_out()
    {
        var fund = ClawbackTests.Started();
        fund.SettleAndPay(new(2024, 10), new(2024, 12));

        var payment = Fold(fund).Payments.Single();

        payment.PaidOn.ShouldNotBeNull().ShouldBeGreaterThan(payment.InstructedOn);
    }

    [Fact]
    public void After_a_clawback_the_next_payout_is_netted()
    {
        var fund = ClawbackTests.Started();
        fund.SettleAndPay(new(2024, 10), new(2024, 12));
        fund.Decide("C1", ClaimDecision.Rejected, new(2025, 1, 20));
        fund.Settle(new(2025, 1));
        fund.Claim("C2", "trained", new(2025, 1, 25), new(2025, 2, 3));
        fund.Settle(new(2025, 2));
        var claims = Fold(fund);

        claims.Owed.ShouldBeEmpty("all of 29,700.00 pays what is to be returned");
        claims.HeldBack.Single().Claim.Value.ShouldBe("C2");
    }

    [Fact]
    public void A_contract_whose_movements_do_not_reach_its_closing_balance_makes_no_account() =>
        Should.Throw<ArgumentException>(() => new ContractAccount("c", Php, Nothing, [new(ProviderMovementKind.OutcomesAccepted, Nothing with { Owed = Pesos(5) })], Nothing with { Owed = Pesos(4) }))
            .Message.ShouldContain("the books say");

    [Fact]
    public void Payments_that_differ_from_the_account_make_no_statement() => Refused([], Nothing with { Owed = Pesos(-7) }, [], []).ShouldContain("payments of the period");

    [Fact]
    public void Claims_owed_that_differ_from_the_account_make_no_statement() => Refused([], Nothing with { Owed = Pesos(7) }, [], []).ShouldContain("claims that are owed");

    [Fact]
    public void Claims_held_back_that_differ_from_the_account_make_no_statement() =>
        Refused([], Nothing, [], [new(new("C1"), new("W1"), "c", "started", new(2025, 1, 5), Pesos(1), "retained-6m", null)]).ShouldContain("claims held back");

    [Fact]
    public void Claims_that_do_not_sum_to_the_amount_make_no_payment() =>
        Should.Throw<ArgumentException>(() => new ProviderPayment("P-1", "c", "manila", new(2025, 1, 31), Pesos(2), [Claim(Pesos(1))])).Message.ShouldContain("the payment to");

    private static string Refused(ProviderPayment[] payments, ProviderBalance change, OwedClaim[] owed, HeldBackClaim[] heldBack)
    {
        var kind = change.Owed.IsNegative ? ProviderMovementKind.PaymentsInstructed : ProviderMovementKind.OutcomesAccepted;
        var account = new ContractAccount("c", Php, Nothing, [new(kind, change)], change);
        var head = new ProviderHead("fund", "Fund", new("p"), "Provider", null, new(new(2025, 1, 1), new(2025, 1, 31)), 1);
        return Should.Throw<ArgumentException>(() => new ProviderStatement(head, [account], payments, owed, heldBack, [])).Message;
    }

    private static ClaimPayout Claim(Money gross) => new(new("C1"), new("W1"), "c", "started", new(2025, 1, 5), gross, Pesos(0), Pesos(0), Pesos(0), Pesos(0));

    private static ProviderClaims Fold(FundInMemory fund)
    {
        var claims = new ProviderClaims();
        foreach (var line in fund.Posted)
            claims.Take(line);
        return claims;
    }

    private static Money Pesos(decimal amount) => Money.Round(amount, Php, RoundingMode.HalfUp);
}
