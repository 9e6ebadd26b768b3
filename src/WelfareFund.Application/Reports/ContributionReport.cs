using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;

namespace WelfareFund.Application.Reports;

/// <param name="Due">Null where nothing is due; <paramref name="Reason"/> says why.</param>
/// <param name="Missing">Whose wage report is missing, and since when it has been asked for; empty where none is.</param>
public sealed record ContributionLine(string Worker, YearMonth WageMonth, Money? Due, Money? Paid, Money? WrittenOff, string Reason, string Missing);

/// <summary>What each worker owes for each wage month, and what was paid. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed partial class ContributionReport(FundDatabase database)
{
    /// <returns>By worker and wage month.</returns>
    public async Task<Result<List<ContributionLine>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<List<ContributionLine>>(opened.Refusals);
        var books = opened.Value;
        var reasons = new Dictionary<(string Worker, YearMonth Month), (string Reason, string Missing)>();
        foreach (var decided in await books.LinesAsync(cancellation, "contribution"))
        {
            if (decided.Counts && decided.Line.Reason.Length > 0 && Subject().Match(decided.Line.Subject) is { Success: true } subject)
                reasons[(subject.Groups[1].Value, YearMonthPattern.Iso.Parse(subject.Groups[2].Value).Value)] = (decided.Line.Reason, MissingOf(decided.Line));
        }

        var lines = (await StandingsAsync(books, cancellation)).Select(standing => new ContributionLine(
            standing.Worker, standing.WageMonth, standing.Due, standing.Paid, standing.WrittenOff, "", reasons.GetValueOrDefault((standing.Worker, standing.WageMonth)).Missing ?? "")).ToList();
        var due = lines.Where(line => !line.Due!.Value.IsZero).Select(line => (line.Worker, line.WageMonth)).ToHashSet();
        lines.AddRange(reasons.Where(reason => !due.Contains(reason.Key))
            .Select(reason => new ContributionLine(reason.Key.Worker, reason.Key.Month, null, null, null, reason.Value.Reason, reason.Value.Missing)));
        return lines.OrderBy(line => line.Worker, StringComparer.Ordinal).ThenBy(line => line.WageMonth).ToList();
    }

    private static string MissingOf(SettlementLine line) => string.Join(", ", line.Trace.Where(step => step.Template == "report-missing-of")
        .Select(step => $"{step.Operands[0]} since {LocalDatePattern.Iso.Format((LocalDate)step.Operands[2])}"));

    private static async Task<IReadOnlyList<ContributionStanding>> StandingsAsync(BooksView books, CancellationToken cancellation) =>
        (await ContributionBooks.ReadAsync(books, null, cancellation)).Standings();

    /// <summary>As the settlement names a contribution's line: <c>worker:month</c>, with a later agreement between them, and a correction's number.</summary>
    [GeneratedRegex(@"^([^:]+)(?::[^:]+)?:(\d{4}-\d{2})(?::\d+)?$")]
    private static partial Regex Subject();
}
