using WelfareFund.Refusals;

namespace WelfareFund.Files;

/// <summary>A column of one kind of file.</summary>
public abstract class Column
{
    private protected Column(string name, bool isRequired)
    {
        Name = name;
        IsRequired = isRequired;
    }

    public string Name { get; }

    /// <summary>Whether its cells may not be empty. One that may be empty can also be left out of the file.</summary>
    public bool IsRequired { get; }
}

/// <summary>A column whose cells are read as <typeparamref name="T"/>.</summary>
public sealed class Column<T> : Column
{
    private readonly Func<Row, string, Cell<T>> read;

    internal Column(string name, bool isRequired, Func<Row, string, Cell<T>> read) : base(name, isRequired) => this.read = read;

    internal Cell<T> Read(Row row, string text) => read(row, text);
}

/// <summary>What a cell holds, or why it was refused; the refusal has no place yet.</summary>
/// <remarks><see cref="Cell.Unjudged"/> where another column's refusal says it all.</remarks>
internal readonly record struct Cell<T>(T? Value, Refusal? Refusal)
{
    public static implicit operator Cell<T>(T value) => new(value, null);
    public static implicit operator Cell<T>(Refusal refusal) => new(default, refusal);
}

internal static class Cell
{
    /// <summary>Stands for a refusal that is not told: what the cell depends on was refused.</summary>
    internal static readonly Refusal Unjudged = new("unjudged", "", "", "");
}
