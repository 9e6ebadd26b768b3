using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Terms;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

/// <summary>Reads the numbers out of a trace's words, as a person with a pocket calculator would, and knows no rule but those words.</summary>
public sealed partial class RecomputedTraceTests
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
                Recompute(month.Trace).ShouldBe(month.Due.Amount, tolerance: 1e-9m, month.Trace);
        }).QuickCheckThrowOnFailure();
    }

    private static decimal Recompute(string trace)
    {
        decimal due = 0, limit = decimal.MaxValue, converted = 0;
        var rates = new Dictionary<string, decimal>();
        foreach (var clause in trace.Split("; "))
        {
            var numbers = Number().Matches(clause).Select(match => decimal.Parse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture)
                / (match.Value.EndsWith('%') ? 100 : 1)).ToArray();
            switch (clause)
            {
                case var _ when clause.Contains(" paid ", StringComparison.Ordinal) && clause.Contains('×', StringComparison.Ordinal):
                    Near(numbers[0] * numbers[1], numbers[2]);
                    rates[clause[..1]] = numbers[1];
                    break;
                case var _ when clause.StartsWith('('):
                    due = Math.Max(0, numbers[0] - numbers[1]) * numbers[2];
                    Near(due, numbers[3]);
                    break;
                case var _ when clause.Contains(" leaves ", StringComparison.Ordinal):
                    Near(numbers[0] - numbers[1], numbers[2]);
                    limit = Math.Min(limit, numbers[2]);
                    break;
                case var _ when clause.StartsWith("at most", StringComparison.Ordinal):
                    Near((numbers[0] - numbers[1]) * numbers[2], numbers[3]);
                    limit = Math.Min(limit, numbers[3]);
                    break;
                case var _ when clause.StartsWith("cap left", StringComparison.Ordinal):
                    limit = Math.Min(limit, numbers[0]);
                    break;
                case var _ when clause.Contains(" is a share of ", StringComparison.Ordinal):
                    Near(numbers[0], Math.Min(due, limit));
                    Math.Abs(numbers[0] / numbers[1] - numbers[2]).ShouldBeLessThan(1.1e-12m);
                    break;
                case var _ when clause.Contains(": ", StringComparison.Ordinal) && clause.Contains('×', StringComparison.Ordinal):
                    Math.Abs(numbers[0] * numbers[1] - numbers[2]).ShouldBeLessThanOrEqualTo(1, clause);
                    converted += numbers[2] * rates.GetValueOrDefault(clause[..1], 1);
                    break;
                case var _ when clause.Contains(" rounded ", StringComparison.Ordinal):
                    Near(numbers[0], Math.Min(due, limit));
                    var units = numbers[0] / numbers[1];
                    var to = clause.Contains("down", StringComparison.Ordinal) ? decimal.Truncate(units)
                        : decimal.Round(units, 0, clause.Contains("even", StringComparison.Ordinal) ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero);
                    (due, limit) = (to * numbers[1], decimal.MaxValue);
                    break;
                case var _ when clause.Contains('×', StringComparison.Ordinal):
                    due = numbers[0] * numbers[1];
                    Near(due, numbers[2]);
                    break;
            }
        }

        return converted > 0 ? decimal.Round(converted, 2, MidpointRounding.AwayFromZero) : Math.Min(due, limit);
    }

    private static void Near(decimal computed, decimal written) => Math.Abs(computed - written).ShouldBeLessThan(1e-9m);

    [GeneratedRegex(@"(?<![\w.])(\d[\d,]*(?:\.\d+)?)%?")]
    private static partial Regex Number();
}
