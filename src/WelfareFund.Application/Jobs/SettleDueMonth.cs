using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Settlement;
using WelfareFund.Files;
using WelfareFund.Jobs;
using WelfareFund.Payments;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Jobs;

/// <summary>
/// The month whose day has come: waits for the bank's statements, calculates and proposes it, goes on when it is approved, and proposes its sealing
/// when the bank agrees. What somebody rejected is not proposed again until the facts or the books have changed.
/// </summary>
internal sealed class SettleDueMonth(FundDatabase database, SettleMonth settle) : IJobWork
{
    public Job Job => Job.Settlement;

    public async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var month = JobSchedule.SettledMonth(due.Terms, due.Due);
        var text = YearMonthPattern.Iso.Format(month);
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == due.Fund.Number, cancellation)).OpenPeriod;
        if (month < open)
            return new(JobResult.Done, $"{text} is sealed");

        var run = await RunStore.RunOfAsync(context, due.Fund.Number, month, cancellation);
        context.ChangeTracker.Clear();
        if (run is null or { State: RunState.Calculated } && await MissingStatementsAsync(context, due, month, cancellation) is { Count: > 0 } missing)
            return new(JobResult.Waiting, $"{text} is collecting", JobOutcome.Few(missing));

        var reached = await settle.RunAsync(due.Actor, due.Fund.Id, month, RunState.Calculated, progress: null, cancellation);
        if (!reached.IsRefused && await RejectedAsync(context, due.Fund.Number, reached.Value, cancellation) is { } rejected)
            return new(JobResult.Waiting, $"{text} is {Words.Of(reached.Value.State)}", rejected);
        if (!reached.IsRefused)
            reached = await settle.RunAsync(due.Actor, due.Fund.Id, month, RunState.Sealed, progress: null, cancellation);
        if (reached.IsRefused)
            return JobOutcome.Refused(await StandsAsync(context, due.Fund.Number, month, text, cancellation), reached.Refusals);
        var progress = reached.Value;
        var words = string.Create(CultureInfo.InvariantCulture, $"{text} is {Words.Of(progress.State)}, {progress.Lines} lines");
        return progress.Proposal is { } proposal
            ? new(JobResult.Waiting, words, string.Create(CultureInfo.InvariantCulture, $"approve {proposal}"))
            : new(progress.State is RunState.Sealed ? JobResult.Done : JobResult.Waiting, words);
    }

    /// <summary>A month is not calculated before its bank accounts' last statements are in: their lines belong to it.</summary>
    private static async Task<List<string>> MissingStatementsAsync(FundContext context, DueJob due, YearMonth month, CancellationToken cancellation)
    {
        var last = month.ToDateInterval().End;
        var told = await context.Set<BankBalance>().AsNoTracking().Where(balance => balance.Fund == due.Fund.Number && balance.On == last).Select(balance => balance.BankAccount).ToListAsync(cancellation);
        return [.. due.Terms.BankAccounts.Where(account => !told.Contains(account.Id)).Select(account => $"no statement of {account.Id} through {LocalDatePattern.Iso.Format(last)}")];
    }

    /// <summary>Why the run's last proposal was rejected; null when it was not.</summary>
    private static async Task<string?> RejectedAsync(FundContext context, int fund, MonthProgress run, CancellationToken cancellation)
    {
        var kind = run.State is RunState.Calculated ? "settlement" : "sealing";
        var last = await context.Set<ProposalRow>().AsNoTracking().Where(proposal => proposal.Fund == fund && proposal.Kind == kind).OrderByDescending(proposal => proposal.Number).FirstOrDefaultAsync(cancellation);
        return last is { State: "rejected" } && JsonDocument.Parse(last.Payload).RootElement.GetProperty("Run").GetInt64() == run.Run
            ? string.Create(CultureInfo.InvariantCulture, $"proposal {last.Number} was rejected: {last.Reason}; correct the facts, or propose it again with settle")
            : null;
    }

    private static async Task<string> StandsAsync(FundContext context, int fund, YearMonth month, string text, CancellationToken cancellation)
    {
        var run = await RunStore.RunOfAsync(context, fund, month, cancellation);
        return $"{text} is {(run is null ? "not calculated" : Words.Of(run.State))}";
    }
}
