using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Terms;
using WelfareFund.Tests.Tracing;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class RecomputedTraceTests
{
    [Fact]
    public void A_trace_recomputes_to_the_amount_due()
    {
        var cases =
            from pay in Gen.Choose(0, 900_000)
            from second in Gen.Choose(0, 300_000)
            from share in Gen.Choose(1, 300)
            from floor in Gen.Choose(0, 300_000)
            from rule in Gen.Elements(FloorRule.Cliff, FloorRule.Above, FloorRule.Taper)
            from cutOff in Gen.Choose(100_000, 900_000)
            from most in Gen.Choose(5, 30)
            from cap in Gen.Choose(1_000, 100_000)
            from mode in Gen.Elements(RoundingMode.Down, RoundingMode.HalfEven, RoundingMode.HalfUp)
            from unit in Gen.Elements(1L, 100L)
            from foreign in Gen.Elements(true, false)
            select (
                Terms: Of(
                    TenPercent with
                    {
                        Share = new(share / 1000m),
                        Floor = Floor(new(floor, Eur), rule),
                        UpperCutOff = new Money(cutOff, Eur),
                        MaxShareOfPay = most / 100m,
                        Rounding = mode,
                        RoundTo = new(unit, Eur),
                    },
                    new(cap, Eur), 0.02m),
                Pays: new[] { PayOf(new(pay, Eur), employer: "a"), foreign ? PayOf(Yen(second), 1 / 162.53m, "b") : PayOf(new(second, Eur), employer: "b") });
        Prop.ForAll(Arb.From(cases), each =>
        {
            var month = Step(each.Terms, default, each.Pays);
            if (month.Decision.IsDue)
                TraceCalculator.MonthDue(month.Trace).ShouldBe(month.Due.Amount, tolerance: 1e-9m, month.Trace);
        }).QuickCheckThrowOnFailure();
    }
}
