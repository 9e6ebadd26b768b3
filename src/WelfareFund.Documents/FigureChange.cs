using System.Text.Json.Nodes;

namespace WelfareFund.Documents;

/// <summary>One figure that differs between two versions of a document. The template finds its name in its words by the same path.</summary>
/// <param name="Path">Names of members, from the outside in.</param>
/// <param name="Row">What tells the row of a table from the others; empty outside of tables.</param>
/// <param name="Column">Which of how many cells of a row; null for a whole row or a single figure.</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="Now">Null where there is nothing any more.</param>
public sealed record FigureChange(IReadOnlyList<string> Path, IReadOnlyList<string> Row, (int At, int Of)? Column, string? Before, string? Now)
{
    private const string Separator = " · ";
    private const string Attachments = "attachments";

    /// <param name="before">Content of a <see cref="Paper"/>.</param>
    public static IReadOnlyList<FigureChange> Between(string before, string now)
    {
        var changes = new List<FigureChange>();
        Compare(changes, [], JsonNode.Parse(before), JsonNode.Parse(now));
        return changes;
    }

    internal JsonObject ToJson() => new()
    {
        ["path"] = Strings(Path),
        ["row"] = Strings(Row),
        ["column"] = Column is { } column ? new JsonArray(column.At, column.Of) : null,
        ["before"] = Before,
        ["now"] = Now,
    };

    private static void Compare(List<FigureChange> changes, string[] path, JsonNode? before, JsonNode? now)
    {
        if (JsonNode.DeepEquals(before, now))
            return;
        if (path is [Attachments, _])
            changes.Add(new(path, [], null, null, null));
        else if (before is JsonObject or null && now is JsonObject or null)
            foreach (var name in Members(now).Union(Members(before)))
                Compare(changes, [.. path, name], before?[name], now?[name]);
        else if (before is JsonArray or null && now is JsonArray or null)
            CompareLists(changes, path, before as JsonArray ?? [], now as JsonArray ?? []);
        else
            changes.Add(new(path, [], null, before is null ? null : Text(before), now is null ? null : Text(now)));
    }

    private static void CompareLists(List<FigureChange> changes, string[] path, JsonArray before, JsonArray now)
    {
        if (before.Concat(now).Any(item => item is JsonArray))
            CompareRows(changes, path, [.. before.Select(Cells)], [.. now.Select(Cells)]);
        else if (before.Count == now.Count)
            CompareCells(changes, path, [], [.. before.Select(Text)], [.. now.Select(Text)]);
        else
            CompareRows(changes, path, [.. before.Select(item => (string[])[Text(item)])], [.. now.Select(item => (string[])[Text(item)])]);
    }

    /// <summary>A row is known by its first cells, as many as it takes to tell it from the others of its table.</summary>
    private static void CompareRows(List<FigureChange> changes, string[] path, List<string[]> before, List<string[]> now)
    {
        var width = before.Concat(now).Select(row => row.Length).DefaultIfEmpty().Max();
        var cells = Enumerable.Range(1, width).FirstOrDefault(cells => Differ(before, cells) && Differ(now, cells), width);
        foreach (var same in now.ToList())
        {
            if (before.Find(row => row.SequenceEqual(same)) is not { } twin)
                continue;
            before.Remove(twin);
            now.Remove(same);
        }

        foreach (var row in now)
        {
            if (before.Find(old => old.Length == row.Length && Key(old, cells) == Key(row, cells)) is { } old)
            {
                CompareCells(changes, path, Name(row), old, row);
                before.Remove(old);
            }
            else
            {
                changes.Add(new(path, Name(row), null, null, Rest(row, cells)));
            }
        }

        changes.AddRange(before.Select(row => new FigureChange(path, Name(row), null, Rest(row, cells), null)));

        string[] Name(string[] row) => width == 1 ? [] : row[..Math.Min(cells, row.Length)];
    }

    private static void CompareCells(List<FigureChange> changes, string[] path, string[] row, string[] before, string[] now)
    {
        for (var i = 0; i < now.Length; i++)
        {
            if (before[i] != now[i])
                changes.Add(new(path, row, (i, now.Length), before[i], now[i]));
        }
    }

    private static bool Differ(List<string[]> rows, int cells) => rows.Select(row => Key(row, cells)).Distinct(StringComparer.Ordinal).Count() == rows.Count;

    private static string Key(string[] row, int cells) => string.Join('\n', row.Take(cells));

    private static string Rest(string[] row, int cells) => string.Join(Separator, row.Length > cells ? row[cells..] : row);

    private static IEnumerable<string> Members(JsonNode? node) => node is JsonObject members ? members.Select(member => member.Key) : [];

    private static string[] Cells(JsonNode? row) => row is JsonArray cells ? [.. cells.Select(Text)] : [Text(row)];

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
