using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Settlement;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Reports;

/// <summary>A line with the month of the run that decided it.</summary>
/// <param name="IsNewest">Whether that run is the newest settlement.</param>
internal sealed record DecidedLine(YearMonth Month, RunState Run, bool IsNewest, SettlementLine Line)
{
    /// <summary>What counts now: what was posted or refused for good, and what waits in the newest settlement.</summary>
    internal bool Counts => SettlementLines.Counts(Line.State, Run, IsNewest);
}

internal static class SettlementLines
{
    /// <summary>Lines of these kinds from a point of view, in the order of the runs; of all kinds when none is named.</summary>
    internal static Task<List<DecidedLine>> LinesAsync(this BooksView books, CancellationToken cancellation, params string[] kinds) => LinesAsync(books, isTraced: true, kinds, cancellation);

    /// <summary>As <see cref="LinesAsync(BooksView, CancellationToken, string[])"/>, with what they decided and without why: a line's trace is most of it.</summary>
    internal static Task<List<DecidedLine>> UntracedLinesAsync(this BooksView books, CancellationToken cancellation, params string[] kinds) => LinesAsync(books, isTraced: false, kinds, cancellation);

    private static async Task<List<DecidedLine>> LinesAsync(BooksView books, bool isTraced, string[] kinds, CancellationToken cancellation)
    {
        var lines = new List<DecidedLine>();
        var (runs, newest) = await RunsAsync(books, cancellation);
        foreach (var run in runs)
        {
            var before = lines.Count;
            if (kinds.Length == 0)
                await ReadAsync(books, run, run == newest, RunStore.LinesOf(books.Context, run), isTraced, lines, cancellation);
            foreach (var group in kinds.Length == 0 ? [] : LineGroups.Of(await LineGroups.RowsAsync(books.Context, run, cancellation)).Where(group => kinds.Contains(group.Kind)))
                await ReadAsync(books, run, run == newest, RunStore.LinesOf(books.Context, run, group), isTraced, lines, cancellation);
            lines.Sort(before, lines.Count - before, Comparer<DecidedLine>.Create((left, right) => left.Line.Number.CompareTo(right.Line.Number)));
        }

        return lines;
    }

    /// <summary>
    /// Such lines, without their traces, that say what a worker was found to owe, what of it was given up, and what the fund spent on the worker net of what others pay of it: found
    /// by the ids that their subjects begin with, however many lines the months have.
    /// </summary>
    internal static async Task<List<DecidedLine>> LinesOfWorkerAsync(this BooksView books, WorkerId worker, IEnumerable<AgreementId> agreements, IReadOnlyCollection<ClaimId> claims, CancellationToken cancellation)
    {
        var (runs, newest) = await RunsAsync(books, cancellation);
        var known = runs.ToDictionary(run => run.Number);
        var fund = books.Fund.Number;
        var told = books.Context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund);
        List<string> ids = [.. claims.Select(claim => claim.Value)];
        var rows = await WithoutTraces(told.Where(line => OfClaims.Contains(line.Kind) && ids.Contains(line.Subject))).ToListAsync(cancellation);
        rows.AddRange(await BeginWithAsync(OfWorkers, worker.Value));
        foreach (var agreement in agreements)
            rows.AddRange(await BeginWithAsync(OfAgreements, agreement.Value));
        foreach (var claim in ids)
            rows.AddRange(await BeginWithAsync(OfPartsOfClaims, claim));
        return
        [
            .. rows.Where(row => known.ContainsKey(row.Run) && (books.Restated ? row.Concerns : row.Effective) <= books.AsOf).OrderBy(row => row.Run).ThenBy(row => row.Number)
                .Select(row => new DecidedLine(known[row.Run].Month, known[row.Run].State, known[row.Run] == newest, RunStore.ToLineWithoutTrace(row))),
        ];

        Task<List<SettlementLineRow>> BeginWithAsync(string[] kinds, string id)
        {
            var (from, to) = (id + ":", id + ";");
            return WithoutTraces(told.Where(line => kinds.Contains(line.Kind) && string.Compare(line.Subject, from) >= 0 && string.Compare(line.Subject, to) < 0)).ToListAsync(cancellation);
        }
    }

    private static readonly string[] OfWorkers = ["contribution", "write-off", "membership"];
    private static readonly string[] OfAgreements = ["employer-share", "employer-bond"];
    private static readonly string[] OfClaims = ["outcome", "clawback", "forfeit"];
    private static readonly string[] OfPartsOfClaims = ["grant", "grant-reversal", "outcome-payer"];

    /// <summary>Lines of the newest settlement from a point of view, in their order; none before the first.</summary>
    /// <param name="which">By their state and reason.</param>
    internal static async Task<List<DecidedLine>> NewestLinesAsync(this BooksView books, Func<LineState, string, bool> which, CancellationToken cancellation)
    {
        var lines = new List<DecidedLine>();
        if ((await RunsAsync(books, cancellation)).Newest is not { } newest)
            return lines;
        var rows = await LineGroups.RowsAsync(books.Context, newest, cancellation);
        foreach (var group in LineGroups.Of(rows.FindAll(row => which(row.State, row.Reason))))
            await ReadAsync(books, newest, true, RunStore.LinesOf(books.Context, newest, group), isTraced: true, lines, cancellation);
        lines.RemoveAll(line => !which(line.Line.State, line.Line.Reason));
        lines.Sort((left, right) => left.Line.Number.CompareTo(right.Line.Number));
        return lines;
    }

    private static async Task ReadAsync(BooksView books, RunRow run, bool isNewest, IQueryable<SettlementLineRow> rows, bool isTraced, List<DecidedLine> lines, CancellationToken cancellation)
    {
        await foreach (var row in (isTraced ? rows : WithoutTraces(rows)).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if ((books.Restated ? row.Concerns : row.Effective) <= books.AsOf)
                lines.Add(new(run.Month, run.State, isNewest, isTraced ? RunStore.ToLine(row) : RunStore.ToLineWithoutTrace(row)));
        }
    }

    private static IQueryable<SettlementLineRow> WithoutTraces(IQueryable<SettlementLineRow> rows) => rows.Select(row => new SettlementLineRow
    {
        Fund = row.Fund,
        Run = row.Run,
        Number = row.Number,
        Kind = row.Kind,
        Subject = row.Subject,
        Effective = row.Effective,
        Concerns = row.Concerns,
        State = row.State,
        Reason = row.Reason,
        Amount = row.Amount,
        Currency = row.Currency,
        Event = row.Event,
        Trace = "[]",
    });

    /// <summary>Whether a line counts now, by its state and its run's.</summary>
    internal static bool Counts(LineState line, RunState run, bool isNewest) =>
        line is LineState.Held ? isNewest : run is not RunState.Calculated and not RunState.Approved && (line is not LineState.Pays || run is not RunState.Posted);

    /// <summary>The runs that a point of view knows, in their order.</summary>
    internal static async Task<(List<RunRow> Runs, RunRow? Newest)> RunsAsync(BooksView books, CancellationToken cancellation)
    {
        var (fund, size, last) = (books.Fund.Number, books.KnownAt ?? long.MaxValue, books.AsOf.ToYearMonth());
        var runs = await books.Context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State != RunState.Superseded && run.LogSize <= size)
            .OrderBy(run => run.Number).ToListAsync(cancellation);
        runs.RemoveAll(run => run.Month > last);
        return (runs, runs.FindLast(run => run.Purpose is RunPurpose.Settlement));
    }
}
