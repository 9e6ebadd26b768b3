using System.Globalization;

namespace WelfareFund.Application.Tables;

/// <summary>Lists as CSV (RFC 4180), safe to open in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>A head line and a line for each row.</summary>
    public static void Write<T>(TextWriter output, IEnumerable<T> rows, IReadOnlyList<ListColumn<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(rows);
        WriteLine(output, columns.Select(column => column.Name));
        foreach (var row in rows)
            WriteLine(output, columns.Select(column => column.Text(row)));
    }

    /// <summary>Cells that a spreadsheet would run as a formula are told to be text.</summary>
    public static void WriteLine(TextWriter output, IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(string.Join(',', cells.Select(cell => Cell(cell ?? ""))) + "\r\n");
    }

    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || (text.StartsWith('-') && !decimal.TryParse(text, CultureInfo.InvariantCulture, out _)))
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
