using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>One start on 7 October costs 660.00 of job-finding and 440.00 of settling-in.</summary>
public sealed class GrantTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth November = new(2024, 11);

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static GrantTerms Grant(string id, LocalDate? until, UnspentGrant unspent = UnspentGrant.Returned, string costLine = "settling-in", string? corridor = null) => new()
    {
        Id = id,
        Funder = "lingua",
        Amount = Euros(10_000),
        CostLines = [costLine],
        Corridors = corridor is null ? null : [corridor],
        Until = until,
        Unspent = unspent,
    };

    private static FundInMemory Fund(decimal each, params GrantTerms[] grants)
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with { Capital = FundInMemory.Terms.Capital with { Grants = grants } });
        fund.Bank("main", new(2024, 10, 18), Euros(180_000.01m), "call-1 bank");
        foreach (var grant in grants)
            fund.Bank("main", new(2024, 10, 9), Euros(each), grant.Id);
        fund.Claim("C-started", "started", new(2024, 10, 7), new(2024, 10, 15));
        return fund;
    }

    private static string[] Spent(FundInMemory fund) => [.. fund.Events.OfType<GrantReleased>().Select(spent => $"{spent.Grant} {spent.CostLine} {spent.BaseAmount.ToAmountString()}")];

    [Fact]
    public void The_grant_that_ends_first_pays_first_and_one_without_an_end_last()
    {
        var fund = Fund(200, Grant("endless", null), Grant("later", new(2025, 6, 30)), Grant("sooner", new(2024, 12, 31)));

        fund.Settle(October);

        Spent(fund).ShouldBe(["sooner settling-in 200.00", "later settling-in 200.00", "endless settling-in 40.00"]);
    }

    [Fact]
    public void A_grant_pays_only_for_its_cost_lines_and_corridors_and_only_to_its_last_day()
    {
        var fund = Fund(1000, Grant("over", new(2024, 10, 14)), Grant("other-line", null, costLine: "language-training"), Grant("other-corridor", null, corridor: "ph-jp"));

        fund.Settle(October);

        Spent(fund).ShouldBeEmpty();
        fund.BalanceOf(AccountRole.UnspentGrants, Eur).ShouldBe(Euros(-3000));
    }

    [Fact]
    public void What_is_not_spent_by_the_last_day_is_owed_to_the_funder_and_paid_in_the_month_after()
    {
        var fund = Fund(1000, Grant("ends", new(2024, 10, 31)));
        fund.Settle(October);
        fund.BalanceOf(AccountRole.UnspentGrants, Eur).ShouldBe(Euros(-560));

        var lines = fund.Settle(November).Lines;

        TraceText.Sentence(lines.Single(line => line.Kind == "grant-end").Trace).ShouldBe("560.00 EUR of the grant ends was not spent by 2024-10-31 and goes back to lingua");
        lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Funder }).Amount.ShouldBe(Euros(560));
        fund.BalanceOf(AccountRole.UnspentGrants, Eur).IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.GrantsRepayable, Eur).IsZero.ShouldBeTrue("it was instructed");
        fund.Settle(new(2024, 12)).Lines.ShouldNotContain(line => line.Kind == "grant-end");
    }

    [Fact]
    public void What_comes_free_after_the_last_day_goes_back_too()
    {
        var fund = Fund(1000, Grant("ends", new(2024, 10, 31)));
        fund.Settle(October);
        fund.Settle(November);
        fund.Decide("C-started", ClaimDecision.Rejected, new(2024, 12, 10));

        fund.Settle(new(2024, 12)).Lines.Single(line => line.Kind == "grant-end").ShouldSatisfyAllConditions(
            line => line.Amount.ShouldBe(Euros(440)), line => ((GrantReturned)line.Event!).Revision.ShouldBe(1));
        fund.BalanceOf(AccountRole.UnspentGrants, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Money_that_comes_after_the_last_day_goes_back_too()
    {
        var fund = Fund(1000, Grant("ends", new(2024, 10, 31)));
        fund.Settle(October);
        fund.Settle(November);
        fund.Bank("main", new(2024, 12, 2), Euros(70), "ends");

        fund.Settle(new(2024, 12)).Lines.Single(line => line.Kind == "grant-end").Amount.ShouldBe(Euros(70));
    }

    [Fact]
    public void A_claim_of_before_the_last_day_that_settles_after_it_is_still_paid_by_the_grant()
    {
        var fund = Fund(1000, Grant("ends", new(2024, 10, 31)));
        fund.Tell(facts => facts with { Claims = [], Verifications = [] });
        fund.Settle(October);
        fund.Claim("C-late", "started", new(2024, 10, 7), new(2024, 10, 30));

        fund.Settle(November).Lines.Single(line => line.Kind == "grant-end").Amount.ShouldBe(Euros(560));
        Spent(fund).ShouldBe(["ends settling-in 440.00"]);
    }

    [Fact]
    public void A_grant_whose_terms_say_so_stays_in_the_fund_and_is_nobodys_restriction_any_more()
    {
        var fund = Fund(1000, Grant("ends", new(2024, 10, 31), UnspentGrant.Kept));
        fund.Settle(October);

        fund.Settle(November).Lines.Select(line => line.Event).OfType<PaymentInstructed>().ShouldNotContain(payment => payment.To == PaymentTo.Funder);
        fund.BalanceOf(AccountRole.RecycledSurplus, Eur).ShouldBe(Euros(-560));
        fund.BalanceOf(AccountRole.UnspentGrants, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void A_funder_waits_for_cash_and_nothing_else_is_paid_with_it()
    {
        var fund = Fund(1000, Grant("ends", new(2024, 10, 31)));
        fund.Settle(October);
        fund.Bank("main", new(2024, 11, 20), Euros(-181_000.01m), "gone");

        var waits = fund.Settle(November).Lines.Single(line => line is { State: LineState.Held, Subject: "ends" });

        (waits.Reason, waits.Amount).ShouldBe((LineReason.WaitsForCash, Euros(560)));
        fund.BalanceOf(AccountRole.GrantsRepayable, Eur).ShouldBe(Euros(-560));
    }
}
