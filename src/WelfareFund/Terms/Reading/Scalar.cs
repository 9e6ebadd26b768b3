using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace WelfareFund.Terms.Reading;

/// <summary>A kind of value that is one JSON text, number or truth: how it is recognised, read and written.</summary>
/// <param name="Noun">As an error names it: "a date".</param>
/// <param name="Form">How it is written, as one clause with an example.</param>
/// <param name="Pattern">Anchored; null where the JSON type says it all.</param>
/// <param name="Parse">From the text, once the pattern matched; null when there is no such value.</param>
/// <param name="Write">To the text; exact, so that reading it gives an equal value.</param>
internal sealed record Scalar(JsonTokenType Token, string Noun, string Form, string? Pattern, Func<string, object?> Parse, Func<object, string> Write)
{
    /// <summary>12 digits before and 12 after the point, so that no product of two of them and an amount overflows unseen.</summary>
    private const string DecimalPattern = @"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?$";

    /// <summary>14 digits leave room for every sum and product in 64 bits of minor units.</summary>
    internal const string AmountPattern = @"^[0-9]{1,14}(\.[0-9]{1,4})?$";

    /// <summary>A decimal from 0 to 1.</summary>
    internal const string SharePattern = @"^(0(\.[0-9]{1,12})?|1(\.0{1,12})?)$";

    internal const string IdPattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    private static readonly Dictionary<Type, Scalar> All = new()
    {
        [typeof(string)] = new(JsonTokenType.String, "a text", "write it in quotes, on one line, 500 letters at most", @"^[^\u0000-\u001f]{1,500}$", text => text.Trim().Length == 0 ? null : text, value => (string)value),
        [typeof(bool)] = new(JsonTokenType.True, "true or false", "write true or false, without quotes", null, text => text == "true", value => (bool)value ? "true" : "false"),
        [typeof(int)] = new(JsonTokenType.Number, "a whole number", "write it in digits, without quotes, such as 12", null, text => ParseWholeNumber(text), value => ((int)value).ToString(CultureInfo.InvariantCulture)),
        [typeof(decimal)] = new(JsonTokenType.String, "a decimal number", "write it in quotes, such as \"0.10\", with 12 decimals at most", DecimalPattern, text => ParseDecimal(text), value => WriteDecimal((decimal)value)),
        [typeof(Money)] = new(JsonTokenType.String, "an amount", "write it in quotes, in major units, with 14 digits at most and no sign, such as \"1250.00\"", AmountPattern, text => ParseDecimal(text), value => ((Money)value).ToAmountString()),
        [typeof(QualityFactor)] = new(JsonTokenType.String, "a factor", "write it in quotes, such as \"1.10\", or \"not-payable\"", @"^((0|[1-9][0-9]?)(\.[0-9]{1,12})?|not-payable)$", text => ParseFactor(text), value => value.ToString()!),
        [typeof(Currency)] = new(JsonTokenType.String, "a currency of ISO 4217", "write its three capital letters, such as \"EUR\"", "^[A-Z]{3}$", text => Currency.TryOf(text, out var currency) ? currency : null, value => ((Currency)value).Code),
        [typeof(DateTimeZone)] = new(JsonTokenType.String, "a time zone", "write a name of the tz database, such as \"Europe/Berlin\"", "^[A-Za-z0-9_+/-]{1,64}$", DateTimeZoneProviders.Tzdb.GetZoneOrNull, value => ((DateTimeZone)value).Id),
        [typeof(LocalDate)] = Time(LocalDatePattern.Iso, "a date", "write a day of the calendar as \"YYYY-MM-DD\"", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        [typeof(YearMonth)] = Time(YearMonthPattern.Iso, "a month", "write it as \"YYYY-MM\", the month from 01 to 12", "^[0-9]{4}-[0-9]{2}$"),
        [typeof(AnnualDate)] = Time(AnnualDatePattern.Iso, "a day of the year", "write a day of the calendar as \"MM-DD\"", "^[0-9]{2}-[0-9]{2}$"),
        [typeof(LocalTime)] = Time(LocalTimePattern.CreateWithInvariantCulture("HH':'mm"), "a time of day", "write it as \"HH:MM\", from \"00:00\" to \"23:59\"", "^[0-9]{2}:[0-9]{2}$"),
    };

    private readonly Regex? regex = Pattern is null ? null : new Regex(Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    internal static Scalar? Of(Type type) => All.GetValueOrDefault(type);

    internal object? ParseOrNull(string text) => regex is null || (!text.EndsWith('\n') && regex.IsMatch(text)) ? Parse(text) : null;

    internal static string WriteDecimal(decimal value) => value.ToString("0.00##########", CultureInfo.InvariantCulture);

    private static Scalar Time<T>(IPattern<T> pattern, string noun, string form, string regex) =>
        new(JsonTokenType.String, noun, form, regex, text => pattern.Parse(text) is { Success: true } parsed ? parsed.Value : null, value => pattern.Format((T)value));

    private static int? ParseWholeNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? ParseDecimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static QualityFactor? ParseFactor(string text) =>
        text == QualityFactor.NotPayable.ToString() ? QualityFactor.NotPayable
        : ParseDecimal(text) is decimal factor and > 0 ? QualityFactor.Of(factor)
        : null;
}
