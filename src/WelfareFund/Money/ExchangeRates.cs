using System.Collections.Frozen;
using System.Numerics;
using NodaTime;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>What a conversion used, for its trace.</summary>
/// <param name="Rate">1 unit of the currency converted from = this many of the one converted to; a cross is cut to a decimal's 28 digits.</param>
/// <param name="Date">The day the rate was published for; of a cross, the earlier of its two legs' days.</param>
public readonly record struct RateUsed(decimal Rate, LocalDate Date);

public readonly record struct Converted(Money Money, RateUsed Used);

/// <summary>
/// The dated rates of one source, all against its base currency; any other pair crosses through the base. Immutable, so many threads can
/// read it. A rate holds from its date until a newer one, for at most <see cref="MaxAgeDays"/> calendar days.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 2 "Money".</remarks>
public sealed class ExchangeRates
{
    private readonly FrozenDictionary<Currency, Series> seriesByQuote;
    private readonly string source;
    private readonly Currency? @base;

    /// <param name="rates">In any order, of one source and one base.</param>
    /// <param name="maxAgeDays">0 takes rates of the very day only.</param>
    /// <param name="knownAt">Leaves out what was written after this log sequence.</param>
    /// <exception cref="ArgumentException">
    /// The rates are of two sources or two bases, or two of one currency and date were written at the same log sequence.
    /// </exception>
    public ExchangeRates(IEnumerable<ExchangeRate> rates, int maxAgeDays = 5, long knownAt = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxAgeDays);
        MaxAgeDays = maxAgeDays;
        var known = rates.Where(rate => rate.LogSequence <= knownAt).ToList();
        source = known.Count == 0 ? "" : known[0].Source;
        @base = known.Count == 0 ? null : known[0].Base;
        if (known.Find(rate => rate.Source != source || !ReferenceEquals(rate.Base, @base)) is { } other)
            throw new ArgumentException($"Rates of {source} in {@base} do not mix with rates of {other.Source} in {other.Base}.", nameof(rates));

        seriesByQuote = known.GroupBy(rate => rate.Quote).ToFrozenDictionary(group => group.Key, group => new Series(group));
    }

    public int MaxAgeDays { get; }

    /// <summary>The newest rate on or before the date. Refused as <c>no-rate</c> when there is none young enough.</summary>
    public Result<RateUsed> Find(Currency from, Currency to, LocalDate date) =>
        TryFind(from, to, date, out var cross) ? cross.Used : NoRate(from, to, date);

    /// <summary>Rounds once, from the exact quotient; a conversion into a fund's base currency rounds half-up. Refused as <see cref="Find"/> is.</summary>
    public Result<Converted> Convert(Money money, Currency to, LocalDate date, RoundingMode mode = RoundingMode.HalfUp) =>
        TryFind(money.Currency, to, date, out var cross)
            ? new Converted(new(cross.Apply(money, to, mode), to), cross.Used)
            : NoRate(money.Currency, to, date);

    private bool TryFind(Currency from, Currency to, LocalDate date, out Cross cross)
    {
        if (ReferenceEquals(from, to))
        {
            cross = new(new(1, date), new(1, date));
            return true;
        }

        var found = TryFindLeg(from, date, out var fromLeg) & TryFindLeg(to, date, out var toLeg);
        cross = new(fromLeg, toLeg);
        return found;
    }

    private bool TryFindLeg(Currency quote, LocalDate date, out RateUsed leg)
    {
        leg = new(1, date);
        return ReferenceEquals(quote, @base)
            || (seriesByQuote.TryGetValue(quote, out var series) && series.TryNewest(date, out leg) && Age(leg.Date, date) <= MaxAgeDays);
    }

    private Refusal NoRate(Currency from, Currency to, LocalDate date)
    {
        var missing = new[] { from, to }.Where(leg => !TryFindLeg(leg, date, out _)).Select(leg => Why(leg, date));
        return new("no-rate", "", $"there is no rate from {from} to {to} for {date:uuuu-MM-dd}: {string.Join(", and ", missing)}",
            MaxAgeDays == 0 ? "import the rates of that day" : $"import rates from {date.PlusDays(-MaxAgeDays):uuuu-MM-dd} to {date:uuuu-MM-dd}");
    }

    private string Why(Currency quote, LocalDate date) =>
        @base is null ? "no rates are known"
        : !seriesByQuote.TryGetValue(quote, out var series) ? $"{source} has none of {quote}"
        : !series.TryNewest(date, out var newest) ? $"{source}'s first of {quote} is of {series.First:uuuu-MM-dd}"
        : $"{source}'s newest of {quote} is of {newest.Date:uuuu-MM-dd}, {Age(newest.Date, date)} days before, and {MaxAgeDays} are allowed";

    private static int Age(LocalDate rateDate, LocalDate date) => Period.DaysBetween(rateDate, date);

    /// <summary>From one quoted currency to another through the base: 1 base = <c>From.Rate</c> of one = <c>To.Rate</c> of the other.</summary>
    private readonly record struct Cross(RateUsed From, RateUsed To)
    {
        // Below these bounds 2^63 × rate × 10^8 fits in 127 bits: 8 = 4 decimals of a currency + 4 of a rate, and more goes the wide way.
        private const long NarrowMantissa = 10_000_000_000;
        private const int NarrowPower = 8;

        internal RateUsed Used => new(To.Rate / From.Rate, LocalDate.Min(From.Date, To.Date));

        internal long Apply(Money money, Currency to, RoundingMode mode)
        {
            var power = From.Rate.Scale - To.Rate.Scale + to.Exponent - money.Currency.Exponent;
            var fromMantissa = Quotient.Mantissa(From.Rate);
            var toMantissa = Quotient.Mantissa(To.Rate);
            return fromMantissa < NarrowMantissa && toMantissa < NarrowMantissa && Math.Abs(power) <= NarrowPower
                ? Apply((Int128)money.MinorUnits, (Int128)fromMantissa, (Int128)toMantissa, power, mode)
                : Apply((BigInteger)money.MinorUnits, fromMantissa, toMantissa, power, mode);
        }

        private static long Apply<T>(T units, T from, T to, int power, RoundingMode mode)
            where T : IBinaryInteger<T>
        {
            var ten = T.CreateChecked(10);
            for (; power > 0; power--)
                to *= ten;
            for (; power < 0; power++)
                from *= ten;
            return long.CreateChecked(Quotient.Round(units * to, from, mode));
        }
    }

    /// <summary>One currency's rates by date, the last written of each date.</summary>
    private sealed class Series
    {
        private readonly LocalDate[] dates;
        private readonly decimal[] rates;

        internal Series(IEnumerable<ExchangeRate> ofOneQuote)
        {
            var byDate = ofOneQuote.GroupBy(rate => rate.Date).OrderBy(group => group.Key).Select(LastWritten).ToList();
            dates = byDate.ConvertAll(rate => rate.Date).ToArray();
            rates = byDate.ConvertAll(rate => rate.Rate).ToArray();
        }

        internal LocalDate First => dates[0];

        internal bool TryNewest(LocalDate date, out RateUsed newest)
        {
            var at = Array.BinarySearch(dates, date);
            var index = at >= 0 ? at : ~at - 1;
            newest = index >= 0 ? new(rates[index], dates[index]) : default;
            return index >= 0;
        }

        private static ExchangeRate LastWritten(IGrouping<LocalDate, ExchangeRate> ofOneDate)
        {
            var last = ofOneDate.MaxBy(rate => rate.LogSequence)!;
            return ofOneDate.Count(rate => rate.LogSequence == last.LogSequence) == 1
                ? last
                : throw new ArgumentException($"{last.Source} has two rates of {last.Quote} for {last.Date:uuuu-MM-dd} at log sequence {last.LogSequence}.");
        }
    }
}
