using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Ledger;
using WelfareFund.Application.Reports;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Tables;

/// <summary>A report by the name that the command, the page's address and the file have for it.</summary>
/// <param name="Description">What it shows, as one sentence.</param>
public sealed record ReportKind(string Name, string Description)
{
    /// <summary>It is of a period: the first day can be chosen, which is the fiscal year's else.</summary>
    public bool HasFrom { get; init; }

    /// <summary>Entries can count from the day they concern.</summary>
    public bool CanBeRestated { get; init; } = true;

    /// <summary>One line for each posting, of one account or party if so asked.</summary>
    public bool IsOfEntries { get; init; }

    /// <summary>One line for each kind of payer can take the place of one for each debt.</summary>
    public bool HasTotals { get; init; }

    /// <summary>It goes through every line that was ever settled, or that waits, so that a large fund's takes its time.</summary>
    public bool GoesThroughLines { get; init; }
}

/// <param name="From">The period's first day, or the first day that counts.</param>
/// <param name="Account">A code or an id.</param>
/// <param name="Party">A worker's, contract's or holding's id.</param>
public sealed record ReportRequest(ReportView View, LocalDate? From = null, string? Account = null, string? Party = null, bool Totals = false);

/// <summary>What the books say, as lists: the same columns for the command, its files and the pages. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class FundReports(
    FundDatabase database, ShowTrialBalance trialBalance, FinancialReports financial, CashFlowReport cashFlow, EntryReport entries, CapitalAccountReport capital, LiquidityReport liquidity,
    ContributionReport contributions, OutcomeReport outcomes, EvidenceReport evidence, ClearingReport clearing, HeldReport held)
{
    public static IReadOnlyList<ReportKind> All { get; } =
    [
        new("trial-balance", "Every account's balance; memorandum accounts in a section of their own."),
        new("balance-sheet", "What the fund has and owes, at the date's rates."),
        new("income", "What the fund earned and spent, and what its currencies gained or lost.") { HasFrom = true },
        new("cash-flow", "Where the fund's cash came from and where it went, by currency.") { HasFrom = true, CanBeRestated = false },
        new("entries", "Entries posting by posting, in the order of the log.") { HasFrom = true, IsOfEntries = true },
        new("capital-account", "What each investor would get if net assets at book were paid out, and what it committed, paid in and received."),
        new("liquidity", "What the banks hold, what of it is owed or bound, and what could be distributed."),
        new("contributions", "What workers and everybody else who pays owe for each month, and what was paid.") { HasTotals = true, GoesThroughLines = true },
        new("outcomes", "Every claim and where it is.") { GoesThroughLines = true },
        new("providers", "Each provider's claims: where they are, why, and when money is expected.") { GoesThroughLines = true },
        new("evidence", "How workers fare: what the job cost them, what they contribute, what is left; by corridor and by worker.") { GoesThroughLines = true },
        new("clearing", "What the clearing accounts hold, since when, and what an unallocated receipt could be.") { GoesThroughLines = true },
        new("held", "What waits, and for what, and what the settlement warns of.") { GoesThroughLines = true },
    ];

    /// <summary>A fund of more lines than these is large: what goes through all of them is better asked for.</summary>
    public const int LinesReadAtOnce = 20_000;

    /// <summary>Whether more than <see cref="LinesReadAtOnce"/> lines were ever settled.</summary>
    public async Task<Result<bool>> IsLargeAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        return fund.IsRefused ? Result.Refused<bool>(fund.Refusals) : await IsLargeAsync(context, fund.Value.Number, cancellation);
    }

    internal static async Task<bool> IsLargeAsync(FundContext context, int fund, CancellationToken cancellation) =>
        await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State != RunState.Superseded).SumAsync(run => (long)run.Lines, cancellation) > LinesReadAtOnce;

    /// <param name="name">One of <see cref="All"/>.</param>
    /// <returns>Refused: <c>not-found</c>, also for a name that no report has, and what the report refuses.</returns>
    public async Task<Result<ReportTable>> RunAsync(Actor actor, string fund, string name, ReportRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var view = request.View;
        return name switch
        {
            "trial-balance" => Table(await trialBalance.RunAsync(actor, fund, view.AsOf, view.KnownAt, view.Restated, cancellation), FinancialRows.Of, FinancialRows.TrialBalance),
            "balance-sheet" => Table(await financial.BalanceSheetAsync(actor, fund, view, cancellation), FinancialRows.Of, FinancialRows.BalanceSheet),
            "income" => Table(await financial.IncomeAsync(actor, fund, view, request.From, cancellation), FinancialRows.Of, FinancialRows.Income),
            "cash-flow" => Table(await cashFlow.RunAsync(actor, fund, view, request.From, cancellation), FinancialRows.Of, FinancialRows.BalanceSheet),
            "entries" => Table(await entries.RunAsync(actor, fund, view, new(request.Account, request.Party, request.From), cancellation), lines => lines.Read.ToBlockingEnumerable(cancellation), EntryColumns.All),
            "capital-account" => Table(await capital.RunAsync(actor, fund, view, cancellation), CapitalRows.Of, CapitalRows.Columns),
            "liquidity" => Table(await liquidity.RunAsync(actor, fund, view, cancellation), FinancialRows.Of, FinancialRows.Liquidity),
            "contributions" when request.Totals => Table(await contributions.RunAsync(actor, fund, view, cancellation), ContributionReport.TotalsOf, ReportColumns.ContributionTotals),
            "contributions" => Table(await contributions.RunAsync(actor, fund, view, cancellation), lines => lines, ReportColumns.Contributions),
            "outcomes" => Table(await outcomes.RunAsync(actor, fund, view, cancellation), lines => lines, ReportColumns.Outcomes),
            "providers" => Table(await outcomes.RunAsync(actor, fund, view, cancellation), ByProvider, ReportColumns.Providers),
            "evidence" => Table(await evidence.RunAsync(actor, fund, view, cancellation), EvidenceRows.Of, EvidenceRows.Columns),
            "clearing" => Table(await clearing.RunAsync(actor, fund, view, cancellation), items => items, ReportColumns.Clearing),
            "held" => Table(await held.RunAsync(actor, fund, view, cancellation), lines => lines, ReportColumns.Held),
            _ => new Refusal("not-found", "", "there is no such report", $"name one of {string.Join(", ", All.Select(kind => kind.Name))}"),
        };
    }

    /// <summary>Of the report <c>clearing</c>, as it stands now, what was called and is not paid.</summary>
    public async Task<Result<ReportTable>> OpenCallsAsync(Actor actor, string fund, CancellationToken cancellation = default) =>
        Table(await clearing.OpenCallsAsync(actor, fund, cancellation), items => items, ReportColumns.Clearing);

    private static IEnumerable<OutcomeLine> ByProvider(IEnumerable<OutcomeLine> lines) =>
        lines.OrderBy(line => line.Provider, StringComparer.Ordinal).ThenBy(line => line.Contract, StringComparer.Ordinal);

    private static Result<ReportTable> Table<T, TRow>(Result<T> report, Func<T, IEnumerable<TRow>> rows, IReadOnlyList<ListColumn<TRow>> columns)
        where TRow : notnull =>
        report.IsRefused ? Result.Refused<ReportTable>(report.Refusals) : ReportTable.Of(rows(report.Value), columns);
}
