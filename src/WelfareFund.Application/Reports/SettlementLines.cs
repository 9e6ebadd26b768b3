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
        var (fund, size, last) = (books.Fund.Number, books.KnownAt ?? long.MaxValue, books.AsOf.ToYearMonth());
        var runs = await books.Context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State != RunState.Superseded && run.LogSize <= size)
            .OrderBy(run => run.Number).ToListAsync(cancellation);
        runs.RemoveAll(run => run.Month > last);
        var newest = runs.FindLast(run => run.Purpose is RunPurpose.Settlement);
        var lines = new List<DecidedLine>();
        foreach (var run in runs)
        {
            var rows = books.Context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund && line.Run == run.Number);
            if (kinds.Length > 0)
                rows = rows.Where(line => kinds.Contains(line.Kind));
            await foreach (var row in rows.OrderBy(line => line.Number).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                if ((books.Restated ? row.Concerns : row.Effective) <= books.AsOf)
                    lines.Add(new(run.Month, run.State, run == newest, RunStore.ToLine(row)));
            }
        }

        return lines;
    }
}
