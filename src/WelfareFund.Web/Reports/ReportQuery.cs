using WelfareFund.Application.Reports;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Web.Reports;

/// <summary>What a report's address asks: from where to look at the books, and which rows. The page and its CSV read it alike.</summary>
internal sealed class ReportQuery
{
    private static readonly string[] OfTheBooks = ["as-of", "known-at", "restated", "from", "totals", "first", "whole"];

    private ReportQuery(ReportRequest request, IReadOnlyList<(string Column, string Text)> wanted, long first, IReadOnlyList<Refusal> wrong) =>
        (Request, Wanted, First, Wrong) = (request, wanted, first, wrong);

    internal ReportRequest Request { get; }

    /// <summary>The text that a row has in a column.</summary>
    internal IReadOnlyList<(string Column, string Text)> Wanted { get; }

    /// <summary>The first row of the page, from 0.</summary>
    internal long First { get; }
    internal IReadOnlyList<Refusal> Wrong { get; }

    internal static ReportQuery Of(IQueryCollection query)
    {
        var (asOf, noDate) = Address.ReadDate("as-of", query["as-of"]);
        var (from, noFrom) = Address.ReadDate("from", query["from"]);
        var (knownAt, noNumber) = Address.ReadNumber("known-at", query["known-at"]);
        var (first, noFirst) = Address.ReadNumber("first", query["first"]);
        var wanted = query.Where(asked => !OfTheBooks.Contains(asked.Key) && !string.IsNullOrEmpty(asked.Value)).Select(asked => (asked.Key, asked.Value.ToString())).ToList();
        return new(new(new ReportView(asOf, knownAt, IsOn("restated")), from, Totals: IsOn("totals")), wanted, first ?? 0, [.. new[] { noDate, noFrom, noNumber, noFirst }.OfType<Refusal>()]);

        bool IsOn(string name) => query[name].ToString() is "true" or "on" or "1";
    }

    /// <summary>What a name that no column has asks for is left out.</summary>
    internal IReadOnlyList<object> Rows(ReportTable table, IReadOnlyList<object> rows)
    {
        var filters = (from wanted in Wanted join column in table.Columns on wanted.Column equals column.Name select (column.Text, wanted.Text)).ToList();
        return filters.Count == 0 ? rows : [.. rows.Where(row => filters.TrueForAll(filter => filter.Item1(row) == filter.Item2))];
    }

    /// <summary>This address's own query, with another first row.</summary>
    internal static (string Name, string? Value)[] From(IQueryCollection query, long first) =>
        [.. query.Where(asked => asked.Key != "first").Select(asked => (asked.Key, (string?)asked.Value.ToString())), ("first", first == 0 ? null : Format.Text(first))];
}
