using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Jobs;
using WelfareFund.Storage;
using WelfareFund.Storage.Jobs;
using WelfareFund.Storage.Ledger;
using WelfareFund.Terms;

namespace WelfareFund.Application.Jobs;

/// <summary>What is due and not done, from the table of runs and the books alone: whoever rings finds the same.</summary>
internal sealed class JobsDue(FundDatabase database, JobRuns runs)
{
    /// <summary>A zone may skip a day, and a quarter is no longer than this with it.</summary>
    private static readonly Duration LongestQuarter = Duration.FromDays(95);
    private static readonly Duration LongestDay = Duration.FromDays(3);

    /// <summary>The run to attempt first; null when nothing is due.</summary>
    internal async Task<Instant?> OldestAsync(FundRow fund, FundTerms terms, Job job, Instant now, CancellationToken cancellation)
    {
        if (JobSchedule.CatchesUpEach(job))
        {
            var due = await runs.OldestOpenAsync(fund.Number, job, cancellation) is { } open ? open.Due : await NextAsync(fund, terms, job, now, cancellation);
            return due <= now ? due : null;
        }

        var last = await runs.LastAsync(fund.Number, job, cancellation);
        if (Newest(job, terms, last?.Due ?? now - LongestDay, now) is { } newest)
            return newest;
        return last is null or { IsClosed: true } ? null : last.Due;
    }

    /// <summary>The first one that has no run yet.</summary>
    internal async Task<Instant> NextAsync(FundRow fund, FundTerms terms, Job job, Instant now, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Number, cancellation)).OpenPeriod;
        if (job is Job.Settlement)
            return JobSchedule.SettlementDue(terms, open);
        var last = await runs.LastAsync(fund.Number, job, cancellation);
        if (job is not Job.Statements)
            return JobSchedule.NextDue(job, terms, last is null ? now : Instant.Max(last.Due, now));
        if (last is not null)
            return JobSchedule.NextDue(job, terms, last.Due);

        // The last sealed quarter's come first, the fund's first quarter's where none is sealed.
        var first = JobSchedule.NextDue(job, terms, Early(fund.FirstMonth));
        return Instant.Max(first, Newest(job, terms, Early(open) - LongestQuarter, Early(open)) ?? first);

        Instant Early(YearMonth month) => month.OnDayOfMonth(1).AtStartOfDayInZone(terms.TimeZone).ToInstant() + LongestDay;
    }

    private static Instant? Newest(Job job, FundTerms terms, Instant after, Instant now)
    {
        Instant? newest = null;
        for (var due = JobSchedule.NextDue(job, terms, after); due <= now; due = JobSchedule.NextDue(job, terms, due))
            newest = due;
        return newest;
    }
}
