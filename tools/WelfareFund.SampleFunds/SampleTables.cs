using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace WelfareFund.SampleFunds;

/// <summary>The files being written: one a kind, each line with the day that orders it.</summary>
internal sealed class SampleTables
{
    private readonly Dictionary<string, (string Header, List<(LocalDate Day, string Text)> Lines)> tables = new(StringComparer.Ordinal);

    /// <param name="columns">With commas, as the header line has them.</param>
    internal void Begin(string kind, string columns) => tables.Add(kind, (columns, []));

    internal void Add(string kind, LocalDate day, params ReadOnlySpan<object?> cells)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
            text.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        tables[kind].Lines.Add((day, text.ToString()));
    }

    /// <summary>In the order of days, those of one day as they were added.</summary>
    internal void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (kind, (header, lines)) in tables)
        {
            var text = new StringBuilder(header).Append('\n');
            foreach (var (_, line) in lines.OrderBy(line => line.Day))
                text.Append(line).Append('\n');
            File.WriteAllText(Path.Combine(folder, kind + ".csv"), text.ToString());
        }
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            LocalDate day => LocalDatePattern.Iso.Format(day),
            YearMonth month => YearMonthPattern.Iso.Format(month),
            Money money => money.ToAmountString(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        return text.AsSpan().IndexOfAny(",\"") < 0 ? text : '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }
}
