using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Jobs;
using WelfareFund.Files;
using WelfareFund.Jobs;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>jobs list --fund ID</c>, <c>jobs run NAME --fund ID</c>, <c>jobs run-due</c>.</summary>
internal static class JobsCommands
{
    internal static Command Of(SessionOptions options) => new("jobs", "What runs by itself.") { List(options), Run(options), RunDue(options) };

    /// <summary>Also of <c>serve</c>.</summary>
    internal static Option<DirectoryInfo?> Watch() => new("--watch")
    {
        Description = "the folder that holds a folder for each fund, with the files that come in; else WELFAREFUND_WATCH",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WELFAREFUND_WATCH") is { Length: > 0 } folder ? new(folder) : null,
    };

    /// <summary>Null when the folder is there, or none is watched.</summary>
    internal static Refusal? WhyNotWatched(DirectoryInfo? folder) =>
        folder is { Exists: false } ? new("not-found", "--watch", $"there is no folder {folder}", "make it, with a folder named after each fund") : null;

    private static Command List(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var command = new Command("list", "Each job: last, next, how long it took, its result, and what it needs.") { fund };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var listed = await session.Get<ListJobs>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), token);
            if (listed.IsRefused)
                return Result.Refused<int>(listed.Refusals);
            var zone = listed.Value.Zone;
            Table.Write<JobStatus>(session, listed.Value.Jobs,
            [
                new("job", status => Words.Of(status.Job)), new("due", status => Text(status.Last?.Due, zone)), new("ended", status => Text(status.Last?.EndedAt, zone)),
                new("seconds", status => status.Last?.Took?.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), IsNumber: true), new("result", status => status.Last is { } last ? Words.Of(last.Result) : null),
                new("next", status => Text(status.Next, zone)), new("outcome", status => status.Last?.Outcome), new("needs", status => status.Last?.Needs),
            ]);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Run(SessionOptions options)
    {
        var job = new Argument<string>("NAME") { Description = string.Join(", ", Words.All<Job>()) };
        job.AcceptOnlyFromAmong([.. Words.All<Job>()]);
        var fund = new Option<string>("--fund") { Required = true };
        var watch = Watch();
        var command = new Command("run", "Attempts one job now.") { job, fund, watch };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            if (WhyNotWatched(parsed.GetValue(watch)) is { } refusal)
                return refusal;
            var report = await session.Get<RingJobs>().RunOneAsync(session.Actor, parsed.GetRequiredValue(fund), Words.Read<Job>(parsed.GetRequiredValue(job)), parsed.GetValue(watch)?.FullName, token);
            return report.IsRefused ? Result.Refused<int>(report.Refusals) : Write(session, [report.Value]);
        }, cancellation));
        return command;
    }

    private static Command RunDue(SessionOptions options)
    {
        var watch = Watch();
        var command = new Command("run-due", "Rings once, for every fund in which you may propose: does what is due and not done. For cron.") { watch };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
            WhyNotWatched(parsed.GetValue(watch)) is { } refusal ? refusal : Write(session, await session.Get<RingJobs>().RunDueAsync(session.Actor, parsed.GetValue(watch)?.FullName, token)), cancellation));
        return command;
    }

    /// <returns>1 where a job broke off or found what must not be.</returns>
    private static Result<int> Write(Session session, IReadOnlyList<JobReport> reports)
    {
        Table.Write<JobReport>(session, reports,
        [
            new("fund", report => report.Fund), new("job", report => Words.Of(report.Job)), new("due", report => InstantPattern.General.Format(report.Due)),
            new("result", report => Words.Of(report.Result)), new("outcome", report => report.Outcome), new("needs", report => report.Needs),
        ]);
        return reports.Any(report => report.Result is JobResult.Failed or JobResult.Alarm) ? 1 : 0;
    }

    private static string? Text(Instant? instant, DateTimeZone zone) =>
        instant?.InZone(zone).ToString("uuuu'-'MM'-'dd'T'HH':'mm':'ss o<g>", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
}
