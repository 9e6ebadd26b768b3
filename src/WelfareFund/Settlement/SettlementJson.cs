using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.People;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

/// <summary>
/// Events and traces as text that is kept for good: amounts in major units with their currency, ISO dates, stable names. The same value
/// always gives the same text, so a proposal can be compared by its bytes.
/// </summary>
public static class SettlementJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new TextConverter<string>(text => text, text => text),
            new TextConverter<Money>(WriteMoney, text => ReadMoney(text)),
            new TextConverter<LocalDate>(LocalDatePattern.Iso.Format, text => ReadDate(text)),
            new TextConverter<YearMonth>(YearMonthPattern.Iso.Format, text => YearMonthPattern.Iso.Parse(text).Value),
            new TextConverter<WorkerId>(id => id.Value, text => new(text)),
            new TextConverter<InvestorId>(id => id.Value, text => new(text)),
            new TextConverter<ClaimId>(id => id.Value, text => new(text)),
            new TextConverter<EmployerId>(id => id.Value, text => new(text)),
            new TextConverter<AgreementId>(id => id.Value, text => new(text)),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new OperandConverter(),
        },
    };

    /// <summary>Amounts up to here are written and read digit by digit.</summary>
    private const long Plain = 999_999_999_999_999;

    [ThreadStatic]
    private static string? lastCode;

    /// <summary>Texts that were read lately, each where its hash says: contracts, corridors and cost lines come again and again, a claim in a few lines.</summary>
    private static readonly string?[] Lately = new string?[1_024];

    public static string WriteEvent(FundEvent what) => JsonSerializer.Serialize(what, Options);

    public static FundEvent ReadEvent(string json) => JsonSerializer.Deserialize<FundEvent>(json, Options)!;

    public static string WriteTrace(IReadOnlyList<TraceStep> trace) => JsonSerializer.Serialize(trace, Options);

    public static IReadOnlyList<TraceStep> ReadTrace(string json) => JsonSerializer.Deserialize<List<TraceStep>>(json, Options)!;

    /// <summary>As <see cref="Money.ToString"/> writes it.</summary>
    private static string WriteMoney(Money money)
    {
        var (units, currency) = (money.MinorUnits, money.Currency);
        if (units is < -Plain or > Plain || currency.Exponent is not (0 or 2))
            return money.ToString();
        return currency.Exponent == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{units} {currency.Code}")
            : string.Create(CultureInfo.InvariantCulture, $"{(units < 0 ? "-" : "")}{Math.Abs(units) / 100}.{Math.Abs(units) % 100:00} {currency.Code}");
    }

    private static Money ReadMoney(ReadOnlySpan<char> text)
    {
        var space = text.IndexOf(' ');
        if (space < 0 || text[(space + 1)..].Contains(' '))
            throw new JsonException($"'{text}' is no amount.");
        var currency = Currency.Of(CodeOf(text[(space + 1)..]));
        var amount = text[..space];
        return MinorUnits(amount, currency.Exponent) is { } units
            ? new(units, currency)
            : Money.Round(decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture), currency, RoundingMode.HalfEven);
    }

    /// <summary>Of an amount with just the currency's decimals; null for any other, and for very large ones.</summary>
    private static long? MinorUnits(ReadOnlySpan<char> amount, int exponent)
    {
        var digits = amount.StartsWith('-') ? amount[1..] : amount;
        var point = digits.IndexOf('.');
        if (digits.Length is 0 or > 17 || (exponent == 0 ? point >= 0 : point < 1 || point != digits.Length - exponent - 1))
            return null;
        var units = 0L;
        for (var at = 0; at < digits.Length; at++)
        {
            if (at == point)
                continue;
            if (!char.IsAsciiDigit(digits[at]))
                return null;
            units = (units * 10) + digits[at] - '0';
        }

        return digits.Length == amount.Length ? units : -units;
    }

    /// <summary>The code as a text that is there already: an event's amounts are in few currencies.</summary>
    private static string CodeOf(ReadOnlySpan<char> code) => lastCode is { } last && code.SequenceEqual(last) ? last : lastCode = code.ToString();

    /// <summary>The text as one that is there already, where it was read lately.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        const int Short = 64;
        if (reader.HasValueSequence || reader.ValueSpan.Length > Short)
            return reader.GetString()!;
        Span<char> text = stackalloc char[Short];
        text = text[..reader.CopyString(text)];
        ref var known = ref Lately[string.GetHashCode(text) & (Lately.Length - 1)];
        return known is { } same && text.SequenceEqual(same) ? same : known = text.ToString();
    }

    private static LocalDate ReadDate(ReadOnlySpan<char> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-' && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0
        && int.TryParse(text[5..7], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && int.TryParse(text[8..], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            ? new(year, month, day)
            : LocalDatePattern.Iso.Parse(text.ToString()).Value;

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(TextOf(ref reader));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    /// <summary>An operand with its type in front, so that it comes back as what it was: <c>m:125.00 EUR</c>, <c>d:0.10</c>, <c>i:3</c>, <c>t:2025-01-31</c>,
    /// <c>y:2025-01</c>, <c>s:word</c>.</summary>
    private sealed class OperandConverter : JsonConverter<object>
    {
        public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString()!;
            var value = text.AsSpan(2);
            return text[0] switch
            {
                'm' => ReadMoney(value),
                'd' => decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture),
                'i' => int.Parse(value, NumberStyles.Integer, CultureInfo.InvariantCulture),
                't' => ReadDate(value),
                'y' => YearMonthPattern.Iso.Parse(value.ToString()).Value,
                's' => value.ToString(),
                _ => throw new JsonException($"'{text}' is no operand."),
            };
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
        {
            Money money => "m:" + WriteMoney(money),
            decimal number => "d:" + number.ToString(CultureInfo.InvariantCulture),
            int number => "i:" + number.ToString(CultureInfo.InvariantCulture),
            LocalDate date => "t:" + LocalDatePattern.Iso.Format(date),
            YearMonth month => "y:" + YearMonthPattern.Iso.Format(month),
            string word => "s:" + word,
            _ => throw new JsonException($"A trace does not carry a {value.GetType().Name}."),
        });
    }
}
