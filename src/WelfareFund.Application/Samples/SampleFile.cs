using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;
using NodaTime.Text;

namespace WelfareFund.Application.Samples;

/// <summary>A kind of file and the columns that say when a line became known.</summary>
/// <param name="KnownOn">Null where everything is known at the start.</param>
/// <param name="EndsOn">The day on which the line's end became known; until then the line is told without it.</param>
/// <param name="EndReason">Told with the end.</param>
internal sealed record SampleKind(string Name, string? KnownOn = null, string? EndsOn = null, string? EndReason = null);

/// <summary>A sample's file, with the day on which each of its lines became known.</summary>
internal sealed class SampleFile
{
    /// <param name="Until">From this day on a fuller line stands in this one's place.</param>
    private sealed record Line(LocalDate KnownOn, LocalDate? Until, string Text);

    private readonly List<Line> lines = [];
    private readonly string header;

    private SampleFile(string kind, string name, string header) => (Kind, Name, this.header) = (kind, name, header);

    internal string Kind { get; }
    internal string Name { get; }
    internal LocalDate LastDay => lines.Max(line => line.KnownOn);

    /// <summary>Null when the sample has no such file.</summary>
    internal static SampleFile? Read(string folder, SampleKind kind)
    {
        var path = Path.Combine(folder, "sample", kind.Name + ".csv");
        if (!File.Exists(path))
            return null;
        using var csv = new CsvParser(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.None });
        csv.Read();
        var file = new SampleFile(kind.Name, path, csv.RawRecord);
        var columns = csv.Record!;
        int knownOn = Array.IndexOf(columns, kind.KnownOn), endsOn = Array.IndexOf(columns, kind.EndsOn), endReason = Array.IndexOf(columns, kind.EndReason);
        while (csv.Read())
        {
            var cells = csv.Record!;
            var known = knownOn < 0 ? LocalDate.MinIsoValue : LocalDatePattern.Iso.Parse(cells[knownOn]).Value;
            if (endsOn < 0 || cells[endsOn].Length == 0)
            {
                file.lines.Add(new(known, null, csv.RawRecord));
                continue;
            }

            var ended = LocalDatePattern.Iso.Parse(cells[endsOn]).Value;
            file.lines.Add(new(known, ended, string.Join(',', cells.Select((cell, i) => i == endsOn || i == endReason ? "" : Quoted(cell))) + "\n"));
            file.lines.Add(new(ended, null, csv.RawRecord));
        }

        return file;
    }

    /// <summary>Its lines that became known after one day (null: from the beginning) and by another; null when there are none.</summary>
    internal MemoryStream? KnownBetween(LocalDate? after, LocalDate by)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.KnownOn <= by && !(line.KnownOn <= after) && !(line.Until <= by))
                text.Append(line.Text);
        }

        return text.Length == 0 ? null : new(Encoding.UTF8.GetBytes(header + text));
    }

    private static string Quoted(string cell) => '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
