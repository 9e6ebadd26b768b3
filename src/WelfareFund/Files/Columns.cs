using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Files;

/// <summary>The sorts of columns that files have.</summary>
internal static class Columns
{
    private const int LongestId = 64;
    private const int EarliestYear = 1900;
    private const int LatestYear = 2199;

    private static readonly YearMonthPattern MonthPattern = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>May be empty, which reads as null.</summary>
    internal static Column<T?> OrEmpty<T>(this Column<T> column) where T : struct =>
        new(column.Name, isRequired: false, (row, text) =>
        {
            var cell = column.Read(row, text);
            return new Cell<T?>(cell.Refusal is null ? cell.Value : null, cell.Refusal);
        });

    /// <inheritdoc cref="OrEmpty{T}"/>
    internal static Column<T?> OrNull<T>(this Column<T> column) where T : class => new(column.Name, isRequired: false, (row, text) => column.Read(row, text)!);

    /// <summary>Letters, digits, dots, dashes and underscores, 64 at most.</summary>
    internal static Column<string> Id(string name) => new(name, true, (_, text) => ReadId(text));

    /// <summary>The id of another fact.</summary>
    internal static Column<T> FactId<T>(string name, FactKind kind, Func<string, T> make) => new(name, true, (row, text) =>
    {
        if (ReadId(text).Refusal is { } refusal)
            return refusal;
        row.RefersTo(name, kind, text);
        return make(text);
    });

    /// <summary>The id of one of the fund's terms.</summary>
    /// <param name="what">With its article: <c>a contract</c>.</param>
    internal static Column<string> TermId(string name, string what, Func<FundTerms, IEnumerable<string>> known) => new(name, true, (row, text) =>
    {
        foreach (var id in known(row.Terms))
        {
            if (id == text)
                return id;
        }

        return UnknownTerm(text, what, known(row.Terms));
    });

    internal static Refusal UnknownTerm(string text, string what, IEnumerable<string> known) =>
        new("unknown-id", "", $"{Excerpt.Of(text)} is not {what} of this fund", known.Any() ? "it has " + Listed(known) : "its terms name none");

    internal static Column<T> OneOf<T>(string name) where T : struct, Enum => new(name, true, (_, text) =>
        Words.TryRead<T>(text, out var value) ? value : new Refusal("unknown-word", "", $"{Excerpt.Of(text)} is none of its words", "write " + Choices(Words.All<T>())));

    internal static Column<string> OneOf(string name, params IReadOnlyList<string> words) => new(name, true, (_, text) =>
        words.Contains(text) ? text : new Refusal("unknown-word", "", $"{Excerpt.Of(text)} is none of its words", "write " + Choices(words)));

    /// <summary>yes or no, also as true and false.</summary>
    internal static Column<bool> YesOrNo(string name) => new(name, true, (_, text) => text switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => new Refusal("unknown-word", "", $"{Excerpt.Of(text)} is none of its words", "write yes or no"),
    });

    internal static Column<LocalDate> Date(string name) => new(name, true, (_, text) =>
        text.Length == 10 && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) && date.Year is >= EarliestYear and <= LatestYear
            ? date
            : new Refusal("bad-date", "", $"{Excerpt.Of(text)} is not a date from {EarliestYear} to {LatestYear}", "write year, month and day, for example 2025-01-31"));

    internal static Column<YearMonth> Month(string name) => new(name, true, (_, text) =>
        text.Length == 7 && MonthPattern.Parse(text).TryGetValue(default, out var month) && month.Year is >= EarliestYear and <= LatestYear
            ? month
            : new Refusal("bad-month", "", $"{Excerpt.Of(text)} is not a month from {EarliestYear} to {LatestYear}", "write year and month, for example 2025-01"));

    internal static Column<int> Year(string name) => new(name, true, (_, text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= EarliestYear and <= LatestYear
            ? year
            : new Refusal("bad-year", "", $"{Excerpt.Of(text)} is not a year from {EarliestYear} to {LatestYear}", "write four digits, for example 1990"));

    internal static Column<Currency> Currency(string name = "currency") => new(name, true, (_, text) =>
        WelfareFund.Currency.TryOf(text, out var currency)
            ? currency
            : new Refusal("unknown-currency", "", $"{Excerpt.Of(text)} is not a currency of ISO 4217", "write its three capital letters, for example EUR"));

    /// <summary>An amount in the currency that another column of the row names. When that one is refused, the amount is not judged.</summary>
    internal static Column<Money> Amount(string name, Column currency, Sign sign = Sign.Any) =>
        Amount(name, row => WelfareFund.Currency.TryOf(row.Text(currency), out var of) ? of : null, sign);

    /// <param name="currency">Null where the row's currency is refused.</param>
    internal static Column<Money> Amount(string name, Func<Row, Currency?> currency, Sign sign = Sign.Any) => new(name, true, (row, text) =>
    {
        if (currency(row) is not { } of)
            return Cell.Unjudged;
        if (!MoneyText.TryParse(text, of, out var money, out var refusal))
            return refusal;
        return sign switch
        {
            Sign.Positive when !money.IsPositive => new Refusal("not-positive", "", $"{Excerpt.Of(text)} is not above zero", "write a positive amount"),
            Sign.NotNegative when money.IsNegative => new Refusal("negative", "", $"{Excerpt.Of(text)} is negative", "write zero or a positive amount"),
            Sign.NotZero when money.IsZero => new Refusal("zero", "", "the amount is zero", "leave the row out or write what was moved"),
            _ => money,
        };
    });

    /// <param name="atLeast">Inclusive.</param>
    /// <param name="atMost">Inclusive.</param>
    internal static Column<decimal> Number(string name, decimal atLeast, decimal atMost) => new(name, true, (_, text) =>
    {
        if (!DecimalText.TryParse(text, out var number, out var refusal))
            return refusal;
        return number >= atLeast && number <= atMost
            ? number
            : new Refusal("out-of-range", "", $"{Excerpt.Of(text)} is out of range", string.Create(CultureInfo.InvariantCulture, $"write a number from {atLeast} to {atMost}"));
    });

    /// <summary>What people write: any script, no control characters.</summary>
    internal static Column<string> Text(string name, int longest = 200) => new(name, true, (_, text) =>
        text.Length > longest ? new Refusal("too-long", "", $"{Excerpt.Of(text)} has {text.Length} characters", $"write at most {longest}")
        : text.Any(char.IsControl) ? new Refusal("control-character", "", $"{Excerpt.Of(text)} has a line break or another control character", "write it on one line")
        : string.IsNullOrWhiteSpace(text) ? new Refusal("empty", "", "only spaces stand here", "write the text or leave the cell empty")
        : text);

    internal static Column<string> Country(string name = "country") => new(name, true, (_, text) =>
        text.Length == 2 && text.All(char.IsAsciiLetterUpper)
            ? text
            : new Refusal("bad-country", "", $"{Excerpt.Of(text)} is not a country", "write the two capital letters of ISO 3166, for example PH"));

    private static Cell<string> ReadId(string text)
    {
        if (text.Length > LongestId)
            return new Refusal("bad-id", "", $"{Excerpt.Of(text)} has {text.Length} characters", $"an id has at most {LongestId}");
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))
                return new Refusal("bad-id", "", $"{Excerpt.Of(text)} is not an id", "an id is letters, digits, dots, dashes and underscores");
        }

        return text;
    }

    private static string Choices(IReadOnlyCollection<string> words) =>
        words.Count == 1 ? words.First() : string.Join(", ", words.SkipLast(1)) + " or " + words.Last();

    private static string Listed(IEnumerable<string> ids)
    {
        const int Most = 8;
        var shown = ids.Take(Most + 1).ToList();
        return shown.Count > Most ? string.Join(", ", shown.Take(Most)) + ", …" : string.Join(", ", shown);
    }
}

internal enum Sign
{
    Any,
    Positive,
    NotNegative,
    NotZero,
}
