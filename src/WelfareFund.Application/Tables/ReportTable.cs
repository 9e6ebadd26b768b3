namespace WelfareFund.Application.Tables;

/// <summary>A report as rows, whatever they are made of.</summary>
/// <param name="Rows">Read once, in their order.</param>
public sealed record ReportTable(IReadOnlyList<ListColumn<object>> Columns, IEnumerable<object> Rows)
{
    internal static ReportTable Of<T>(IEnumerable<T> rows, IReadOnlyList<ListColumn<T>> columns)
        where T : notnull =>
        new([.. columns.Select(Untyped)], rows.Select(row => (object)row));

    private static ListColumn<object> Untyped<T>(ListColumn<T> column) => new(column.Name, row => column.Text((T)row), column.IsNumber)
    {
        Amount = column.Amount is { } amount ? row => amount((T)row) : null,
        IsChoice = column.IsChoice,
    };
}
