using System.Globalization;

namespace WelfareFund;

/// <summary>
/// Whole minor units of one currency. Amounts of different currencies never add, never compare and are never
/// equal, not even at zero. Overflow throws <see cref="OverflowException"/>.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 2 "Money".</remarks>
public readonly record struct Money : IComparable<Money>
{
    private readonly Currency? currency;

    public Money(long minorUnits, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        MinorUnits = minorUnits;
        this.currency = currency;
    }

    /// <summary>Cents for EUR, whole yen for JPY, fils for KWD; negative for the opposite direction.</summary>
    public long MinorUnits { get; }

    /// <exception cref="InvalidOperationException">The value was never set (<c>default</c>).</exception>
    public Currency Currency => currency ?? throw new InvalidOperationException("This amount was never given a currency.");

    /// <summary>The amount in major units, exact.</summary>
    public decimal Amount => (decimal)MinorUnits / Currency.MinorUnitsPerMajor;

    public bool IsZero => MinorUnits == 0;
    public bool IsNegative => MinorUnits < 0;
    public bool IsPositive => MinorUnits > 0;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>Rounds an exact number of major units to the currency's minor unit.</summary>
    public static Money Round(decimal amount, Currency currency, RoundingMode mode)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return new((long)Rounding.Apply(amount * currency.MinorUnitsPerMajor, mode), currency);
    }

    public static Money operator +(Money left, Money right) => new(left.MinorUnits + right.In(left).MinorUnits, left.Currency);
    public static Money operator -(Money left, Money right) => new(left.MinorUnits - right.In(left).MinorUnits, left.Currency);
    public static Money operator -(Money value) => new(-value.MinorUnits, value.Currency);
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public int CompareTo(Money other) => MinorUnits.CompareTo(other.In(this).MinorUnits);

    public static Money Min(Money left, Money right) => left <= right ? left : right;
    public static Money Max(Money left, Money right) => left >= right ? left : right;

    /// <summary>Major units with exactly the currency's decimals and no separators: <c>-125.00</c>, <c>12500</c>, <c>1.250</c>.</summary>
    public string ToAmountString() => Amount.ToString("F" + Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override string ToString() => currency is null ? "" : $"{ToAmountString()} {Currency.Code}";

    private Money In(Money other) => ReferenceEquals(Currency, other.Currency)
        ? this
        : throw new InvalidOperationException($"{other.Currency} and {Currency} do not mix; convert first.");
}
