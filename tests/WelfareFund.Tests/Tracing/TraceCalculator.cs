using System.Globalization;
using System.Text.RegularExpressions;

namespace WelfareFund.Tests.Tracing;

/// <summary>
/// Reads the numbers out of a trace's words, as a person with a pocket calculator would, and works out the line's amount. It knows no rule but those
/// words, and checks every figure on the way against the ones before it.
/// </summary>
public static partial class TraceCalculator
{
    private const decimal Noise = 1e-9m;

    /// <param name="kind">The settlement line's.</param>
    /// <param name="unit">One minor unit of the line's currency: 0.01, 1.</param>
    /// <param name="currency">The line's.</param>
    /// <exception cref="FormatException">The words do not lead to an amount.</exception>
    public static decimal Amount(string kind, string trace, decimal unit, string currency, decimal stated) => kind switch
    {
        "contribution" => Contribution(trace, unit, currency),
        "outcome" => Outcome(trace),
        "distribution" => WaterfallPart(trace, unit),
        "distributable-cash" => DistributableCash(trace),
        "capital-call" when trace.Contains('÷', StringComparison.Ordinal) => CallPart(trace, unit),
        "oversight" => Numbers(trace) is [var gross, var share, ..] ? Rounded(gross * share / unit, trace) * unit : throw Unclear(trace),
        "grant" => Numbers(trace[trace.IndexOf(" are still to be funded", StringComparison.Ordinal)..]) is [var left, ..] ? Math.Min(left, Before(trace, " are still")) : throw Unclear(trace),
        "payment" when trace.Contains(" from account ", StringComparison.Ordinal) => Payment(trace),
        "exchange" => Exchange(trace),
        _ => Numbers(trace).Any(number => Math.Abs(number) == Math.Abs(stated)) ? stated : throw Unclear(trace),
    };

    /// <summary>What a month owes, in agreement currency.</summary>
    public static decimal MonthDue(string trace, decimal unit) => Contribution(trace, unit, "");

    private static decimal Contribution(string trace, decimal unit, string currency)
    {
        decimal due = 0, limit = decimal.MaxValue, converted = 0, before = 0;
        var rates = new Dictionary<string, decimal>();
        var byCurrency = new Dictionary<string, decimal>();
        foreach (var clause in trace.Split("; "))
        {
            var numbers = Numbers(clause);
            switch (clause)
            {
                case var _ when clause.Contains(" paid ", StringComparison.Ordinal) && clause.Contains('×', StringComparison.Ordinal):
                    Near(numbers[^3] * numbers[^2], numbers[^1], clause);
                    rates[clause[..clause.IndexOf(" paid ", StringComparison.Ordinal)]] = numbers[^2];
                    break;
                case var _ when clause.StartsWith('('):
                    due = Math.Max(0, numbers[0] - numbers[1]) * numbers[2];
                    Near(due, numbers[3], clause);
                    break;
                case var _ when clause.Contains(" − floor ", StringComparison.Ordinal) && clause.Contains(" leaves ", StringComparison.Ordinal) && numbers.Length == 3:
                    Near(numbers[0] - numbers[1], numbers[2], clause);
                    limit = Math.Min(limit, numbers[2]);
                    break;
                case var _ when clause.StartsWith("at most", StringComparison.Ordinal):
                    Near((numbers[0] - numbers[1]) * numbers[2], numbers[3], clause);
                    limit = Math.Min(limit, numbers[3]);
                    break;
                case var _ when clause.StartsWith("cap left", StringComparison.Ordinal):
                    limit = Math.Min(limit, numbers[0]);
                    break;
                case var _ when clause.Contains(" is a share of ", StringComparison.Ordinal):
                    Near(numbers[0], Math.Min(due, limit), clause);
                    (Math.Abs(numbers[0] / numbers[1] - numbers[2]) < 1.1e-12m).ShouldBeTrue(clause);
                    break;
                case var _ when clause.Contains(" was posted before", StringComparison.Ordinal):
                    before = numbers[0];
                    break;
                case var _ when EmployerDue().Match(clause) is { Success: true } match:
                    (Math.Abs(numbers[^3] * numbers[^2] - numbers[^1]) <= 1).ShouldBeTrue(clause);
                    converted += numbers[^1] * rates.GetValueOrDefault(match.Groups[1].Value, 1);
                    byCurrency[match.Groups[2].Value] = byCurrency.GetValueOrDefault(match.Groups[2].Value) + numbers[^1];
                    break;
                case var _ when clause.Contains(" rounded ", StringComparison.Ordinal):
                    Near(numbers[0], Math.Min(due, limit), clause);
                    (due, limit) = (Rounded(numbers[0] / numbers[1], clause) * numbers[1], decimal.MaxValue);
                    break;
                case var _ when clause.Contains('×', StringComparison.Ordinal):
                    due = numbers[0] * numbers[1];
                    Near(due, numbers[2], clause);
                    break;
                case var _ when clause.StartsWith("nothing is due", StringComparison.Ordinal):
                    (due, converted) = (0, 0);
                    byCurrency.Clear();
                    break;
            }
        }

        return byCurrency.Count == 0 ? Math.Min(due, limit) - before
            : byCurrency.Count == 1 && byCurrency.TryGetValue(currency, out var own) ? own - before
            : decimal.Round(converted / unit, 0, MidpointRounding.AwayFromZero) * unit - before;
    }

    private static decimal Outcome(string trace)
    {
        decimal price = 0, limit = decimal.MaxValue;
        foreach (var clause in trace.Split("; "))
        {
            if (Price().Match(clause) is { Success: true } match)
            {
                price = Number(match, 1) * Number(match, 2) * (1 + Number(match, 3) / 100) * Number(match, 4);
                Near(price, Number(match, 5), clause);
            }
            else if (clause.StartsWith("to the nearest unit", StringComparison.Ordinal) || clause.StartsWith("rounded down", StringComparison.Ordinal))
            {
                (Math.Abs(Numbers(clause)[0] - price) <= (clause.StartsWith("to", StringComparison.Ordinal) ? 0.5m : 1)).ShouldBeTrue(clause);
                price = Numbers(clause)[0];
            }
            else if (clause.StartsWith("left ", StringComparison.Ordinal))
            {
                limit = Math.Min(limit, Numbers(clause)[0]);
            }
            else if (clause.StartsWith("payable ", StringComparison.Ordinal))
            {
                Near(Numbers(clause)[0], Math.Min(price, limit), clause);
            }
            else if (clause.StartsWith("held back ", StringComparison.Ordinal))
            {
                (Math.Abs(Numbers(clause)[0] * Math.Min(price, limit) - Numbers(clause)[1]) < 1).ShouldBeTrue(clause);
            }
            else if (clause.Contains(", at the rate of ", StringComparison.Ordinal))
            {
                (Math.Abs(Numbers(clause)[0] * Numbers(clause)[1] - Numbers(clause)[2]) <= 0.5m).ShouldBeTrue(clause);
            }
        }

        return Math.Min(price, limit);
    }

    private static decimal CallPart(string trace, decimal unit)
    {
        var clauses = trace.Split("; ");
        var numbers = Numbers(clauses.Single(clause => clause.Contains('÷', StringComparison.Ordinal)));
        var part = decimal.Truncate(numbers[0] * numbers[1] / numbers[2] / unit) * unit;
        Near(part, numbers[3], trace);
        return clauses[^1].StartsWith("one of the units left over", StringComparison.Ordinal) ? part + unit : part;
    }

    /// <summary>What a part of a payout comes to, clause by clause.</summary>
    public static decimal WaterfallPart(string trace, decimal unit)
    {
        decimal value = 0, accrued = 0;
        decimal? taken = null;
        foreach (var clause in trace.Split("; "))
        {
            var numbers = Numbers(clause);
            value = clause switch
            {
                _ when clause.Contains(" paid in, less ", StringComparison.Ordinal) => numbers[0] - numbers[1],
                _ when clause.Contains(" compounded) ", StringComparison.Ordinal) => (numbers[0] + numbers[1]) * numbers[2] * numbers[3] / numbers[4],
                _ when clause.Contains(" days from ", StringComparison.Ordinal) => numbers[0] * numbers[1] * numbers[2] / numbers[3],
                _ when clause.StartsWith("preferred return of ", StringComparison.Ordinal) => Math.Max(0, Rounded((numbers[0] - numbers[1]) / unit, "") * unit),
                _ when clause.Contains(" paid in × ", StringComparison.Ordinal) => Rounded(numbers[0] * numbers[1] / unit, "down") * unit,
                _ when clause.Contains(" received, ", StringComparison.Ordinal) => Math.Max(0, value - numbers[0]),
                _ when clause.Contains(" may take ", StringComparison.Ordinal) => Math.Min(numbers[0], numbers[1]),
                _ when clause.Contains(" profit paid ", StringComparison.Ordinal) =>
                    Rounded(((numbers[2] * numbers[3]) - numbers[4]) / (numbers[5] - numbers[6]) / unit, "down") * unit,
                _ when clause.Contains(" ÷ ", StringComparison.Ordinal) => Rounded(numbers[0] * numbers[1] / numbers[2] / unit, "down") * unit,
                _ when clause.StartsWith("one of the units left over", StringComparison.Ordinal) => value + unit,
                _ when clause.Contains(" left to the limit of recycling", StringComparison.Ordinal) => Math.Min(numbers[0], numbers[1]),
                _ when clause.Contains(" that stays, ", StringComparison.Ordinal) => numbers[0] - numbers[1],
                _ when clause.EndsWith(" is principal", StringComparison.Ordinal) => Math.Min(numbers[0], numbers[1]),
                _ when clause.EndsWith(" is profit", StringComparison.Ordinal) => Math.Max(0, numbers[0] - numbers[1]),
                _ when clause.EndsWith(" is left", StringComparison.Ordinal) || clause.Contains(" is owed on", StringComparison.Ordinal) => numbers[0],
                _ => throw Unclear(trace),
            };
            Near(value, clause.StartsWith("preferred return of ", StringComparison.Ordinal) ? numbers[2] : numbers[^1], clause);
            if (clause.Contains(" days from ", StringComparison.Ordinal))
                accrued += value;
            if (clause.StartsWith("preferred return of ", StringComparison.Ordinal))
                Near(accrued, numbers[0], trace);
            if (clause.Contains(" ÷ ", StringComparison.Ordinal) && clause.Contains(", rounded down, ", StringComparison.Ordinal) && !clause.Contains(" profit paid ", StringComparison.Ordinal) && taken is { } ofStep)
            {
                Near(numbers[0], ofStep, trace);
                taken = null;
            }

            if (clause.Contains(" may take ", StringComparison.Ordinal))
                taken = value;
        }

        return value;
    }

    private static decimal DistributableCash(string trace)
    {
        var clauses = trace.Split("; ");
        var left = clauses[..^1].Sum(clause => clause.StartsWith("less ", StringComparison.Ordinal) ? -Numbers(clause)[0] : Numbers(clause)[^1]);
        Near(Math.Abs(left), Numbers(clauses[^1])[0], trace);
        return Math.Max(0, left);
    }

    private static decimal Payment(string trace)
    {
        var clauses = trace.Split("; ");
        return clauses[..^1].Sum(clause => Numbers(clause)[0]);
    }

    private static decimal Exchange(string trace)
    {
        var clauses = trace.Split("; ");
        var toPay = Numbers(clauses[0])[0];
        var holds = Before(clauses[0], ", short ");
        (Math.Abs(Numbers(clauses[1])[0] * Numbers(clauses[1])[1] - Numbers(clauses[1])[2]) <= 0.5m).ShouldBeTrue(trace);
        return toPay - holds;
    }

    private static decimal Rounded(decimal units, string words) =>
        words.Contains("down", StringComparison.Ordinal) ? decimal.Truncate(units)
        : decimal.Round(units, 0, words.Contains("even", StringComparison.Ordinal) ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero);

    /// <summary>The last number before these words.</summary>
    private static decimal Before(string text, string words) => Numbers(text[..text.IndexOf(words, StringComparison.Ordinal)])[^1];

    private static decimal[] Numbers(string text) =>
        [.. AnyNumber().Matches(text).Select(match => decimal.Parse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture) / (match.Value.EndsWith('%') ? 100 : 1))];

    private static decimal Number(Match match, int group) => decimal.Parse(match.Groups[group].Value, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static void Near(decimal computed, decimal written, string clause) => (Math.Abs(computed - written) < Noise).ShouldBeTrue($"{computed} is not {written}: {clause}");

    private static FormatException Unclear(string trace) => new($"No amount comes out of these words: {trace}");

    [GeneratedRegex(@"(?<![\w.:-])(-?\d[\d,]*(?:\.\d+)?)(?![\w-])%?")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"^(.+): -?[\d,.]+ ([A-Z]{3}) × [\d.]+%, ")]
    private static partial Regex EmployerDue();

    [GeneratedRegex(@"^([\d,.]+) [A-Z]{3} × ([\d.]+) \(tier .+\) × \(1 \+ ([\d.]+)% uplift\) × ([\d.]+) \(volume, number \d+\) = ([\d,.]+)")]
    private static partial Regex Price();
}
