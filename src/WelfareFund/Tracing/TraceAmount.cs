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

    /// <summary>An exact amount as an operand: whole minor units as <see cref="Money"/>, anything finer as a decimal of major units.</summary>
    public static object Of(decimal minorUnits, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return decimal.IsInteger(minorUnits) ? new Money((long)minorUnits, currency) : minorUnits / currency.MinorUnitsPerMajor;
    }
}
