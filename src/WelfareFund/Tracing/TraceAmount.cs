namespace WelfareFund.Tracing;

public static class TraceAmount
{
    /// <summary>How a line was rounded, as an operand of style <c>reason</c>.</summary>
    public static string Of(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfUp => "half-up",
        RoundingMode.HalfEven => "half-even",
        _ => "down",
    };

    private const decimal Unit = 10_000_000_000m;

    /// <summary>An amount before it is rounded, as an operand: whole minor units as <see cref="Money"/>, anything finer as major units with ten decimals, which a pocket calculator shows.</summary>
    public static object Of(decimal minorUnits, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return decimal.IsInteger(minorUnits) ? new Money((long)minorUnits, currency) : Rounding.Apply(minorUnits * (Unit / currency.MinorUnitsPerMajor), RoundingMode.HalfUp) / Unit;
    }
}
