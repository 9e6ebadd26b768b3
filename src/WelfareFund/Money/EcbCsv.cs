using System.Diagnostics.CodeAnalysis;
using System.Text;
using NodaTime;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>
/// <c>Date,USD,JPY,…,</c> and a line a day, in any order of columns and days, <c>N/A</c> where a currency had no rate. The ECB ends
/// every line with a comma; a file without them is read too, but not a mixture, which is what a broken download leaves.
/// </summary>
internal static class EcbCsv
{
    // The ECB's lines have some 300 characters.
    private const int LongestLine = 10_000;

    internal static IEnumerable<Result<ExchangeRate>> Read(TextReader reader, string file, long logSequence)
    {
        if (!TryReadLine(reader, out var header))
            yield break;

        var columns = header.Split(',');
        var quotes = new Currency?[columns.Length];
        var refused = false;
        foreach (var refusal in ReadHeader(columns, quotes, file))
        {
            refused = true;
            yield return refusal;
        }

        if (refused)
            yield break;

        var lineOf = new Dictionary<LocalDate, int>();
        for (var line = 2; TryReadLine(reader, out var text); line++)
        {
            if (text.Length == 0)
                continue;
            var cells = text.Split(',');
            if (text.Length > LongestLine || cells.Length != columns.Length)
            {
                yield return EcbRates.NotEcb(file, line, "", text.Length > LongestLine
                    ? $"the line is longer than {LongestLine} characters"
                    : $"the line has {cells.Length} columns, and the header has {columns.Length}");
                continue;
            }

            var (date, refusal) = EcbRates.Date(file, line, columns[0], cells[0]);
            if (refusal is null && !lineOf.TryAdd(date, line))
                refusal = EcbRates.SecondDate(file, line, columns[0], date, lineOf[date]);
            if (refusal is not null)
                yield return refusal;
            if (columns[^1].Length == 0 && cells[^1].Length != 0)
                yield return EcbRates.NotEcb(file, line, "", $"{Excerpt.Of(cells[^1])} stands after the last column");
            if (refusal is not null)
                continue;

            for (var i = 1; i < cells.Length; i++)
            {
                if (quotes[i] is { } quote && cells[i] != "N/A")
                    yield return EcbRates.Rate(file, line, date, quote, cells[i], logSequence);
            }
        }
    }

    private static IEnumerable<Refusal> ReadHeader(string[] columns, Currency?[] quotes, string file)
    {
        if (columns[0] != "Date")
        {
            yield return EcbRates.NotEcb(file, 1, "", $"the header begins with {Excerpt.Of(columns[0])} and not with Date");
            yield break;
        }

        var seen = new HashSet<string>();
        for (var i = 1; i < columns.Length; i++)
        {
            if (columns[i].Length == 0 && i == columns.Length - 1)
                continue;
            (quotes[i], var refusal) = EcbRates.Quote(file, 1, columns[i]);
            if (refusal is not null)
                yield return refusal;
            else if (!seen.Add(columns[i]))
                yield return EcbRates.NotEcb(file, 1, columns[i], "the column is there twice");
        }
    }

    /// <summary>Reads on to the line's end, but keeps no more than shows that it is too long: a file of one endless line takes no memory.</summary>
    private static bool TryReadLine(TextReader reader, [NotNullWhen(true)] out string? line)
    {
        line = null;
        var next = reader.Read();
        if (next < 0)
            return false;
        var text = new StringBuilder();
        for (; next >= 0 && next != '\n'; next = reader.Read())
        {
            if (text.Length <= LongestLine)
                text.Append((char)next);
        }

        line = text.ToString().TrimEnd('\r');
        return true;
    }
}
