using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Settlement;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Reports;

/// <summary>A line with the month of the run that decided it.</summary>
/// <param name="IsNewest">Whether that run is the newest settlement.</param>
internal sealed record DecidedLine(YearMonth Month, RunState Run, bool IsNewest, SettlementLine Line)
{
    /// <summary>What counts now: what was posted or refused for good, and what waits in the newest settlement.</summary>
    internal bool Counts => Line.State is LineState.Held ? IsNewest : Run is not RunState.Calculated and not RunState.Approved && (Line.State is not LineState.Pays || Run is not RunState.Posted);
}

internal static class SettlementLines
{
    /// <summary>Lines of these kinds from a point of view, in the order of the runs; of all kinds when none is named.</summary>
    internal static async Task<List<DecidedLine>> LinesAsync(this BooksView books, CancellationToken cancellation, params string[] kinds)
    {
        var lines = new List<DecidedLine>();
        var (runs, newest) = await RunsAsync(books, cancellation);
        foreach (var run in runs)
        {
            var rows = RunStore.LinesOf(books.Context, run);
            await ReadAsync(books, run, run == newest, kinds.Length == 0 ? rows : rows.Where(line => kinds.Contains(line.Kind)), lines, cancellation);
        }

        return lines;
    }

    /// <summary>Such lines of the newest settlement from a point of view, in their order; none before the first.</summary>
    internal static async Task<List<DecidedLine>> NewestLinesAsync(this BooksView books, Expression<Func<SettlementLineRow, bool>> which, CancellationToken cancellation)
    {
        var lines = new List<DecidedLine>();
        if ((await RunsAsync(books, cancellation)).Newest is { } newest)
            await ReadAsync(books, newest, true, RunStore.LinesOf(books.Context, newest).Where(which), lines, cancellation);
        return lines;
    }

    private static async Task ReadAsync(BooksView books, RunRow run, bool isNewest, IQueryable<SettlementLineRow> rows, List<DecidedLine> lines, CancellationToken cancellation)
    {
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if ((books.Restated ? row.Concerns : row.Effective) <= books.AsOf)
                lines.Add(new(run.Month, run.State, isNewest, RunStore.ToLine(row)));
        }
    }

    private static async Task<(List<RunRow> Runs, RunRow? Newest)> RunsAsync(BooksView books, CancellationToken cancellation)
    {
        var (fund, size, last) = (books.Fund.Number, books.KnownAt ?? long.MaxValue, books.AsOf.ToYearMonth());
        var runs = await books.Context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State != RunState.Superseded && run.LogSize <= size)
            .OrderBy(run => run.Number).ToListAsync(cancellation);
        runs.RemoveAll(run => run.Month > last);
        return (runs, runs.FindLast(run => run.Purpose is RunPurpose.Settlement));
    }
}
