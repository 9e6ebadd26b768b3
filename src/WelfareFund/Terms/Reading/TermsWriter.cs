using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WelfareFund.Terms.Reading;

/// <summary>From terms to JSON: every key in one order, every default written out, nothing that is absent.</summary>
internal static class TermsWriter
{
    internal static byte[] Write(object terms, bool indented)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteRecord(json, (RecordShape)Shape.Of(terms.GetType()), terms);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A value that is one text in JSON.</summary>
    internal static string Text(Shape shape, object value) => shape switch
    {
        ScalarShape scalar => scalar.Scalar.Write(value),
        EnumShape choice => choice.NameOf(value),
        _ => throw new NotSupportedException($"{shape} is not one text."),
    };

    private static void WriteRecord(Utf8JsonWriter json, RecordShape shape, object record, params IReadOnlyList<(string Key, string Value)> first)
    {
        json.WriteStartObject();
        foreach (var (key, value) in first)
        {
            json.WriteString(key, value);
        }

        if (shape.WithCurrency && CurrencyOf(shape, record) is { } currency)
        {
            json.WriteString(RecordShape.CurrencyKey, currency.Code);
        }

        foreach (var term in shape.Terms)
        {
            if (term.ValueIn(record) is { } value)
            {
                json.WritePropertyName(term.Name);
                WriteValue(json, term.Shape, value, term);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>The currency of a record's own amounts; null when it has none.</summary>
    internal static Currency? CurrencyOf(RecordShape shape, object record) =>
        shape.Terms.Select(term => term.ValueIn(record)).OfType<Money>().Select(amount => amount.Currency).FirstOrDefault();

    private static void WriteValue(Utf8JsonWriter json, Shape shape, object value, Term term)
    {
        switch (shape)
        {
            case ScalarShape { Scalar.Token: not JsonTokenType.String } scalar:
                json.WriteRawValue(scalar.Scalar.Write(value));
                break;
            case ScalarShape or EnumShape:
                json.WriteStringValue(Text(shape, value));
                break;
            case RecordShape record:
                WriteRecord(json, record, value);
                break;
            case ChoiceShape choice:
                var (name, variant) = choice.VariantOf(value);
                WriteRecord(json, variant, value, (choice.Key, name));
                break;
            case ListShape list:
                json.WriteStartArray();
                foreach (var item in (IEnumerable)value)
                {
                    WriteValue(json, list.Item, item, term);
                }

                json.WriteEndArray();
                break;
            case MapShape map:
                json.WriteStartObject();
                foreach (var (key, item) in Entries(value))
                {
                    json.WritePropertyName(key);
                    WriteValue(json, map.Value, item, term);
                }

                json.WriteEndObject();
                break;
            case DatedShape dated:
                WriteDated(json, dated, value, term);
                break;
            default:
                throw new NotSupportedException($"No way to write {shape}.");
        }
    }

    private static void WriteDated(Utf8JsonWriter json, DatedShape shape, object value, Term term)
    {
        var versions = DatedTerms.VersionsOf(value);
        if (DatedTerms.IsAlways(versions))
        {
            WriteValue(json, shape.Value, versions[0].Value, term);
            return;
        }

        json.WriteStartArray();
        foreach (var (effective, version) in versions)
        {
            var date = Text(Shape.Of(typeof(NodaTime.LocalDate)), effective);
            if (shape.Value is RecordShape record)
            {
                WriteRecord(json, record, version, (DatedShape.Effective, date));
            }
            else
            {
                json.WriteStartObject();
                json.WriteString(DatedShape.Effective, date);
                json.WritePropertyName(term.Name);
                WriteValue(json, shape.Value, version, term);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>A map's entries in ordinal order of their keys, whatever map it is.</summary>
    internal static IEnumerable<(string Key, object Value)> Entries(object map) =>
        ((IEnumerable)map).Cast<object>()
            .Select(pair => ((string)pair.GetType().GetProperty("Key")!.GetValue(pair)!, pair.GetType().GetProperty("Value")!.GetValue(pair)!))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal);
}
