using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Files;

/// <summary>One kind of file that can be imported.</summary>
/// <param name="Name">As the command line names it: <c>wages</c>.</param>
/// <param name="Columns">In the order in which documentation and templates list them; a file may have any order.</param>
public abstract record FileKind(string Name, IReadOnlyList<Column> Columns)
{
    /// <summary>Every column once and no other, or every reason why not.</summary>
    public Result<Header> ReadHeader(string file, IReadOnlyList<string> names)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var header = new Header(file, positions);
        if (NotATable(names) is { } whole)
            return new Refusal("not-a-table", header.Place(1, ""), whole.What, whole.Remedy ?? $"the columns of {Name} are {ColumnNames}");
        var refusals = new List<Refusal>();
        for (var position = 0; position < names.Count; position++)
        {
            var name = names[position];
            if (Columns.All(column => column.Name != name))
                refusals.Add(new("unknown-column", header.Place(1, ""), UnknownColumn(name), $"the columns of {Name} are {ColumnNames}"));
            else if (!positions.TryAdd(name, position))
                refusals.Add(new("duplicate-column", header.Place(1, name), "this column is there twice", "keep one of the two"));
        }

        foreach (var missing in Columns.Where(column => column.IsRequired && !positions.ContainsKey(column.Name)))
            refusals.Add(new("missing-column", header.Place(1, missing.Name), "this column is missing", $"the columns of {Name} are {ColumnNames}"));
        return refusals.Count == 0 ? header : Result.Refused<Header>(refusals);
    }

    private string ColumnNames => string.Join(", ", Columns.Select(column => column.IsRequired ? column.Name : column.Name + "?"));

    /// <summary>What makes every column wrong at once is told once. Without a remedy the columns are it.</summary>
    private static (string What, string? Remedy)? NotATable(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (name.Contains(Header.Undecodable, StringComparison.Ordinal))
                return ("the header has bytes that are not UTF-8", "save the table as CSV in UTF-8");
            if (name.AsSpan().ContainsAny(";\t"))
                return ($"{Excerpt.Of(name)} is not a column; columns are separated by commas", null);
            if (name.Any(char.IsControl))
                return ($"{Excerpt.Of(name)} is not a column: this file is no text", "save the table as CSV in UTF-8");
        }

        return null;
    }

    private static string UnknownColumn(string name) => name switch
    {
        "" => "a column has no name",
        _ when name.AsSpan().Trim().Length < name.Length => $"{Excerpt.Of(name)} is not a column; there are spaces around the name",
        _ => $"{Excerpt.Of(name)} is not a column",
    };
}

/// <param name="KeyColumn">The column at which a duplicate is reported.</param>
/// <param name="Key">What makes a fact of this kind the same fact: two of one key in a file are a duplicate.</param>
/// <param name="Read">A row becomes a fact. It is no fact when the row has refusals.</param>
public sealed record FileKind<T>(string Name, Column KeyColumn, Func<T, string> Key, Func<Row, T> Read, IReadOnlyList<Column> Columns) : FileKind(Name, Columns)
    where T : class
{
    /// <summary>What is personal about the row's party; null where the kind has nothing personal of this sort.</summary>
    public Func<Row, PersonalDetails>? Personal { get; init; }

    /// <summary>Whether a fact may follow a known one of the same key, saying more; without it a fact never changes.</summary>
    public Func<T, T, bool> MayFollow { get; init; } = static (_, _) => false;

    /// <summary>What would be right where a fact of a known key says something else.</summary>
    public string HowToCorrect { get; init; } = "what the fund was told does not change; give a new fact its own id";

    /// <param name="line">The line of the file on which the row begins.</param>
    /// <param name="terms">Null outside a fund.</param>
    public Told<T> ReadRow(Header header, IReadOnlyList<string> cells, int line, FundTerms? terms)
    {
        if (cells.Count != header.Count)
            return new(null, null, null, new Refusal("wrong-column-count", header.Place(line, ""), $"the row has {Cells(cells.Count)}, and the header has {header.Count}",
                "give every column a cell; a cell with a comma, a quote or a line break stands in quotes"));

        var row = new Row(header, cells, line, terms);
        var fact = Read(row);
        var personal = Personal?.Invoke(row);
        return row.Refusals.Count > 0 ? new(null, null, row, null) : new(fact, personal, row, null);
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";
}

/// <summary>What one row told: a fact, or why there is none.</summary>
/// <param name="Fact">Null when the row is refused.</param>
/// <param name="Row">Null when the row could not even be taken apart, or the file has no columns of ours.</param>
public readonly record struct Told<T>(T? Fact, PersonalDetails? Personal, Row? Row, Refusal? Broken) where T : class
{
    public IReadOnlyList<Refusal> Refusals => Broken is { } broken ? [broken] : Row?.Refusals ?? [];
}
