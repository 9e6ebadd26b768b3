using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>
/// Reads the European Central Bank's euro reference rates as downloaded: <c>eurofxref-hist.csv</c>, or <c>eurofxref-hist.xml</c> and the
/// shorter files of the same shape.
/// </summary>
public static class EcbRates
{
    /// <summary>What <see cref="ExchangeRate.Source"/> says of these rates.</summary>
    public const string Source = "ecb";

    /// <summary>After so many refusals nobody reads on.</summary>
    public const int MostRefusals = 50;

    private static readonly Currency Base = Currency.Of("EUR");
    private static readonly LocalDate FirstPublished = new(1999, 1, 4);

    // In the file's header to this day and withdrawn: nothing converts with them, so their columns are passed over.
    private static readonly HashSet<string> Withdrawn = ["BGN", "CYP", "EEK", "HRK", "LTL", "LVL", "MTL", "ROL", "SIT", "SKK", "TRL"];

    /// <summary>
    /// Streams: each item is a rate or one refusal with its place, up to <see cref="MostRefusals"/> of them. Whoever takes a file all or
    /// nothing keeps no rate of a file that had a refusal. What begins with <c>&lt;</c> is read as XML.
    /// </summary>
    /// <param name="file">The file's name, for the refusals' places.</param>
    /// <param name="logSequence">Where the rates will stand in the log.</param>
    public static IEnumerable<Result<ExchangeRate>> Read(TextReader reader, string file, long logSequence)
    {
        const int ByteOrderMark = '\uFEFF';
        if (reader.Peek() == ByteOrderMark)
            reader.Read();
        var refusals = 0;
        var rows = 0;
        foreach (var row in reader.Peek() == '<' ? EcbXml.Read(reader, file, logSequence) : EcbCsv.Read(reader, file, logSequence))
        {
            rows++;
            yield return row;
            if (row.IsRefused && ++refusals == MostRefusals)
                yield break;
        }

        if (rows == 0)
            yield return NotEcb(file, 1, "", "there is not one rate in this file");
    }

    /// <summary>Null with no refusal: a currency that was withdrawn.</summary>
    internal static (Currency? Quote, Refusal? Refusal) Quote(string file, int line, string code)
    {
        if (Withdrawn.Contains(code))
            return (null, null);
        return Currency.TryOf(code, out var quote) && quote != Base
            ? (quote, null)
            : (null, new("unknown-currency", Place(file, line, code.Length == 0 ? "currency" : Excerpt.Of(code)), quote == Base ? "the ECB gives no rate of the euro to itself" : "this is not a currency of ISO 4217",
                "take the file as the ECB publishes it"));
    }

    internal static (LocalDate Date, Refusal? Refusal) Date(string file, int line, string column, ReadOnlySpan<char> text)
    {
        // The parser would take more digits of a year, and a minus before it.
        if (text.Length == "2025-01-31".Length && LocalDatePattern.Iso.Parse(text.ToString()).TryGetValue(default, out var date))
            return date >= FirstPublished
                ? (date, null)
                : (default, new("bad-date", Place(file, line, column), $"{Excerpt.Of(text)} is before the euro", $"the ECB's first rates are of {FirstPublished:uuuu-MM-dd}"));
        return (default, new("bad-date", Place(file, line, column), $"{Excerpt.Of(text)} is not a date", "write year, month and day, for example 2025-01-31"));
    }

    internal static Refusal SecondDate(string file, int line, string column, LocalDate date, int before) =>
        new("duplicate-date", Place(file, line, column), $"{date:uuuu-MM-dd} stands in line {before} already", "keep one of the two");

    internal static Result<ExchangeRate> Rate(string file, int line, LocalDate date, Currency quote, ReadOnlySpan<char> text, long logSequence)
    {
        if (!DecimalText.TryParse(text, out var rate, out var refusal))
            return refusal with { Where = Place(file, line, quote.Code) };
        if (rate is < ExchangeRate.Lowest or > ExchangeRate.Highest)
            return new Refusal("bad-rate", Place(file, line, quote.Code), $"{Excerpt.Of(text)} is not a possible rate",
                $"write how many {quote} one {Base} is, from {ExchangeRate.Lowest.ToString(CultureInfo.InvariantCulture)} to {ExchangeRate.Highest.ToString(CultureInfo.InvariantCulture)}");
        return new ExchangeRate(date, Base, quote, rate, Source, logSequence);
    }

    internal static Refusal NotEcb(string file, int line, string column, string what) =>
        new("not-ecb-rates", Place(file, line, column), what, "take the file as the ECB publishes it, eurofxref-hist.csv or .xml");

    private static string Place(string file, int line, string column) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") + (column.Length == 0 ? "" : $": {column}");
}
