using System.Globalization;
using NodaTime;

namespace WelfareFund.Web;

/// <summary>How people read what the use cases give.</summary>
internal static class Format
{
    internal static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>For an address or a number that names something.</summary>
    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Iso(YearMonth month) => Address.Iso(month);

    internal static string Iso(LocalDate date) => Address.Iso(date);

    internal static string Iso(Instant instant, DateTimeZone zone) => instant.InZone(zone).ToString("uuuu'-'MM'-'dd HH':'mm':'ss o<g>", CultureInfo.InvariantCulture);

    /// <summary>Where seconds say nothing.</summary>
    internal static string Minute(Instant instant, DateTimeZone zone) => instant.InZone(zone).ToString("uuuu'-'MM'-'dd HH':'mm o<g>", CultureInfo.InvariantCulture);

    /// <summary>The first digits, for telling hashes apart at a glance.</summary>
    internal static string Short(object hash) => hash.ToString()![..12];

    /// <summary>One sum for each currency, in the order of their first amounts.</summary>
    internal static IReadOnlyList<Money> Sums(IEnumerable<Money> amounts) =>
        [.. amounts.GroupBy(amount => amount.Currency).Select(group => group.Aggregate(Money.Zero(group.Key), (sum, amount) => sum + amount))];
}
