using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <param name="Proposal">What another person has to approve before the month goes on; null when nothing waits.</param>
public sealed record MonthProgress(long Run, YearMonth Month, RunState State, int Lines, long? Proposal);

/// <summary>
/// Runs a month to a state, or as far as one person may. Started again it goes on where it was; a finished month is left alone.
/// Right: <see cref="Right.Propose"/>.
/// </summary>
public sealed class SettleMonth(FundDatabase database, CalculateMonth calculate, FinishRuns finish, BookLateBankLines late, SealMonth seal, FundBooks books, IClock clock) : IDecision
{
    private sealed record Payload(long Run, string Month);

    string IDecision.Kind => "settlement";

    /// <param name="to">The state to reach; it stops before where a second person is needed.</param>
    /// <param name="progress">Told of the lines that are kept or posted by now.</param>
    public async Task<Result<MonthProgress>> RunAsync(
        Actor actor, string fundId, YearMonth month, RunState to, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (fund.IsRefused)
            return Result.Refused<MonthProgress>(fund.Refusals);
        var number = fund.Value.Number;
        if (await finish.OutsideSettlementAsync(number, cancellation) is { IsRefused: true } unfinished)
            return Result.Refused<MonthProgress>(unfinished.Refusals);

        var found = await RunStore.RunOfAsync(context, number, month, cancellation);
        if (found is null or { State: RunState.Calculated })
            return await ProposeAsync(context, actor, fund.Value, month, to, progress, cancellation);
        if (found.State >= to)
            return Progress(found);

        var run = await finish.RunAsync(number, found.Number, to, progress, cancellation);
        if (run.IsRefused)
            return Result.Refused<MonthProgress>(run.Refusals);
        if (to < RunState.Sealed || run.Value.State is RunState.Sealed)
            return Progress(run.Value);
        if (await late.ProposeAsync(context, actor, fundId, number, month, cancellation) is { } told)
            return told.IsRefused ? Result.Refused<MonthProgress>(told.Refusals) : Progress(run.Value, told.Value.Proposal);
        var sealing = await seal.ProposeAsync(actor, number, run.Value, cancellation);
        return sealing.IsRefused ? Result.Refused<MonthProgress>(sealing.Refusals)
            : sealing.Value is { } proposed ? Progress(run.Value, proposed)
            : Progress(run.Value) with { State = await RunStore.StateAsync(context, run.Value, cancellation) };
    }

    private async Task<Result<MonthProgress>> ProposeAsync(
        FundContext context, Actor actor, FundRow fund, YearMonth month, RunState to, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var run = await calculate.RunAsync(fund.Number, month, actor.Number, progress, cancellation);
        if (run.IsRefused)
            return Result.Refused<MonthProgress>(run.Refusals);
        if (to is RunState.Calculated)
            return Progress(run.Value);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await books.LockAsync(context, fund.Number, cancellation);
        if (await RunStore.StateAsync(context, run.Value, cancellation) is not RunState.Calculated and var decided)
            return Progress(run.Value) with { State = decided };
        var payload = JsonSerializer.Serialize(new Payload(run.Value.Number, YearMonthPattern.Iso.Format(month)));
        var proposal = await Proposals.AddAsync(context, clock, actor, fund.Number, fund.Id, "settlement", payload, Convert.ToHexStringLower(run.Value.ProposalHash), cancellation);
        await transaction.CommitAsync(cancellation);
        return Progress(run.Value, proposal);
    }

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        var held = await context.Set<SettlementLineRow>().AsNoTracking().CountAsync(line => line.Fund == proposal.Fund && line.Run == payload.Run && line.State == LineState.Held, cancellation);
        return new ProposalContent([$"settles {payload.Month}" + (held > 0 ? $"; {held} lines are held, are not posted and are looked at again next month" : "")], await finish.ShowAsync(proposal.Fund!.Value, payload.Run, cancellation));
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        var run = await context.Set<RunRow>().SingleAsync(run => run.Fund == proposal.Fund && run.Number == payload.Run, cancellation);
        if (run.State is not RunState.Calculated || Convert.ToHexStringLower(run.ProposalHash) != proposal.Hash)
            return new Refusal("stale", payload.Month, "the month was calculated again since this was proposed", "approve the newer proposal");
        if (await FinishRuns.WhyStaleAsync(context, books, run, payload.Month, cancellation) is { } stale)
            return stale;
        run.State = RunState.Approved;
        run.Approver = approver.Number;
        return $"the settlement of {payload.Month} is approved: {run.Lines} lines";
    }

    private static MonthProgress Progress(RunRow run, long? proposal = null) => new(run.Number, run.Month, run.State, run.Lines, proposal);
}
