using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Jobs;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Jobs;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Jobs;

/// <summary>What a ring did.</summary>
/// <param name="Fund">The fund's id.</param>
/// <param name="Due">What was due.</param>
public sealed record JobReport(string Fund, Job Job, Instant Due, JobResult Result, string Outcome, string Needs);

/// <summary>
/// Does what is due and not done, the oldest first. Whoever rings, and however often and on however many nodes, each is done once: the table of
/// runs decides. Funds are done side by side, and one that fails does not stop the others.
/// </summary>
public sealed class RingJobs
{
    /// <summary>Renewed while the work goes on; whoever is killed keeps others waiting no longer than this.</summary>
    private static readonly Duration Lease = FinishRuns.LeaseLength;
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    /// <summary>Before what broke off is tried again, lest every ring breaks off anew.</summary>
    private static readonly Duration Rest = Duration.FromMinutes(5);

    private const int FundsSideBySide = 4;

    private readonly FundDatabase database;
    private readonly JobRuns runs;
    private readonly JobsDue dues;
    private readonly SchedulerUser scheduler;
    private readonly Dictionary<Job, IJobWork> works;
    private readonly IClock clock;
    private readonly string node = $"{Environment.MachineName}:{Environment.ProcessId}";

    internal RingJobs(FundDatabase database, JobRuns runs, JobsDue dues, SchedulerUser scheduler, IEnumerable<IJobWork> works, IClock clock)
    {
        (this.database, this.runs, this.dues, this.scheduler, this.clock) = (database, runs, dues, scheduler, clock);
        this.works = works.ToDictionary(work => work.Job);
    }

    /// <summary>Rings for every fund there is: what a scheduler does.</summary>
    /// <param name="watched">The folder that holds a folder for each fund; null when none is watched.</param>
    /// <returns>What was attempted, by fund and in the order of the attempts.</returns>
    public Task<IReadOnlyList<JobReport>> RunAsync(string? watched, CancellationToken cancellation = default) => RingAsync(_ => true, watched, cancellation);

    /// <summary>Rings once for the funds in which the actor may propose. Right: <see cref="Right.Propose"/>.</summary>
    public Task<IReadOnlyList<JobReport>> RunDueAsync(Actor actor, string? watched, CancellationToken cancellation = default) =>
        RingAsync(fund => actor.May(Right.Propose, fund), watched, cancellation);

    /// <summary>Attempts one job now, and what was due of it before. Right: <see cref="Right.Propose"/>.</summary>
    /// <returns>Refused: <c>not-due</c> where there is nothing to do before its day, <c>under-way</c>.</returns>
    public async Task<Result<JobReport>> RunOneAsync(Actor actor, string fundId, Job job, string? watched, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var found = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (found.IsRefused)
            return Result.Refused<JobReport>(found.Refusals);
        var fund = found.Value;
        var now = clock.GetCurrentInstant();
        var terms = await TermsAsync(fund, cancellation);
        if (await dues.OldestAsync(fund, terms.Terms, job, now, cancellation) is not { } due)
        {
            if (JobSchedule.CatchesUpEach(job))
            {
                var next = await dues.NextAsync(fund, terms.Terms, job, now, cancellation);
                return new Refusal("not-due", $"{fundId}, {Words.Of(job)}", $"nothing is due before {Local(next, terms.Terms.TimeZone)}", "wait for it");
            }

            due = now;
        }

        return await AttemptAsync(fund, terms, job, due, watched, isImpatient: true, cancellation) is { } report
            ? report
            : new Refusal("under-way", $"{fundId}, {Words.Of(job)}", "a node is at it, or just was", "look at `jobs list`");
    }

    internal static string Local(Instant instant, DateTimeZone zone) => OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm o<g>").Format(instant.InZone(zone).ToOffsetDateTime());

    private async Task<IReadOnlyList<JobReport>> RingAsync(Func<int, bool> isMeant, string? watched, CancellationToken cancellation)
    {
        List<FundRow> funds;
        await using (var context = database.NewContext())
            funds = (await context.Funds.AsNoTracking().OrderBy(fund => fund.Number).ToListAsync(cancellation)).FindAll(fund => isMeant(fund.Number));
        var reports = new ConcurrentDictionary<int, List<JobReport>>();
        await Parallel.ForEachAsync(funds, new ParallelOptions { MaxDegreeOfParallelism = FundsSideBySide, CancellationToken = cancellation }, async (fund, token) =>
        {
            var done = reports[fund.Number] = [];
            foreach (var job in Enum.GetValues<Job>())
                await RingAsync(fund, job, watched, done, token);
        });
        return [.. funds.SelectMany(fund => reports[fund.Number])];
    }

    private async Task RingAsync(FundRow fund, Job job, string? watched, List<JobReport> reports, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var terms = await TermsAsync(fund, cancellation);
                if (await dues.OldestAsync(fund, terms.Terms, job, clock.GetCurrentInstant(), cancellation) is not { } due
                    || await AttemptAsync(fund, terms, job, due, watched, isImpatient: false, cancellation) is not { } report)
                    return;
                reports.Add(report);
                if (report.Result is not (JobResult.Done or JobResult.Alarm))
                    return;
            }
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            reports.Add(new(fund.Id, job, clock.GetCurrentInstant(), JobResult.Failed, WordsOf(broken), ""));
        }
    }

    /// <returns>Null when another node has it.</returns>
    private async Task<JobReport?> AttemptAsync(FundRow fund, NumberedTerms terms, Job job, Instant due, string? watched, bool isImpatient, CancellationToken cancellation)
    {
        if (await runs.ClaimAsync(fund.Number, job, due, node, Lease, isImpatient, cancellation) is not { } claim)
            return null;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ended = new CancellationTokenSource();
        var renewal = RenewAsync(claim, lost, ended.Token);
        JobOutcome outcome;
        var rest = Duration.Zero;
        try
        {
            var actor = await scheduler.OnAsync(fund.Number, lost.Token);
            var today = clock.GetCurrentInstant().InZone(terms.Terms.TimeZone).Date;
            outcome = await works[job].RunAsync(new(actor, fund, terms.Terms, due, today, watched), lost.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await runs.EndAsync(claim, JobResult.Waiting, "it was stopped, and the next ring goes on from there", "", Duration.Zero, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            outcome = new(JobResult.Failed, WordsOf(broken));
            rest = database.WhyUnavailable(broken) is null ? Rest : Duration.Zero;
        }
        finally
        {
            await ended.CancelAsync();
            await renewal;
        }

        await runs.EndAsync(claim, outcome.Result, outcome.Words, outcome.Needs, rest, cancellation);
        return new(fund.Id, job, due, outcome.Result, outcome.Words, outcome.Needs);
    }

    /// <summary>Keeps the claim while the work goes on; where another node has taken it over, the work is told to stop.</summary>
    private async Task RenewAsync(JobClaim claim, CancellationTokenSource lost, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Renewal, ended);
                try
                {
                    if (await runs.RenewAsync(claim, Lease, ended))
                        continue;
                    await lost.CancelAsync();
                    return;
                }
                catch (Exception broken) when (database.WhyUnavailable(broken) is not null)
                {
                    // The work meets the same database and says what is wrong with it; the lease ends by itself.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    private string WordsOf(Exception broken) => database.WhyUnavailable(broken) is { } refusal ? refusal.ToString().TrimEnd('.') : $"it broke off: {broken.GetBaseException().Message.Split('\n')[0].TrimEnd('.')}";

    private async Task<NumberedTerms> TermsAsync(FundRow fund, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        return (await TermsInForce.LatestAsync(context, fund.Number, cancellation))!;
    }
}
