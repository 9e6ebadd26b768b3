using System.Text.Encodings.Web;
using System.Text.Json;

namespace WelfareFund.Cli;

/// <param name="Name">As JSON and CSV name it, in snake_case.</param>
/// <param name="Text">Null is an empty cell.</param>
/// <param name="IsNumber">Stands to the right.</param>
internal sealed record Column<T>(string Name, Func<T, string?> Text, bool IsNumber = false);

/// <summary>A result of rows: aligned text for people, CSV or JSON for scripts.</summary>
internal static class Table
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write<T>(Session session, IEnumerable<T> rows, IReadOnlyList<Column<T>> columns)
    {
        if (session.Json)
            WriteJson(session.Output, rows.Select(row => columns.ToDictionary(column => column.Name, column => column.Text(row))));
        else
            Write(session.Output, session.Csv, rows, columns);
    }

    internal static void Write<T>(TextWriter output, bool csv, IEnumerable<T> rows, IReadOnlyList<Column<T>> columns)
    {
        if (csv)
            WriteCsv(output, rows, columns);
        else
            WriteText(output, [.. rows], columns);
    }

    internal static void WriteJson<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    private static void WriteCsv<T>(TextWriter output, IEnumerable<T> rows, IReadOnlyList<Column<T>> columns)
    {
        output.Write(string.Join(',', columns.Select(column => Cell(column.Name))) + "\r\n");
        foreach (var row in rows)
            output.Write(string.Join(',', columns.Select(column => Cell(column.Text(row) ?? ""))) + "\r\n");
    }

    /// <summary>RFC 4180; a text that a spreadsheet would run as a formula is told to be text.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || (text.StartsWith('-') && !decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)))
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static void WriteText<T>(TextWriter output, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        string[][] cells = [[.. columns.Select(column => column.Name)], .. rows.Select(row => columns.Select(column => column.Text(row) ?? "").ToArray())];
        int[] widths = [.. columns.Select((_, i) => cells.Max(row => row[i].Length))];
        foreach (var row in cells)
            output.WriteLine(string.Join("  ", row.Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }
}
