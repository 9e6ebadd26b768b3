using System.Globalization;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Files;

/// <summary>One row of a file while it is being read: its cells by column, and everything that is wrong with them.</summary>
public sealed class Row
{
    private readonly Header header;
    private readonly IReadOnlyList<string> cells;
    private readonly List<Refusal> refusals = [];
    private readonly List<Refusal> warnings = [];
    private readonly List<Reference> references = [];
    private readonly FundTerms? terms;

    internal Row(Header header, IReadOnlyList<string> cells, int line, FundTerms? terms)
    {
        this.header = header;
        this.cells = cells;
        Line = line;
        this.terms = terms;
    }

    /// <summary>The line of the file on which the row begins, from 1.</summary>
    public int Line { get; }

    /// <summary>The terms that the ids in the row refer to.</summary>
    /// <exception cref="InvalidOperationException">The file is read outside a fund.</exception>
    public FundTerms Terms => terms ?? throw new InvalidOperationException("A file that is read outside a fund has no terms of a fund.");

    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>What a person should look at and nothing refuses.</summary>
    public IReadOnlyList<Refusal> Warnings => warnings;

    /// <summary>Facts this row builds on; whether the fund knows them is not in the file.</summary>
    public IReadOnlyList<Reference> References => references;

    /// <summary>The cell's value; when it is refused, what stands for nothing, and the refusal is kept.</summary>
    internal T Get<T>(Column<T> column)
    {
        var text = Text(column);
        if (text.Contains(Header.Undecodable, StringComparison.Ordinal))
        {
            Refuse(column, "not-utf8", "these bytes are not UTF-8", "save the file as UTF-8");
            return default!;
        }

        if (text.Length == 0)
        {
            if (column.IsRequired)
                Refuse(column, "empty", "nothing stands here", "this column is never empty");
            return default!;
        }

        var cell = column.Read(this, text);
        if (cell.Refusal is { } refusal && !ReferenceEquals(refusal, Cell.Unjudged))
            refusals.Add(refusal with { Where = Place(column) });
        return cell.Value!;
    }

    /// <summary>The cell as it stands in the file; empty when the file has no such column.</summary>
    internal string Text(Column column) => header.Find(column) is { } position ? cells[position] : "";

    internal bool IsEmpty(Column column) => Text(column).Length == 0;

    internal void Refuse(Column column, string code, string what, string remedy) => refusals.Add(new(code, Place(column), what, remedy));

    internal void Warn(Column column, string code, string what, string remedy) => warnings.Add(new(code, Place(column), what, remedy));

    internal void RefersTo(string column, FactKind kind, string id) => references.Add(new(kind, id, column));

    /// <summary>Where a refusal of this row says it stands.</summary>
    public string Place(string column) => header.Place(Line, column);

    private string Place(Column column) => Place(column.Name);
}

/// <summary>A cell that names another fact.</summary>
public readonly record struct Reference(FactKind Kind, string Id, string Column);

/// <summary>The facts that others name by id.</summary>
public enum FactKind
{
    Investor,
    Provider,
    Employer,
    Worker,
    Employment,
    Claim,
    Wage,
}

/// <summary>The columns of one file, found by their names.</summary>
public sealed class Header
{
    /// <summary>What a decoder puts where bytes are not UTF-8: a code point that is never text.</summary>
    public const string Undecodable = "\uFFFF";

    private readonly Dictionary<string, int> positions;

    internal Header(string file, Dictionary<string, int> positions)
    {
        File = file;
        this.positions = positions;
    }

    public string File { get; }
    public int Count => positions.Count;

    internal int? Find(Column column) => positions.TryGetValue(column.Name, out var position) ? position : null;

    internal string Place(int line, string column) =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{line}") + (column.Length == 0 ? "" : ": " + column);
}
