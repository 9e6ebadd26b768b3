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

    /// <returns>Refused: <c>not-calculated</c>.</returns>
    public async Task<Result<MonthLines>> RunAsync(Actor actor, string fundId, YearMonth month, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<MonthLines>(fund.Refusals);
        if (await RunStore.RunOfAsync(context, fund.Value.Number, month, cancellation) is not { } run)
            return new Refusal("not-calculated", YearMonthPattern.Iso.Format(month), "the month has not been calculated", "settle it first");
        var rows = await RunStore.LinesOf(context, run).ToListAsync(cancellation);
        return new MonthLines(run, rows.ConvertAll(RunStore.ToLine));
    }
}
