using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WelfareFund.Tests.Terms;

/// <summary>A checker of the keywords of JSON Schema that the fund's schema uses; any other keyword throws.</summary>
internal sealed class SchemaCheck(string schema)
{
    private readonly JsonObject root = (JsonObject)JsonNode.Parse(schema)!;

    internal IReadOnlyList<string> ErrorsIn(string json) => Errors(
        JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }), root, "$").ToList();

    private IEnumerable<string> Errors(JsonNode? value, JsonObject node, string path) =>
        node.SelectMany(keyword => Errors(value, node, keyword.Key, keyword.Value!, path));

    private IEnumerable<string> Errors(JsonNode? value, JsonObject node, string keyword, JsonNode operand, string path)
    {
        var (kind, members, items) = (value?.GetValueKind(), value as JsonObject, value as JsonArray);
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description" or "default":
                return [];
            case "$ref":
                return Errors(value, (JsonObject)root["$defs"]![operand.GetValue<string>()["#/$defs/".Length..]]!, path);
            case "type":
                var isType = operand.GetValue<string>() switch
                {
                    "object" => kind is JsonValueKind.Object,
                    "array" => kind is JsonValueKind.Array,
                    "string" => kind is JsonValueKind.String,
                    "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
                    "integer" => kind is JsonValueKind.Number && decimal.IsInteger(Number(value)),
                    var other => throw new NotSupportedException(other),
                };
                return One(isType, $"{path}: not {operand}");
            case "pattern":
                return One(kind is not JsonValueKind.String || Regex.IsMatch(value!.GetValue<string>(), operand.GetValue<string>()), $"{path}: pattern");
            case "enum":
                return One(((JsonArray)operand).Any(item => JsonNode.DeepEquals(item, value)), $"{path}: enum");
            case "const":
                return One(JsonNode.DeepEquals(operand, value), $"{path}: const");
            case "minimum":
                return One(kind is not JsonValueKind.Number || Number(value) >= Number(operand), $"{path}: minimum");
            case "maximum":
                return One(kind is not JsonValueKind.Number || Number(value) <= Number(operand), $"{path}: maximum");
            case "minItems":
                return One(items is null || items.Count >= Number(operand), $"{path}: minItems");
            case "minProperties":
                return One(members is null || members.Count >= Number(operand), $"{path}: minProperties");
            case "items":
                return items is null ? [] : items.SelectMany((item, i) => Errors(item, (JsonObject)operand, $"{path}[{i}]"));
            case "required":
                return members is null ? [] : ((JsonArray)operand).Where(key => !members.ContainsKey(key!.GetValue<string>())).Select(key => $"{path}: misses {key}");
            case "properties":
                return members is null ? [] : members.SelectMany(member => operand[member.Key] is JsonObject property ? Errors(member.Value, property, $"{path}.{member.Key}") : []);
            case "propertyNames":
                return members is null ? [] : members.SelectMany(member => Errors(JsonValue.Create(member.Key), (JsonObject)operand, $"{path}.{member.Key}"));
            case "additionalProperties":
                var others = members?.Where(member => node["properties"]?[member.Key] is null) ?? [];
                return operand is JsonObject of ? others.SelectMany(member => Errors(member.Value, of, $"{path}.{member.Key}")) : others.Select(member => $"{path}: unknown {member.Key}");
            case "oneOf":
                return One(((JsonArray)operand).Count(option => !Errors(value, (JsonObject)option!, path).Any()) == 1, $"{path}: oneOf");
            case "anyOf":
                return One(((JsonArray)operand).Any(option => !Errors(value, (JsonObject)option!, path).Any()), $"{path}: anyOf");
            default:
                throw new NotSupportedException(keyword);
        }
    }

    private static IEnumerable<string> One(bool holds, string error) => holds ? [] : [error];

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);
}
