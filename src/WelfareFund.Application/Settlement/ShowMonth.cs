using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>A month's run and its lines.</summary>
public sealed record MonthLines(RunRow Run, IReadOnlyList<SettlementLine> Lines);

/// <summary>Which of a month's lines are meant, as an address says it. An unknown word matches nothing.</summary>
/// <param name="Kind">Null or empty for all; so is the other.</param>
/// <param name="State">As <see cref="Words"/> has it.</param>
public sealed record LineFilter(string? Kind = null, string? State = null)
{
    public bool IsOn => !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(State);

    internal bool Takes(LineGroup group) => (string.IsNullOrEmpty(Kind) || group.Kind == Kind) && (string.IsNullOrEmpty(State) || Words.Of(group.State) == State);
}

/// <summary>A month's lines of one kind and state.</summary>
/// <param name="Sums">One for each currency.</param>
public sealed record LineGroup(string Kind, LineState State, int Lines, IReadOnlyList<Money> Sums);

/// <summary>A part of a month's lines: by kind, in the order in which the kinds begin; of a kind what is held first; then in the order of the proposal.</summary>
/// <param name="All">Of the whole month.</param>
/// <param name="Groups">Those that the filter takes.</param>
/// <param name="Next">The line after which the next part begins; null where there is none.</param>
public sealed record MonthPart(RunRow Run, IReadOnlyList<LineGroup> All, IReadOnlyList<LineGroup> Groups, IReadOnlyList<SettlementLine> Lines, int? Next);

/// <summary>A fund's month as it was calculated, line by line with its trace. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ShowMonth(FundDatabase database)
{
    /// <summary>The fund's months that were calculated, the newest first.</summary>
    public async Task<Result<IReadOnlyList<RunRow>>> MonthsAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        return fund.IsRefused
            ? Result.Refused<IReadOnlyList<RunRow>>(fund.Refusals)
            : await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund.Value.Number && run.Purpose == RunPurpose.Settlement && run.State != RunState.Superseded).OrderByDescending(run => run.Month).ToListAsync(cancellation);
    }

    /// <summary>How far a month is, and nothing of what is in it. Right: <see cref="Right.SeeFund"/>.</summary>
    /// <returns><c>open</c>, or the run's state as the command line writes it. Refused: <c>not-found</c> for a month before the fund's first.</returns>
    public async Task<Result<string>> StateAsync(Actor actor, string fundId, YearMonth month, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.SeeFund, cancellation);
        if (fund.IsRefused)
            return Result.Refused<string>(fund.Refusals);
        if (month < fund.Value.FirstMonth)
            return new Refusal("not-found", "", $"the fund begins with {YearMonthPattern.Iso.Format(fund.Value.FirstMonth)}", "name that month or a later one");
        return await RunStore.RunOfAsync(context, fund.Value.Number, month, cancellation) is { } run ? Words.Of(run.State) : "open";
    }

    /// <summary>All lines in the order of the proposal.</summary>
    /// <returns>Refused: <c>not-calculated</c>.</returns>
    public async Task<Result<MonthLines>> RunAsync(Actor actor, string fundId, YearMonth month, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var found = await FindAsync(context, actor, fundId, month, cancellation);
        if (found.IsRefused)
            return Result.Refused<MonthLines>(found.Refusals);
        var rows = await RunStore.LinesOf(context, found.Value).ToListAsync(cancellation);
        return new MonthLines(found.Value, rows.ConvertAll(RunStore.ToLine));
    }

    /// <summary>As many lines as a page has; it takes as long wherever they stand and however many there are.</summary>
    /// <param name="after">The line before the first; null for the first of all.</param>
    /// <param name="from">The first line itself; it wins over <paramref name="after"/>. Either is passed over where the filter does not take it.</param>
    /// <returns>Refused: <c>not-calculated</c>.</returns>
    public async Task<Result<MonthPart>> PartAsync(
        Actor actor, string fundId, YearMonth month, LineFilter filter, int size, long? after = null, long? from = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var found = await FindAsync(context, actor, fundId, month, cancellation);
        if (found.IsRefused)
            return Result.Refused<MonthPart>(found.Refusals);
        var run = found.Value;
        var all = LineGroups.Of(await LineGroups.RowsAsync(context, run, cancellation));
        List<LineGroup> groups = [.. all.Where(filter.Takes)];
        var (group, past) = await StartAsync(context, run, groups, after, from, cancellation);
        var rows = new List<SettlementLineRow>();
        for (; group < groups.Count && rows.Count <= size; (group, past) = (group + 1, 0))
            rows.AddRange(await RunStore.LinesOf(context, run, groups[group]).Where(line => line.Number > past).Take(size + 1 - rows.Count).ToListAsync(cancellation));
        return new MonthPart(run, all, groups, rows.Take(size).Select(RunStore.ToLine).ToList(), rows.Count > size ? rows[size - 1].Number : null);
    }

    /// <summary>All lines that a filter takes, in the order of <see cref="MonthPart"/>.</summary>
    /// <returns>Refused: <c>not-calculated</c>.</returns>
    public async Task<Result<MonthLines>> RunAsync(Actor actor, string fundId, YearMonth month, LineFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var found = await FindAsync(context, actor, fundId, month, cancellation);
        if (found.IsRefused)
            return Result.Refused<MonthLines>(found.Refusals);
        var lines = new List<SettlementLine>();
        foreach (var group in LineGroups.Of(await LineGroups.RowsAsync(context, found.Value, cancellation)).Where(filter.Takes))
            lines.AddRange((await RunStore.LinesOf(context, found.Value, group).ToListAsync(cancellation)).ConvertAll(RunStore.ToLine));
        return new MonthLines(found.Value, lines);
    }

    private static async Task<(int Group, int Past)> StartAsync(FundContext context, RunRow run, List<LineGroup> groups, long? after, long? from, CancellationToken cancellation)
    {
        if ((from ?? after) is not { } place || place is < 1 or > int.MaxValue)
            return (0, 0);
        var number = (int)place;
        var line = await context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == run.Fund && line.Run == run.Number && line.Number == number)
            .Select(line => new { line.Kind, line.State }).SingleOrDefaultAsync(cancellation);
        var group = line is null ? -1 : groups.FindIndex(group => group.Kind == line.Kind && group.State == line.State);
        return group < 0 ? (0, 0) : (group, from is null ? number : number - 1);
    }

    private static async Task<Result<RunRow>> FindAsync(FundContext context, Actor actor, string fundId, YearMonth month, CancellationToken cancellation)
    {
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<RunRow>(fund.Refusals);
        return await RunStore.RunOfAsync(context, fund.Value.Number, month, cancellation) is { } run
            ? run
            : new Refusal("not-calculated", YearMonthPattern.Iso.Format(month), "the month has not been calculated", "settle it first");
    }
}
