using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Jobs;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Jobs;

namespace WelfareFund.Application.Jobs;

/// <summary>Where a job stands.</summary>
/// <param name="Last">Of the oldest one that is not done where each is caught up, else of the last; null before the first.</param>
/// <param name="Next">What is attempted next: in the past when it is due and not done.</param>
public sealed record JobStatus(Job Job, JobAttempt? Last, Instant Next);

/// <summary>The last attempt at what was due.</summary>
/// <param name="EndedAt">Null while it is under way.</param>
/// <param name="IsClosed">Nothing is left to do.</param>
public sealed record JobAttempt(Instant Due, string Node, Instant StartedAt, Instant? EndedAt, JobResult Result, bool IsClosed, string Outcome, string Needs)
{
    public Duration? Took => EndedAt - StartedAt;

    internal static JobAttempt Of(JobRunRow run) => new(run.Due, run.Node, run.StartedAt, run.EndedAt, run.Result, run.IsClosed, run.Outcome, run.Needs);
}

/// <param name="Zone">The fund's.</param>
public sealed record FundJobs(FundSummary Fund, DateTimeZone Zone, IReadOnlyList<JobStatus> Jobs);

/// <summary>A fund's jobs: last, next, result, what they need. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ListJobs
{
    private readonly FundDatabase database;
    private readonly ListFunds funds;
    private readonly JobRuns runs;
    private readonly JobsDue dues;
    private readonly IClock clock;

    internal ListJobs(FundDatabase database, ListFunds funds, JobRuns runs, JobsDue dues, IClock clock) =>
        (this.database, this.funds, this.runs, this.dues, this.clock) = (database, funds, runs, dues, clock);

    public async Task<Result<FundJobs>> RunAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var found = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (found.IsRefused)
            return Result.Refused<FundJobs>(found.Refusals);
        var (fund, now) = (found.Value, clock.GetCurrentInstant());
        var (summary, terms) = (await funds.ShowAsync(actor, fundId, cancellation)).Value;
        var statuses = new List<JobStatus>();
        foreach (var job in Enum.GetValues<Job>())
        {
            statuses.Add(new(job, await LastAsync(fund.Number, job, cancellation),
                await dues.OldestAsync(fund, terms.Terms, job, now, cancellation) ?? await dues.NextAsync(fund, terms.Terms, job, now, cancellation)));
        }

        return new FundJobs(summary, terms.Terms.TimeZone, statuses);
    }

    /// <summary>As <see cref="JobStatus.Last"/>, of the jobs that were attempted.</summary>
    public async Task<Result<IReadOnlyDictionary<Job, JobAttempt>>> LastAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyDictionary<Job, JobAttempt>>(fund.Refusals);
        var attempts = new Dictionary<Job, JobAttempt>();
        foreach (var job in Enum.GetValues<Job>())
        {
            if (await LastAsync(fund.Value.Number, job, cancellation) is { } attempt)
                attempts.Add(job, attempt);
        }

        return attempts;
    }

    private async Task<JobAttempt?> LastAsync(int fund, Job job, CancellationToken cancellation)
    {
        var open = JobSchedule.CatchesUpEach(job) ? await runs.OldestOpenAsync(fund, job, cancellation) : null;
        var last = open ?? await runs.LastAsync(fund, job, cancellation);
        return last is null ? null : JobAttempt.Of(last);
    }
}
