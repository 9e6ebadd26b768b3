using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Terms;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

public sealed class InterestPartTests
{
    private static readonly PreferredReturnTerms Preferred = new() { Rate = 0.05m, Compounding = Compounding.Annual };

    [Fact]
    public void A_share_takes_its_part_of_what_was_paid_in_and_of_what_came_back_each_on_its_own_day()
    {
        var whole = Holding("a", "senior", "2025-01-01 1000.00", "2025-07-01 333.33") with
        {
            Received = [new(Day("2026-01-01"), Euros(400.01m), Euros(20m), Euros(0)), new(Day("2027-01-01"), Euros(0), Euros(1.01m), Euros(5.55m))],
        };

        var trace = new TraceList();
        var part = InterestPart.Of(whole, 0.3m, trace);

        part.Drawdowns.ShouldBe([new(Day("2025-01-01"), Euros(300m)), new(Day("2025-07-01"), Euros(100m))]);
        part.Received.ShouldBe([new(Day("2026-01-01"), Euros(120m), Euros(6m), Euros(0)), new(Day("2027-01-01"), Euros(0), Euros(0.30m), Euros(1.67m))]);
        TraceText.Sentence(trace.Steps).ShouldBe("1,000.00 EUR paid in on 2025-01-01 × 30%, to the nearest unit, 300.00; 333.33 EUR paid in on 2025-07-01 × 30%, to the nearest unit, 100.00; "
            + "400.01 EUR of capital returned on 2026-01-01 × 30%, to the nearest unit, 120.00; 20.00 EUR of preferred return paid on 2026-01-01 × 30%, to the nearest unit, 6.00; "
            + "1.01 EUR of preferred return paid on 2027-01-01 × 30%, to the nearest unit, 0.30; 5.55 EUR of profit paid on 2027-01-01 × 30%, to the nearest unit, 1.67");
    }

    /// <summary>Two drawdowns of a cent round to two at a half; of the two cents that came back one alone would leave a holding that got back what it never paid.</summary>
    [Fact]
    public void Nobody_gets_back_more_than_was_paid_in_for_the_sake_of_rounding()
    {
        var whole = Holding("a", "senior", "2025-01-01 0.01", "2025-01-02 0.01") with { Received = [new(Day("2026-01-01"), Euros(0.02m), Euros(0), Euros(0))] };
        var trace = new TraceList();
        InterestPart.Of(whole, 0.5m, trace).Received.ShouldBe([new(Day("2026-01-01"), Euros(0.02m), Euros(0), Euros(0))]);
        TraceText.Sentence(trace.Steps).ShouldEndWith("0.02 EUR of capital returned on 2026-01-01 × 50%, so that neither got back more than was paid in, 0.02");
    }

    [Fact]
    public void Of_any_past_and_share_both_stay_within_what_was_paid_in_at_every_date_and_are_owed_together_what_was_owed() =>
        Prop.ForAll(Arb.From(
            from drawdowns in Gen.Choose(1, 100_000).Zip(Gen.Choose(0, 700)).ListOf(3)
            from receipts in Gen.Choose(0, 1_000).Zip(Gen.Choose(0, 1_000)).Zip(Gen.Choose(700, 1_500)).ListOf(4)
            from share in Gen.Choose(1, 1_000_000)
            select (drawdowns, receipts, share)), given =>
        {
            var whole = Past(given.drawdowns, given.receipts);
            var moved = InterestPart.Of(whole, given.share / 1_000_000m, new NoTrace());
            var part = whole with { Drawdowns = moved.Drawdowns, Received = moved.Received };
            var rest = whole with
            {
                Drawdowns = [.. whole.Drawdowns, .. moved.Drawdowns.Select(drawdown => drawdown with { Amount = -drawdown.Amount })],
                Received = [.. whole.Received, .. moved.Received.Select(receipt => receipt.Negated())],
            };
            foreach (var day in whole.Received.Select(receipt => receipt.On))
            {
                foreach (var one in new[] { part, rest })
                {
                    var (paidIn, returned) = (one.Drawdowns.Where(drawdown => drawdown.ValueDate <= day).Sum(drawdown => drawdown.Amount.MinorUnits), one.Received.Where(receipt => receipt.On <= day).Sum(receipt => receipt.Capital.MinorUnits));
                    returned.ShouldBeInRange(0, paidIn);
                }
            }

            var (netRest, on) = (Netted(rest), Day("2031-01-01"));
            var owed = Owed(part, on) + Owed(netRest, on);
            Math.Abs((owed - Owed(whole, on)).MinorUnits).ShouldBeLessThanOrEqualTo(8);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Money Owed(Holding holding, LocalDate on) => PreferredReturn.Owed(holding, on, Preferred, Eur, new NoTrace());

    /// <summary>Shares, in thousandths, of the capital that was left and of the return that was owed on each day.</summary>
    private static Holding Past(IEnumerable<(int Cents, int Day)> drawdowns, IEnumerable<((int Capital, int Preferred) Of, int Day)> receipts)
    {
        var first = Day("2025-01-01");
        var past = Holding("a", "senior") with
        {
            Drawdowns = [.. drawdowns.GroupBy(drawdown => drawdown.Day).Select(day => new Drawdown(first.PlusDays(day.Key), new(day.Sum(drawdown => drawdown.Cents), Eur)))],
        };
        foreach (var (of, day) in receipts.DistinctBy(receipt => receipt.Day).OrderBy(receipt => receipt.Day))
        {
            var on = first.PlusDays(day);
            var capital = (past.PaidIn(Eur) - past.Returned(Eur)).MinorUnits * of.Capital / 1_000;
            past = past with { Received = [.. past.Received, new(on, new(capital, Eur), new(Owed(past, on).MinorUnits * of.Preferred / 1_000, Eur), Euros(0))] };
        }

        return past;
    }

    private static Holding Netted(Holding holding) => holding with
    {
        Drawdowns = [.. holding.Drawdowns.GroupBy(drawdown => drawdown.ValueDate).Select(day => new Drawdown(day.Key, new(day.Sum(drawdown => drawdown.Amount.MinorUnits), Eur))).Where(drawdown => !drawdown.Amount.IsZero)],
        Received = [.. holding.Received.GroupBy(receipt => receipt.On).Select(day => new Receipt(day.Key, Total(day, receipt => receipt.Capital), Total(day, receipt => receipt.Preferred), Euros(0)))],
    };

    private static Money Total(IEnumerable<Receipt> receipts, Func<Receipt, Money> of) => receipts.Aggregate(Euros(0), (sum, receipt) => sum + of(receipt));
}
