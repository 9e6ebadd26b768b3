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
            new TextConverter<Money>(money => money.ToString(), ReadMoney),
            new TextConverter<LocalDate>(LocalDatePattern.Iso.Format, text => LocalDatePattern.Iso.Parse(text).Value),
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

    public static string WriteEvent(FundEvent what) => JsonSerializer.Serialize(what, Options);

    public static FundEvent ReadEvent(string json) => JsonSerializer.Deserialize<FundEvent>(json, Options)!;

    public static string WriteTrace(IReadOnlyList<TraceStep> trace) => JsonSerializer.Serialize(trace, Options);

    public static IReadOnlyList<TraceStep> ReadTrace(string json) => JsonSerializer.Deserialize<List<TraceStep>>(json, Options)!;

    private static Money ReadMoney(string text)
    {
        var (amount, code) = text.Split(' ') is [var number, var currency] ? (number, currency) : throw new JsonException($"'{text}' is no amount.");
        return Money.Round(decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture), Currency.Of(code), RoundingMode.HalfEven);
    }

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    /// <summary>An operand with its type in front, so that it comes back as what it was: <c>m:125.00 EUR</c>, <c>d:0.10</c>, <c>i:3</c>, <c>t:2025-01-31</c>,
    /// <c>y:2025-01</c>, <c>s:word</c>.</summary>
    private sealed class OperandConverter : JsonConverter<object>
    {
        public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString()!;
            var value = text[2..];
            return text[0] switch
            {
                'm' => ReadMoney(value),
                'd' => decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture),
                'i' => int.Parse(value, NumberStyles.Integer, CultureInfo.InvariantCulture),
                't' => LocalDatePattern.Iso.Parse(value).Value,
                'y' => YearMonthPattern.Iso.Parse(value).Value,
                's' => value,
                _ => throw new JsonException($"'{text}' is no operand."),
            };
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
        {
            Money money => "m:" + money,
            decimal number => "d:" + number.ToString(CultureInfo.InvariantCulture),
            int number => "i:" + number.ToString(CultureInfo.InvariantCulture),
            LocalDate date => "t:" + LocalDatePattern.Iso.Format(date),
            YearMonth month => "y:" + YearMonthPattern.Iso.Format(month),
            string word => "s:" + word,
            _ => throw new JsonException($"A trace does not carry a {value.GetType().Name}."),
        });
    }
}
