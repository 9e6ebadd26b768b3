using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Capital;

/// <summary>What waits for a second person: the lines that its approval posts.</summary>
/// <param name="Proposal">What <c>approve</c> takes.</param>
/// <param name="On">The accounting date, in the open month.</param>
public sealed record ProposedRun(long Proposal, long Run, LocalDate On, IReadOnlyList<SettlementLine> Lines);

/// <summary>What a run was calculated to: its lines, and what its purpose keeps with the proposal.</summary>
/// <param name="BaseAmount">What the terms' limits of approval go by; null where the run has no amount of its own.</param>
internal sealed record CalculatedRun<T>(IReadOnlyList<SettlementLine> Lines, T Details, Money? BaseAmount = null);

/// <summary>
/// Runs in the open month besides its settlement: proposed by one person, posted when another approves. A settlement that was calculated before is stale then,
/// and so is every other proposal.
/// </summary>
public sealed class RunsOutsideSettlement(FundDatabase database, FundBooks books, FinishRuns finish, IClock clock)
{
    private sealed record Payload<T>(long Run, T Details);

    /// <param name="on">Null for today, in the fund's time zone.</param>
    /// <param name="calculate">From the snapshot and the day; what it refuses, nothing is kept of.</param>
    /// <returns>Refused: <c>not-found</c>, <c>not-allowed</c>, <c>not-open</c>, <c>not-finished</c>, <c>no-terms</c>, and what is calculated refuses.</returns>
    internal Task<Result<ProposedRun>> ProposeAsync<T>(
        Actor actor, string fundId, RunPurpose purpose, LocalDate? on, Func<RunSnapshot, LocalDate, Result<CalculatedRun<T>>> calculate, CancellationToken cancellation) =>
        ProposeAsync(actor, fundId, purpose, on, (_, snapshot, day) => Task.FromResult(calculate(snapshot, day)), cancellation);

    /// <inheritdoc cref="ProposeAsync{T}(Actor, string, RunPurpose, LocalDate?, Func{RunSnapshot, LocalDate, Result{CalculatedRun{T}}}, CancellationToken)"/>
    /// <param name="calculate">From the books, too, as they stand under the fund's lock.</param>
    internal async Task<Result<ProposedRun>> ProposeAsync<T>(
        Actor actor, string fundId, RunPurpose purpose, LocalDate? on, Func<FundContext, RunSnapshot, LocalDate, Task<Result<CalculatedRun<T>>>> calculate, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var access = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (access.IsRefused)
            return Result.Refused<ProposedRun>(access.Refusals);
        var fund = access.Value.Number;
        if (await finish.OutsideSettlementAsync(fund, cancellation) is { IsRefused: true } unfinished)
            return Result.Refused<ProposedRun>(unfinished.Refusals);

        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var (size, open) = await books.LockAsync(context, fund, cancellation);
        var day = on ?? await TodayAsync(context, access.Value, cancellation);
        if (day.ToYearMonth() != open)
            return new Refusal("not-open", "--on", $"{LocalDatePattern.Iso.Format(day)} is not in {YearMonthPattern.Iso.Format(open)}, the open month", $"name a day of {YearMonthPattern.Iso.Format(open)}, or settle and seal the months before");
        if (await FinishRuns.Unfinished(context, fund).FirstOrDefaultAsync(cancellation) is { } other)
            return new Refusal("not-finished", fundId, $"{FinishRuns.Name(other)} is approved and not finished", $"finish it first: settle --month {YearMonthPattern.Iso.Format(other.Month)} --to paid");
        var terms = await TermsInForce.OnAsync(context, fund, day, cancellation);
        if (terms.IsRefused)
            return Result.Refused<ProposedRun>(terms.Refusals);

        var snapshot = await RunSnapshot.ReadAsync(context, fund, open, await Intake.LastAsync(context, fund, cancellation), size, terms.Value, cancellation);
        var calculated = await calculate(context, snapshot, day);
        if (calculated.IsRefused)
            return Result.Refused<ProposedRun>(calculated.Refusals);
        var run = await RunStore.AddAsync(context, snapshot.Place, purpose, calculated.Value.Lines, actor.Number, clock.GetCurrentInstant(), progress: null, cancellation);
        var payload = JsonSerializer.Serialize(new Payload<T>(run.Number, calculated.Value.Details));
        var proposal = await Proposals.AddAsync(context, clock, actor, fund, fundId, Words.Of(purpose), payload, Convert.ToHexStringLower(run.ProposalHash), cancellation, calculated.Value.BaseAmount);
        await transaction.CommitAsync(cancellation);
        return new ProposedRun(proposal, run.Number, day, calculated.Value.Lines);
    }

    /// <summary>Approves the run inside the decision's transaction; <see cref="FollowAsync"/> posts it after that.</summary>
    /// <returns>What the purpose kept with the proposal. Refused: <c>stale</c>.</returns>
    internal async Task<Result<(RunRow Run, T Details)>> ApproveAsync<T>(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload<T>>(proposal.Payload)!;
        var run = await context.Set<RunRow>().SingleAsync(run => run.Fund == proposal.Fund && run.Number == payload.Run, cancellation);
        if (await FinishRuns.WhyStaleAsync(context, books, run, $"proposal {proposal.Number}", cancellation) is { } stale)
            return stale;
        run.State = RunState.Approved;
        run.Approver = approver.Number;
        return (run, payload.Details);
    }

    /// <param name="what">A sentence of what is proposed, without its full stop.</param>
    internal async Task<Result<ProposalContent>> ShowAsync<T>(ProposalRow proposal, Func<T, string> what, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload<T>>(proposal.Payload)!;
        return new ProposalContent([what(payload.Details)], await finish.ShowAsync(proposal.Fund!.Value, payload.Run, cancellation));
    }

    /// <summary>Posts what was approved, and its payments.</summary>
    internal async Task<Result<string>> FollowAsync<T>(ProposalRow proposal, string approved, CancellationToken cancellation)
    {
        var run = await finish.RunAsync(proposal.Fund!.Value, JsonSerializer.Deserialize<Payload<T>>(proposal.Payload)!.Run, RunState.Paid, progress: null, cancellation);
        return run.IsRefused ? Result.Refused<string>(run.Refusals) : approved;
    }

    private async Task<LocalDate> TodayAsync(FundContext context, FundRow fund, CancellationToken cancellation) =>
        clock.GetCurrentInstant().InZone((await CurrentTerms.ReadAsync(context, fund, cancellation)).TimeZone).Date;
}
