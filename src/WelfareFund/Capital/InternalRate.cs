using NodaTime;

namespace WelfareFund.Capital;

/// <param name="Amount">Negative: paid in. Positive: received.</param>
public readonly record struct DatedFlow(LocalDate On, Money Amount);

public enum RateRoots
{
    None,
    One,
    Several,
}

/// <summary>The yearly rate at which dated flows are worth nothing (XIRR): days become years by ACT/365, from the first flow on.</summary>
/// <param name="Value">0.1 is 10% a year; nine decimals, half-up. Null unless there is exactly one rate.</param>
/// <remarks>
/// Rates from −0.999999999 to 1,000,000 count. They are counted and not guessed: between two neighbouring turning points of the flows' worth lies at most
/// one, and the turning points are those of a sum with one term less. It ends soon, because a sum whose terms change sign once has one rate,
/// and one whose terms never do has none (Descartes' rule).
/// </remarks>
public sealed record InternalRate(RateRoots Roots, decimal? Value)
{
    private const double LowestRate = -0.999999999;
    private const double HighestRate = 1_000_000;
    private const decimal Unit = 1e9m;

    /// <summary>A worth that is smaller than this part of its terms is none: the flows only touch zero there.</summary>
    private const double Nothing = 1e-13;

    // A term is weight × e^(years × y), where y = −ln(1 + rate): the worth of a flow is its amount × (1 + rate)^−years.
    private static readonly double FirstY = -Math.Log(1 + HighestRate);
    private static readonly double LastY = -Math.Log(1 + LowestRate);

    private readonly record struct Term(double Weight, double Years);

    /// <param name="flows">In one currency, in any order; those of one day count together.</param>
    public static InternalRate Of(IEnumerable<DatedFlow> flows)
    {
        var days = flows.GroupBy(flow => flow.On).OrderBy(day => day.Key)
            .Select(day => (On: day.Key, Amount: day.Select(flow => flow.Amount).Aggregate((sum, next) => sum + next)))
            .Where(day => !day.Amount.IsZero).ToList();
        if (days.Count == 0)
            return new(RateRoots.None, null);
        var terms = days.ConvertAll(day => new Term(day.Amount.MinorUnits, Period.DaysBetween(days[0].On, day.On) / 365.0));
        return ZerosOf(terms) switch
        {
            [] => new(RateRoots.None, null),
            [var only] => new(RateRoots.One, Rounding.Apply((decimal)(Math.Exp(-only) - 1) * Unit, RoundingMode.HalfUp) / Unit),
            _ => new(RateRoots.Several, null),
        };
    }

    /// <param name="terms">By years, none of weight 0.</param>
    /// <returns>Ascending.</returns>
    private static List<double> ZerosOf(List<Term> terms)
    {
        var changes = terms.Zip(terms.Skip(1)).Count(pair => pair.First.Weight > 0 != pair.Second.Weight > 0);
        var turns = changes < 2 ? [] : ZerosOf(SlopeOf(terms));
        var zeros = new List<double>();
        if (changes == 0)
            return zeros;
        var (from, worthFrom) = (FirstY, Worth(terms, FirstY));
        foreach (var to in turns.Append(LastY))
        {
            var worthTo = Worth(terms, to);
            if (worthTo == 0)
                zeros.Add(to);
            else if (worthFrom != 0 && worthFrom > 0 != worthTo > 0)
                zeros.Add(Between(terms, from, to, worthFrom > 0));
            (from, worthFrom) = (to, worthTo);
        }

        return zeros;
    }

    /// <summary>The slope of the worth after its first term is made constant, which moves no zero.</summary>
    private static List<Term> SlopeOf(List<Term> terms) =>
        [.. terms.Skip(1).Select(term => new Term(term.Weight * (term.Years - terms[0].Years), term.Years - terms[0].Years))];

    /// <summary>From −1 to 1: as a part of what the terms are without their signs.</summary>
    private static double Worth(List<Term> terms, double y)
    {
        // The largest power is taken out, so that none overflows.
        var largest = (y > 0 ? terms[^1] : terms[0]).Years * y;
        var (sum, size) = (0.0, 0.0);
        foreach (var term in terms)
        {
            var worth = term.Weight * Math.Exp((term.Years * y) - largest);
            sum += worth;
            size += Math.Abs(worth);
        }

        return Math.Abs(sum) < Nothing * size ? 0 : sum / size;
    }

    private static double Between(List<Term> terms, double from, double to, bool startsPositive)
    {
        while (true)
        {
            var middle = from + ((to - from) / 2);
            if (middle <= from || middle >= to)
                return middle;
            if (Worth(terms, middle) > 0 == startsPositive)
                from = middle;
            else
                to = middle;
        }
    }
}
