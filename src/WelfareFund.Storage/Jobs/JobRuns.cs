using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Jobs;

namespace WelfareFund.Storage.Jobs;

/// <summary>The right to attempt what is due, for a while.</summary>
/// <param name="Fence">Of this attempt.</param>
public sealed record JobClaim(int Fund, Job Job, Instant Due, long Fence);

/// <summary>What was due, who attempts it and what came of it. Of several nodes one gets the claim; a node that died keeps it no longer than its lease.</summary>
public sealed class JobRuns(FundDatabase database, IClock clock)
{
    /// <summary>The oldest run that is not closed; null when there is none.</summary>
    public async Task<JobRunRow?> OldestOpenAsync(int fund, Job job, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        return await Of(context, fund, job).Where(run => run.Result != JobResult.Done && run.Result != JobResult.Alarm).OrderBy(run => run.Due).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The run that was due last; null before the first.</summary>
    public async Task<JobRunRow?> LastAsync(int fund, Job job, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        return await Of(context, fund, job).OrderByDescending(run => run.Due).FirstOrDefaultAsync(cancellation);
    }

    /// <param name="node">The node and process, for people.</param>
    /// <param name="isImpatient">Does not wait for the next try of one that broke off.</param>
    /// <returns>Null while another attempts it, and when it is closed.</returns>
    public async Task<JobClaim?> ClaimAsync(int fund, Job job, Instant due, string node, Duration lease, bool isImpatient = false, CancellationToken cancellation = default)
    {
        var now = clock.GetCurrentInstant();
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var found = await Of(context, fund, job).SingleOrDefaultAsync(run => run.Due == due, cancellation);
        var claim = new JobClaim(fund, job, due, 1 + (found?.Fence ?? 0));
        if (found is null)
        {
            context.Add(new JobRunRow { Fund = fund, Job = job, Due = due, Fence = claim.Fence, Node = node, StartedAt = now, Result = JobResult.Running, Until = now + lease, Outcome = "", Needs = "" });
            try
            {
                await context.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
            {
                await transaction.RollbackAsync(cancellation);
                if (await Of(context, fund, job).AnyAsync(run => run.Due == due, cancellation))
                    return null; // another node was faster
                throw;
            }
        }
        else
        {
            if (found.IsClosed || (found.Until > now && !(isImpatient && found.Result is JobResult.Failed)))
                return null;
            var taken = await Of(context, fund, job).Where(run => run.Due == due && run.Fence == found.Fence).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.Fence, claim.Fence).SetProperty(run => run.Node, node).SetProperty(run => run.StartedAt, now)
                    .SetProperty(run => run.EndedAt, (Instant?)null).SetProperty(run => run.Result, JobResult.Running).SetProperty(run => run.Until, now + lease), cancellation);
            if (taken == 0)
                return null;
        }

        await transaction.CommitAsync(cancellation);
        return claim;
    }

    /// <returns>False when somebody else has taken it.</returns>
    public async Task<bool> RenewAsync(JobClaim claim, Duration lease, CancellationToken cancellation = default)
    {
        var until = clock.GetCurrentInstant() + lease;
        await using var context = database.NewContext();
        return await Of(context, claim).ExecuteUpdateAsync(set => set.SetProperty(run => run.Until, until), cancellation) == 1;
    }

    /// <summary>Says how the attempt ended; whoever was shut out says nothing.</summary>
    /// <param name="rest">Nobody tries again before that is over.</param>
    public async Task EndAsync(JobClaim claim, JobResult result, string outcome, string needs, Duration rest, CancellationToken cancellation = default)
    {
        var now = clock.GetCurrentInstant();
        await using var context = database.NewContext();
        await Of(context, claim).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Result, result).SetProperty(run => run.Outcome, outcome).SetProperty(run => run.Needs, needs)
                .SetProperty(run => run.EndedAt, now).SetProperty(run => run.Until, now + rest), cancellation);
    }

    private static IQueryable<JobRunRow> Of(FundContext context, int fund, Job job) => context.Set<JobRunRow>().AsNoTracking().Where(run => run.Fund == fund && run.Job == job);

    private static IQueryable<JobRunRow> Of(FundContext context, JobClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Of(context, claim.Fund, claim.Job).Where(run => run.Due == claim.Due && run.Fence == claim.Fence);
    }
}
