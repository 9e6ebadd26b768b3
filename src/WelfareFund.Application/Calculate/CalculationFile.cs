using WelfareFund.Application.Imports;
using WelfareFund.Files;
using WelfareFund.Refusals;

namespace WelfareFund.Application.Calculate;

/// <param name="Name">As refusals name it.</param>
public sealed record CalculationFile(string Name, byte[] Content)
{
    internal const int MostRefusals = ImportSession.MostRefusals;

    /// <summary>Every row, or up to fifty reasons why not. No database is asked, and two rows of one key are refused.</summary>
    internal Result<IReadOnlyList<T>> Read<T>(FileKind<T> kind)
        where T : class
    {
        var (rows, refusals) = (new List<T>(), new List<Refusal>());
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        using var content = new MemoryStream(Content, writable: false);
        using var reader = CsvRows.Open(content);
        foreach (var told in CsvRows.Read(reader, Name, kind, null, refusals.Add))
        {
            refusals.AddRange(told.Refusals);
            if (told is { Fact: { } fact, Row: { } row })
            {
                rows.Add(fact);
                if (!lines.TryAdd(kind.Key(fact), row.Line))
                    refusals.Add(new("duplicate", row.Place(kind.KeyColumn.Name), $"{kind.Key(fact)} stands in line {lines[kind.Key(fact)]} already", "keep one of the two"));
            }

            if (refusals.Count >= MostRefusals)
                break;
        }

        if (rows.Count == 0 && refusals.Count == 0)
            refusals.Add(new("no-rows", Name, "there is not one row in this file", "below the header each line is a row"));
        return refusals.Count > 0 ? Result.Refused<IReadOnlyList<T>>([.. refusals.Take(MostRefusals)]) : rows;
    }
}
