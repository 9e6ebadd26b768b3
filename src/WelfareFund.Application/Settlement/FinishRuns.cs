using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Approvals;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>Posts and pays what was approved, under the fund's lease. Whoever was killed before the end left the run to the next command on the fund.</summary>
public sealed class FinishRuns(FundDatabase database, PostRun post, Leases leases)
{
    /// <summary>Renewed with every chunk; whoever is killed keeps others waiting no longer than this.</summary>
    internal static readonly Duration LeaseLength = Duration.FromSeconds(20);

    /// <param name="to"><see cref="RunState.Posted"/>, or anything after it to pay too.</param>
    internal async Task<Result<RunRow>> RunAsync(int fund, long number, RunState to, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var lease = await TakeLeaseAsync(fund, cancellation);
        if (lease.IsRefused)
            return Result.Refused<RunRow>(lease.Refusals);
        try
        {
            var run = await post.FinishAsync(fund, number, to, lease.Value.Fence, progress, cancellation);
            await leases.ReleaseAsync(lease.Value, cancellation);
            return run;
        }
        catch (OperationCanceledException)
        {
            await leases.ReleaseAsync(lease.Value, CancellationToken.None); // whoever was stopped between chunks keeps nobody waiting
            throw;
        }
    }

    /// <inheritdoc cref="PostRun.ShowAsync"/>
    internal Task<IReadOnlyList<ProposedEntry>> ShowAsync(int fund, long number, CancellationToken cancellation) => post.ShowAsync(fund, number, cancellation);

    /// <summary>Runs besides the settlements that were approved and not finished, in the order of their numbers.</summary>
    internal async Task<Result<int>> OutsideSettlementAsync(int fund, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var unfinished = await Unfinished(context, fund).Where(run => run.Purpose != RunPurpose.Settlement)
            .OrderBy(run => run.Number).Select(run => run.Number).ToListAsync(cancellation);
        foreach (var number in unfinished)
        {
            var finished = await RunAsync(fund, number, RunState.Paid, progress: null, cancellation);
            if (finished.IsRefused)
                return Result.Refused<int>(finished.Refusals);
        }

        return unfinished.Count;
    }

    /// <summary>
    /// Why a run that was calculated can no longer be approved; null when nothing speaks against it. The fund's head is locked, so that of two runs one is approved.
    /// </summary>
    /// <returns><c>stale</c>.</returns>
    internal static async Task<Refusal?> WhyStaleAsync(FundContext context, FundBooks books, RunRow run, string subject, CancellationToken cancellation)
    {
        var (size, open) = await books.LockAsync(context, run.Fund, cancellation);
        if (open != run.Month)
            return Stale($"{Text(run.Month)} is sealed by now", "propose it again in the open month");
        if (size != run.LogSize)
            return Stale("the books have moved on since this was calculated", "calculate it again");
        var other = await Unfinished(context, run.Fund).Where(other => other.Number != run.Number).OrderBy(other => other.Number).FirstOrDefaultAsync(cancellation);
        return other is null ? null : Stale($"{Name(other)} is approved and not finished", "finish that first, then calculate this again");

        Refusal Stale(string what, string remedy) => new("stale", subject, what, remedy);
    }

    /// <summary>Approved, and not posted and paid in full.</summary>
    internal static IQueryable<RunRow> Unfinished(FundContext context, int fund) =>
        context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && (run.State == RunState.Approved || run.State == RunState.Posted));

    internal static string Name(RunRow run) => run.Purpose is RunPurpose.Settlement ? $"the settlement of {Text(run.Month)}" : $"run {run.Number}, a {Files.Words.Of(run.Purpose)},";

    /// <summary>Waits for a holder that may be dead: a living one renews, and is then left to finish.</summary>
    private async Task<Result<Lease>> TakeLeaseAsync(int fund, CancellationToken cancellation)
    {
        var owner = $"{Environment.MachineName}:{Environment.ProcessId}";
        var waited = Duration.Zero;
        while (true)
        {
            var lease = await leases.TakeAsync(fund, owner, LeaseLength, cancellation);
            if (!lease.IsRefused || lease.Refusals[0].Code != "leased" || waited > LeaseLength)
                return lease;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            waited += Duration.FromSeconds(1);
        }
    }

    private static string Text(YearMonth month) => NodaTime.Text.YearMonthPattern.Iso.Format(month);
}
