using System.Text;
using System.Text.Json;

namespace WelfareFund.Web.Users;

/// <summary>What the audit trail keeps of an act, for people to read: <c>is sample: no</c>.</summary>
internal static class ActWords
{
    /// <param name="json">As the trail keeps it; null where there was nothing.</param>
    internal static IEnumerable<string> Of(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. Lines("", document.RootElement)];
    }

    private static IEnumerable<string> Lines(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return value.EnumerateObject().SelectMany(member => Lines(name.Length == 0 ? Spaced(member.Name) : $"{name}, {Spaced(member.Name)}", member.Value));
        return [name.Length == 0 ? Text(value) : $"{name}: {Text(value)}"];
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => UserTexts.Yes,
        JsonValueKind.False => UserTexts.No,
        JsonValueKind.Null => UserTexts.Nothing,
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.GetArrayLength() == 0 => UserTexts.Nothing,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join("; ", Lines("", value)),
        _ => value.GetRawText(),
    };

    /// <summary><c>isSample</c> is <c>is sample</c>.</summary>
    private static string Spaced(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsAsciiLetterUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        return words.ToString();
    }
}
