using NodaTime;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>Every line of a proposal that has an amount says in words how it comes about. <see cref="FundInMemory.Settle"/> holds every fund of every test to it.</summary>
public sealed class RecomputedTraceTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;

    [Fact]
    public void Every_amount_of_a_fund_that_does_everything_recomputes_from_its_words()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Bank("main", new(2024, 10, 18), new(12_000_000, Eur), "call-1 foundation");
        fund.Bank("main", new(2024, 10, 19), new(60_000, Eur), FundInMemory.Terms.Capital.Grants[0].Id);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Claim("C2", "trained", new(2024, 10, 5), new(2024, 10, 15));
        fund.Wage("R1", new(2024, 12), new(270_000, Eur));
        fund.Wage("R2", new(2025, 1), new(270_001, Eur));

        var lines = new List<SettlementLine>();
        for (var month = new YearMonth(2024, 10); month <= new YearMonth(2025, 4); month = month.PlusMonths(1))
        {
            var proposal = fund.Settle(month);
            lines.AddRange(proposal.Lines);
            foreach (var purchase in proposal.Lines.Where(line => line.Event is ExchangeInstructed))
            {
                fund.Bank("main", month.PlusMonths(1).OnDayOfMonth(7), new(-200_000, Eur), purchase.Subject);
                fund.Bank("manila", month.PlusMonths(1).OnDayOfMonth(8), purchase.Amount!.Value, purchase.Subject);
            }

            if (month == new YearMonth(2025, 2))
                fund.Wage("R2b", new(2025, 1), new(250_001, Eur), replaces: "R2");
            if (month == new YearMonth(2025, 3))
                fund.Claim("C3", "retained-6m", new(2025, 4, 7), new(2025, 4, 20));
        }

        lines.Where(line => line.Amount is not null && line.State is not LineState.Held).Select(line => line.Kind).Distinct().ShouldBe(
            ["contract", "commitment", "capital-call", "bank", "outcome", "oversight", "grant", "agreement", "administration", "payment", "exchange", "holdback", "contribution", "reserve"], ignoreOrder: true);
        lines.ShouldContain(line => line.Kind == "contribution" && line.Amount.GetValueOrDefault().IsNegative, "a correction");
    }

    [Theory]
    [InlineData(DrawOrder.ProRata)]
    [InlineData(DrawOrder.ByRank)]
    public void Every_part_of_a_call_recomputes_also_the_one_with_a_unit_left_over(DrawOrder order)
    {
        var terms = FundInMemory.Terms with { Capital = FundInMemory.Terms.Capital with { DrawOrder = order } };
        var facts = new FundInMemory().Facts;
        facts = facts with
        {
            Commitments = [.. Enumerable.Range(1, 7).Select(n => facts.Commitments[0] with { Id = $"K{n}", Investor = new($"investor-{n}"), Tranche = n % 2 == 0 ? "senior" : "first-loss", Amount = new(1_000_003 * n, Eur) })],
            Calls = [facts.Calls[0] with { Amount = new(20_000_000, Eur) }],
        };
        var calls = MonthSettlement.Calculate(terms, new(2024, 10), facts, []).Lines.Where(line => line.Event is CapitalCalled).ToList();

        calls.Sum(line => line.Amount!.Value.MinorUnits).ShouldBe(20_000_000);
        foreach (var line in calls)
            Recomputes(line);
        calls.ShouldContain(line => line.Trace.Any(step => step.Template == "call-part-lifted"));
    }

    internal static void Recomputes(SettlementLine line)
    {
        var words = TraceText.Sentence(line.Trace);
        TraceReading.Of(words).Select(clause => clause.Template).ShouldBe(line.Trace.Select(step => step.Template));
        if (line.Amount is not { } amount)
            return;
        TraceCalculator.Amount(line.Kind, words, amount.Currency.Code).ShouldBe(amount.Amount, tolerance: 1e-9m, $"{line.Kind} {line.Subject}: {words}");
    }
}
