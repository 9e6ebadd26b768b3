using Microsoft.EntityFrameworkCore;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>Counts a run's lines while they are kept, and reads what was counted.</summary>
internal sealed class LineGroups(int fund, long run)
{
    private readonly Dictionary<(string Kind, LineState State, string Reason, Currency? Currency), LineGroupRow> groups = [];

    internal IReadOnlyCollection<LineGroupRow> Rows => groups.Values;

    internal void Add(SettlementLineRow line)
    {
        var key = (line.Kind, line.State, line.Reason, line.Currency);
        if (!groups.TryGetValue(key, out var group))
        {
            groups.Add(key, group = new()
            {
                Fund = fund,
                Run = run,
                FirstLine = line.Number,
                Kind = line.Kind,
                State = line.State,
                Reason = line.Reason,
                Currency = line.Currency,
                Lines = 0,
                Amount = line.Currency is null ? null : 0,
            });
        }

        group.Lines++;
        if (line.Amount is { } amount)
            group.Amount = checked(group.Amount!.Value + amount);
    }

    internal static Task<List<LineGroupRow>> RowsAsync(FundContext context, RunRow run, CancellationToken cancellation) =>
        context.Set<LineGroupRow>().AsNoTracking().Where(group => group.Fund == run.Fund && group.Run == run.Number).OrderBy(group => group.FirstLine).ToListAsync(cancellation);

    /// <summary>By kind in the order in which the kinds begin; of a kind what is held first.</summary>
    /// <param name="rows">By their first lines.</param>
    internal static IReadOnlyList<LineGroup> Of(List<LineGroupRow> rows) =>
    [
        .. rows.GroupBy(row => row.Kind).SelectMany(kind => kind.GroupBy(row => row.State).OrderByDescending(state => state.Key is LineState.Held).ThenBy(state => state.Key)
            .Select(state => new LineGroup(kind.Key, state.Key, state.Sum(row => row.Lines), [.. state.Where(row => row.Currency is not null).GroupBy(row => row.Currency!)
                .Select(sum => new Money(sum.Sum(row => row.Amount!.Value), sum.Key))]))),
    ];
}
