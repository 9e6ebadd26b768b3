using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Application.Imports;

/// <param name="Line">The line on which the row begins, from 1.</param>
/// <param name="Broken">Why the row cannot be taken apart; null when it can.</param>
internal readonly record struct CsvRow(int Line, IReadOnlyList<string> Cells, Refusal? Broken);

/// <summary>Takes a file apart as RFC 4180 says, row by row, in flat memory.</summary>
internal static class CsvRows
{
    private const int LongestCell = 10_000;

    // Bytes that are not UTF-8 stay visible in their cell, so that the refusal names line and column.
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Header.Undecodable));

    /// <summary>The encoding takes a byte order mark away.</summary>
    internal static TextReader Open(Stream stream) => new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);

    /// <summary>What each row tells. What is wrong with the file as a whole ends the reading.</summary>
    /// <param name="terms">Null outside a fund.</param>
    internal static IEnumerable<Told<T>> Read<T>(TextReader reader, string file, FileKind<T> kind, FundTerms? terms, Action<Refusal> refuse)
        where T : class
    {
        Header? header = null;
        foreach (var row in Read(reader, file))
        {
            if (header is null)
            {
                var read = row.Broken is { } broken ? broken : kind.ReadHeader(file, row.Cells);
                foreach (var refusal in read.Refusals)
                    refuse(refusal);
                if (read.IsRefused)
                    yield break;
                header = read.Value;
                continue;
            }

            yield return row.Broken is { } wrong ? new(null, null, null, wrong) : kind.ReadRow(header, row.Cells, row.Line, terms);
        }

        if (header is null)
            refuse(new("no-header", file + ":1", "the file is empty", "the first line names the columns"));
    }

    /// <summary>Ends after a row that is broken beyond the next line's end.</summary>
    internal static IEnumerable<CsvRow> Read(TextReader reader, string file)
    {
        var isBad = false;
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            MaxFieldSize = LongestCell,
            BadDataFound = _ => isBad = true,
        }, leaveOpen: true);

        for (; ; )
        {
            var line = parser.RawRow + 1;
            isBad = false;
            string[]? cells = null;
            var isTooLong = false;
            try
            {
                if (parser.Read())
                    cells = parser.Record;
            }
            catch (MaxFieldSizeException)
            {
                isTooLong = true;
            }

            if (isTooLong)
            {
                yield return new(line, [], new("cell-too-long", Place(file, line), $"a cell here has more than {LongestCell} characters", "close its quote or shorten it; nothing after it was read"));
                yield break;
            }

            if (cells is null)
                yield break;
            if (cells.Length == 0 || (cells.Length == 1 && cells[0].Length == 0))
                continue;
            if (isBad || HasOpenQuote(parser.RawRecord))
                yield return new(line, cells, new("bad-quotes", Place(file, line), "the quotes in this row do not match", "a cell with quotes stands in quotes, and each quote in it is doubled"));
            else
                yield return new(line, cells, null);
        }
    }

    private static string Place(string file, int line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");

    /// <summary>A row in which quotes match has an even number of them.</summary>
    private static bool HasOpenQuote(string row)
    {
        var count = 0;
        foreach (var letter in row)
        {
            if (letter == '"')
                count++;
        }

        return count % 2 != 0;
    }
}
