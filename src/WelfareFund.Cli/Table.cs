using System.Text.Encodings.Web;
using System.Text.Json;
using WelfareFund.Application.Tables;

namespace WelfareFund.Cli;

/// <summary>A result of rows: aligned text for people, CSV or JSON for scripts.</summary>
internal static class Table
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write<T>(Session session, IEnumerable<T> rows, IReadOnlyList<ListColumn<T>> columns)
    {
        if (session.Json)
            WriteJson(session.Output, rows.Select(row => columns.ToDictionary(column => column.Name, column => column.Text(row))));
        else
            Write(session.Output, session.Csv, rows, columns);
    }

    internal static void Write<T>(TextWriter output, bool csv, IEnumerable<T> rows, IReadOnlyList<ListColumn<T>> columns)
    {
        if (csv)
            CsvText.Write(output, rows, columns);
        else
            WriteText(output, [.. rows], columns);
    }

    internal static void WriteJson<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    private static void WriteText<T>(TextWriter output, IReadOnlyList<T> rows, IReadOnlyList<ListColumn<T>> columns)
    {
        string[][] cells = [[.. columns.Select(column => column.Name)], .. rows.Select(row => columns.Select(column => column.Text(row) ?? "").ToArray())];
        int[] widths = [.. columns.Select((_, i) => cells.Max(row => row[i].Length))];
        foreach (var row in cells)
            output.WriteLine(string.Join("  ", row.Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }
}
