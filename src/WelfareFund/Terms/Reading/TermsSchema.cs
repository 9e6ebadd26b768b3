using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WelfareFund.Terms.Reading;

/// <summary>The JSON Schema (draft 2020-12) of the terms, so that any editor completes and checks a fund file.</summary>
internal sealed class TermsSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);

    internal static string Write()
    {
        var schema = new TermsSchema();
        var shape = (RecordShape)Shape.Of(typeof(FundTerms));
        var root = schema.ObjectOf(shape, ("$schema", new JsonObject { ["type"] = "string", ["description"] = "Where this schema is." }));
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "fund.json");
        root["$defs"] = new JsonObject(schema.definitions.Select(definition => KeyValuePair.Create(definition.Key, (JsonNode?)definition.Value)));
        return root.ToJsonString(Layout) + "\n";
    }

    private JsonObject ObjectOf(RecordShape shape, params IReadOnlyList<(string Key, JsonObject Schema)> first)
    {
        var defaults = Defaults(shape);
        var properties = new JsonObject();
        foreach (var (key, schema) in first)
        {
            properties[key] = schema;
        }

        if (shape.WithCurrency)
        {
            properties[RecordShape.CurrencyKey] = Described(SchemaOf(Shape.Of(typeof(Currency)), null), "The currency of the amounts here. Without it they are in the section's.");
        }

        foreach (var term in shape.Terms)
        {
            properties[term.Name] = Described(SchemaOf(term.Shape, term), term.Means);
            if (!term.IsRequired && !term.IsOnlyInAFund && defaults[term.Name] is { } value)
            {
                properties[term.Name]!["default"] = value.DeepClone();
            }
        }

        string[] required =
        [
            .. first.Where(key => key.Key != "$schema").Select(key => key.Key),
            .. shape.Terms.Where(term => term.IsRequired || term.IsOnlyInAFund).Select(term => term.Name),
        ];
        var definition = new JsonObject { ["description"] = shape.Means, ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0)
        {
            definition["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]);
        }

        return definition;
    }

    private JsonObject SchemaOf(Shape shape, Term? term) => shape switch
    {
        ScalarShape scalar => SchemaOf(scalar, term),
        EnumShape choice => new() { ["enum"] = new JsonArray([.. choice.Values.Keys.Select(name => JsonValue.Create(name))]) },
        RecordShape record => Reference(record.Type.Name, () => ObjectOf(record)),
        ChoiceShape choice => Reference(choice.Type.Name, () => SchemaOf(choice)),
        ListShape list => WithLeast(new() { ["type"] = "array", ["items"] = SchemaOf(list.Item, term) }, term, "minItems"),
        MapShape map => WithLeast(new() { ["type"] = "object", ["propertyNames"] = new JsonObject { ["pattern"] = Scalar.IdPattern }, ["additionalProperties"] = SchemaOf(map.Value, term) }, term, "minProperties"),
        DatedShape dated => SchemaOf(dated, term!),
        _ => throw new NotSupportedException($"No schema for {shape}."),
    };

    private static JsonObject SchemaOf(ScalarShape shape, Term? term)
    {
        var (scalar, limits) = (shape.Scalar, term?.Limits);
        if (scalar.Token == JsonTokenType.True)
        {
            return new() { ["type"] = "boolean" };
        }

        if (scalar.Token == JsonTokenType.Number)
        {
            var number = new JsonObject { ["type"] = "integer" };
            if (limits is not null)
            {
                number["minimum"] = Math.Max(limits.AtLeast, limits.MoreThan + 1);
                number["maximum"] = limits.AtMost;
            }

            return number;
        }

        var isShare = shape.Type == typeof(decimal) && limits is { AtMost: 1 };
        return new() { ["type"] = "string", ["pattern"] = isShare ? Scalar.SharePattern : shape.Type == typeof(string) && term?.Pattern is { } own ? own.Regex : scalar.Pattern };
    }

    private JsonObject SchemaOf(ChoiceShape shape) => new()
    {
        ["description"] = shape.Means,
        ["oneOf"] = new JsonArray([.. shape.Variants.Select(variant => ObjectOf(variant.Shape, (shape.Key, new JsonObject { ["const"] = variant.Value })))]),
    };

    private JsonObject SchemaOf(DatedShape shape, Term term)
    {
        JsonObject Effective() => Described(SchemaOf(Shape.Of(typeof(NodaTime.LocalDate)), null), "The first day on which this holds.");
        var version = shape.Value is RecordShape record
            ? Reference(record.Type.Name + "From", () => ObjectOf(record, (DatedShape.Effective, Effective())))
            : new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [DatedShape.Effective] = Effective(), [term.Name] = Described(SchemaOf(shape.Value, term), term.Means) },
                ["additionalProperties"] = false,
                ["required"] = new JsonArray(DatedShape.Effective, term.Name),
            };
        return new() { ["anyOf"] = new JsonArray(SchemaOf(shape.Value, term), new JsonObject { ["type"] = "array", ["items"] = version, ["minItems"] = 1 }) };
    }

    private JsonObject Reference(string name, Func<JsonObject> define)
    {
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = [];
            definitions[name] = define();
        }

        return new() { ["$ref"] = "#/$defs/" + name };
    }

    private static JsonObject WithLeast(JsonObject schema, Term? term, string key)
    {
        if (term is { HasAtLeastOne: true })
        {
            schema[key] = 1;
        }

        return schema;
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema.Insert(0, "description", description);
        return schema;
    }

    /// <summary>What the keys are that a file leaves out.</summary>
    private static JsonNode Defaults(RecordShape shape) => JsonNode.Parse(TermsWriter.Write(Placeholder.Filled(shape), indented: false))!;
}
