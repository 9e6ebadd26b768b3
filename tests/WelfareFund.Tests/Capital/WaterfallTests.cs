using WelfareFund.Capital;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

public sealed class WaterfallTests
{
    private const string Equity = """
        { "tranches": [{ "id": "equity", "rank": 1, "preferredReturn": { "rate": "0.07" } }],
          "waterfall": [{ "step": "preferred-return", "tranche": "equity" }, { "step": "return-of-capital", "tranche": "equity" },
                        { "step": "catch-up", "to": "manager", "rate": "1.00", "until": "0.20" },
                        { "step": "split", "shares": { "equity": "0.80", "manager": "0.20" } }] }
        """;

    private const string Ranks = """
        { "tranches": [{ "id": "senior", "rank": 1, "preferredReturn": { "rate": "0.03" } }, { "id": "junior", "rank": 2 }],
          "waterfall": [{ "step": "preferred-return", "tranche": "senior" }, { "step": "return-of-capital", "tranche": "senior" },
                        { "step": "return-of-capital", "tranche": "junior" }, { "step": "capped-return", "tranche": "junior", "multiple": "1.50" }, { "step": "to-fund" }],
          "recycling": { "until": "2026-12-31", "limit": "50000.00", "payReturn": true }, "windUp": { "to": "worker-welfare" } }
        """;

    /// <summary>A quoted CFA exercise: the manager has 2.0m, which is a fifth of the 10m profit, and investors 8.0m.</summary>
    [Fact]
    public void The_published_case_pays_hurdle_catch_up_and_the_rest()
    {
        var payout = Paid("2025-01-01", 30_000_000m, Equity, Standing(Holding("lp", "equity", "2024-01-02 20000000.00")), Occasion.Distribution);

        Lines(payout).ShouldBe(
        [
            "preferred-return PreferredReturn lp/equity 1400000.00",
            "return-of-capital ReturnOfCapital lp/equity 20000000.00",
            "catch-up Profit manager 350000.00",
            "split Profit lp/equity 6600000.00",
            "split Profit manager 1650000.00",
        ]);
        payout.To<Recipient.Manager>().ShouldBe(Euros(2_000_000m));
        (payout.Of(PartKind.PreferredReturn) + payout.Of(PartKind.Profit) - payout.To<Recipient.Manager>()).ShouldBe(Euros(8_000_000m));
    }

    [Fact]
    public void A_catch_up_at_half_the_rate_leaves_the_other_half_to_whom_the_split_names()
    {
        var terms = Equity.Replace("\"rate\": \"1.00\"", "\"rate\": \"0.50\"", StringComparison.Ordinal);
        var payout = Paid("2025-01-01", 23_000_000m, terms, Standing(Holding("lp", "equity", "2024-01-02 20000000.00")), Occasion.Distribution);

        // x = 0.2 × 1.4m ÷ (0.5 − 0.2) = 933,333.33; the manager has 466,666.67 of 2,333,333.33.
        Lines(payout)[2..].ShouldBe(
        [
            "catch-up Profit manager 466666.67",
            "catch-up Profit lp/equity 466666.66",
            "split Profit lp/equity 533333.34",
            "split Profit manager 133333.33",
        ]);
    }

    [Fact]
    public void What_stays_in_the_fund_because_a_tranche_has_no_capital_is_nobodys_profit_in_a_catch_up()
    {
        const string terms = """
            { "tranches": [{ "id": "equity", "rank": 1, "preferredReturn": { "rate": "0.07" } }, { "id": "seed", "rank": 2 }],
              "waterfall": [{ "step": "preferred-return", "tranche": "equity" }, { "step": "return-of-capital", "tranche": "equity" },
                            { "step": "return-of-capital", "tranche": "seed" }, { "step": "catch-up", "to": "manager", "rate": "0.50", "until": "0.20" },
                            { "step": "split", "shares": { "equity": "0.50", "manager": "0.20", "seed": "0.30" } }] }
            """;
        var payout = Paid("2025-01-01", 23_000_000m, terms, Standing(Holding("lp", "equity", "2024-01-02 20000000.00")), Occasion.Distribution);

        // x = 0.2 × 1.4m ÷ (0.5 − 0.2 × (0.5 + 0.5 × 0.5 ÷ 0.8)) = 829,629.62; the manager has a fifth of the 1.4m + 414,814.81 + 259,259.26 that were paid.
        Lines(payout)[2..].ShouldBe(
        [
            "catch-up Profit manager 414814.81",
            "catch-up Profit lp/equity 259259.26",
            "catch-up Rest fund 155555.55",
            "split Profit lp/equity 385185.19",
            "split Profit manager 154074.08",
            "split Rest fund 231111.11",
        ]);
        TraceText.Sentence(payout.Parts[2].Trace).ShouldStartWith(
            "of 1,400,000.00 profit paid 0.00 is of manager; the other 80% stay in the fund but for 50%, whose tranches have capital: "
            + "(20% × 1,400,000.00 − 0.00) ÷ (50% − 20% × (50% + (1 − 50%) × 50% ÷ 80%)), rounded down, 829,629.62; ");
    }

    [Fact]
    public void A_tranche_is_shared_by_claims_and_the_units_left_over_go_by_largest_remainder()
    {
        var standing = Standing(Holding("a", "senior", "2026-12-31 100.00"), Holding("b", "senior", "2026-12-31 100.00"), Holding("c", "senior", "2026-12-31 100.00"), Holding("d", "junior", "2026-12-31 500.00"));
        var payout = Paid("2027-01-01", 100.03m, Ranks, standing, Occasion.Distribution);

        // A day of 3% on 100.00 is 0.01 (0.0082): 3 cents are preferred return.
        Lines(payout).ShouldBe(
        [
            "preferred-return PreferredReturn a/senior 0.01", "preferred-return PreferredReturn b/senior 0.01", "preferred-return PreferredReturn c/senior 0.01",
            "return-of-capital ReturnOfCapital a/senior 33.34", "return-of-capital ReturnOfCapital b/senior 33.33", "return-of-capital ReturnOfCapital c/senior 33.33",
        ]);
        TraceText.Sentence(payout.Parts[3].Trace).ShouldBe(
            "100.00 EUR paid in, less 0.00 returned, leaves 100.00; of 100.00 EUR left, senior may take 300.00 and takes 100.00; "
            + "100.00 EUR × 100.00 ÷ 300.00, rounded down, 33.33; one of the units left over comes on top by largest remainder, 33.34");
    }

    [Fact]
    public void Recycling_keeps_principal_up_to_its_limit_and_its_last_day_and_the_rest_is_paid()
    {
        var standing = Standing(Holding("a", "senior", "2025-12-31 60000.00"), Holding("b", "senior", "2025-12-31 20000.00"), Holding("c", "junior", "2025-12-31 10000.00"));

        var payout = Paid("2026-12-31", 95_000m, Ranks, standing, Occasion.Distribution);
        Lines(payout).ShouldBe(
        [
            "preferred-return PreferredReturn a/senior 1800.00", "preferred-return PreferredReturn b/senior 600.00",
            "return-of-capital Recycled a/senior 37500.00", "return-of-capital ReturnOfCapital a/senior 22500.00",
            "return-of-capital Recycled b/senior 12500.00", "return-of-capital ReturnOfCapital b/senior 7500.00",
            "return-of-capital ReturnOfCapital c/junior 10000.00", "capped-return Profit c/junior 2600.00",
        ]);
        payout.Paid.ShouldBe(Euros(45_000m));

        // What was recycled is still owed: a has 37,500.00, b 12,500.00. The limit is used up, and the day is over.
        var after = standing.After(payout);
        after.Recycled.ShouldBe(Euros(50_000m));
        Lines(Paid("2026-12-31", 50_000m, Ranks, after, Occasion.Distribution)).ShouldBe(["return-of-capital ReturnOfCapital a/senior 37500.00", "return-of-capital ReturnOfCapital b/senior 12500.00"]);
        Paid("2027-01-01", 40_000m, Ranks, standing, Occasion.Distribution).Of(PartKind.Recycled).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Return_that_is_not_paid_while_principal_is_recycled_is_owed_on()
    {
        var terms = Ranks.Replace("\"payReturn\": true", "\"payReturn\": false", StringComparison.Ordinal);
        var standing = Standing(Holding("a", "senior", "2025-12-31 60000.00"));

        var payout = Paid("2026-12-31", 21_800m, terms, standing, Occasion.Distribution);
        Lines(payout).ShouldBe(["preferred-return UnpaidReturn a/senior 1800.00", "return-of-capital Recycled a/senior 20000.00"]);
        payout.Paid.IsZero.ShouldBeTrue();
        Lines(Paid("2027-12-31", 3_600m, terms, standing.After(payout), Occasion.Distribution)).ShouldBe(["preferred-return PreferredReturn a/senior 3600.00"]);
    }

    [Fact]
    public void A_capped_return_ends_at_its_multiple_and_is_principal_before_it_is_profit()
    {
        var terms = """
            { "tranches": [{ "id": "social", "rank": 1 }], "waterfall": [{ "step": "capped-return", "tranche": "social", "multiple": "1.25" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } }
            """;
        var standing = Standing(Holding("a", "social", "2025-01-01 1000.01"));

        var first = Paid("2025-06-30", 400m, terms, standing, Occasion.Distribution);
        Lines(first).ShouldBe(["capped-return ReturnOfCapital a/social 400.00"]);
        // 1.25 × 1,000.01 = 1,250.0125, rounded down.
        Lines(Paid("2025-12-31", 1000m, terms, standing.After(first), Occasion.Distribution)).ShouldBe(
            ["capped-return ReturnOfCapital a/social 600.01", "capped-return Profit a/social 250.00", "to-fund Rest fund 149.99"]);
    }

    [Fact]
    public void At_the_end_of_the_fund_nothing_is_recycled_and_the_rest_goes_to_whom_the_terms_name()
    {
        var standing = Standing(Holding("a", "senior", "2025-12-31 10000.00"), Holding("c", "junior", "2025-12-31 1000.00"));
        Lines(Paid("2026-12-31", 15_000m, Ranks, standing, Occasion.WindDown)).ShouldBe(
        [
            "preferred-return PreferredReturn a/senior 300.00", "return-of-capital ReturnOfCapital a/senior 10000.00", "return-of-capital ReturnOfCapital c/junior 1000.00",
            "capped-return Profit c/junior 500.00", "to-fund Rest worker-welfare 3200.00",
        ]);
        Should.Throw<ArgumentException>(() => Waterfall.Pay(Day("2026-12-31"), Euros(1m), TermsOf(Equity), standing, Occasion.WindDown));
        Should.Throw<ArgumentException>(() => Waterfall.Pay(Day("2026-12-31"), Euros(-1m), TermsOf(Ranks), standing, Occasion.Distribution));
    }

    [Fact]
    public void A_share_of_a_tranche_without_capital_stays_in_the_fund()
    {
        var terms = """
            { "tranches": [{ "id": "a", "rank": 1 }, { "id": "b", "rank": 2 }], "waterfall": [{ "step": "return-of-capital", "tranche": "a" },
              { "step": "return-of-capital", "tranche": "b" }, { "step": "split", "shares": { "a": "0.50", "b": "0.30", "manager": "0.20" } }] }
            """;
        Lines(Paid("2026-12-31", 200m, terms, Standing(Holding("x", "a", "2025-12-31 100.00")), Occasion.Distribution)).ShouldBe(
            ["return-of-capital ReturnOfCapital x/a 100.00", "split Profit x/a 50.00", "split Rest fund 30.00", "split Profit manager 20.00"]);
    }

    /// <summary>Every part's amount comes out of its trace's words.</summary>
    internal static Payout Paid(string on, decimal cash, string terms, CapitalStanding standing, Occasion occasion)
    {
        var payout = Waterfall.Pay(Day(on), Euros(cash), TermsOf(terms), standing, occasion);
        foreach (var part in payout.Parts)
            TraceCalculator.Amount("distribution", TraceText.Sentence(part.Trace), "EUR").ShouldBe(part.Amount.Amount, TraceText.Sentence(part.Trace));
        payout.Parts.Aggregate(Euros(0), (sum, part) => sum + part.Amount).ShouldBe(payout.Cash);
        return payout;
    }
}
