using NodaTime;

namespace WelfareFund;

/// <summary>A published rate: 1 <see cref="Base"/> = <see cref="Rate"/> <see cref="Quote"/> on <see cref="Date"/>.</summary>
public sealed record ExchangeRate
{
    /// <summary>Far beyond any real rate, and near enough that every cross of two rates keeps ten digits.</summary>
    public const decimal Lowest = 0.000000001m;

    /// <inheritdoc cref="Lowest"/>
    public const decimal Highest = 1_000_000_000m;

    /// <param name="source">Who published it, as the fund's terms name it, for example <c>ecb</c>.</param>
    /// <param name="logSequence">The order of writing: of two rates for one date the later written one holds.</param>
    /// <exception cref="ArgumentException">Base and quote are one currency, the rate is out of range, or the source is empty.</exception>
    public ExchangeRate(LocalDate date, Currency @base, Currency quote, decimal rate, string source, long logSequence)
    {
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentOutOfRangeException.ThrowIfNegative(logSequence);
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, Lowest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, Highest);
        if (ReferenceEquals(@base, quote))
            throw new ArgumentException($"A rate is between two currencies, not from {@base} to itself.", nameof(quote));

        Date = date;
        Base = @base;
        Quote = quote;
        Rate = rate;
        Source = source;
        LogSequence = logSequence;
    }

    public LocalDate Date { get; }
    public Currency Base { get; }
    public Currency Quote { get; }
    public decimal Rate { get; }
    public string Source { get; }
    public long LogSequence { get; }
}
