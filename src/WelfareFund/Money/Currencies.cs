namespace WelfareFund;

/// <summary>The table of ISO 4217 (list one), by code and by number.</summary>
internal static class Currencies
{
    internal static readonly IReadOnlyDictionary<string, Currency> ByCode;
    internal static readonly IReadOnlyDictionary<short, Currency> ByNumber;

    static Currencies()
    {
        Currency[] all =
        [
            new("EUR", 978, 2, "Euro"),
            new("JPY", 392, 0, "Yen"),
            new("PHP", 608, 2, "Philippine Peso"),
            new("USD", 840, 2, "US Dollar"),
            new("KWD", 414, 3, "Kuwaiti Dinar"),
        ];
        ByCode = all.ToDictionary(currency => currency.Code, StringComparer.Ordinal);
        ByNumber = all.ToDictionary(currency => currency.Number);
    }
}
