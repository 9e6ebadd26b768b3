namespace WelfareFund.Tracing;

public static class TraceAmount
{
    /// <summary>An exact amount as an operand: whole minor units as <see cref="Money"/>, anything finer as a decimal of major units.</summary>
    public static object Of(decimal minorUnits, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return decimal.IsInteger(minorUnits) ? new Money((long)minorUnits, currency) : minorUnits / currency.MinorUnitsPerMajor;
    }
}
