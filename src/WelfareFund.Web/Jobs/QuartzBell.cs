using Quartz;
using WelfareFund.Application.Jobs;
using WelfareFund.Files;
using WelfareFund.Jobs;

namespace WelfareFund.Web.Jobs;

/// <param name="Every">How long between two rings.</param>
/// <param name="Watched">The folder that holds a folder for each fund; null when none is watched.</param>
public sealed record BellSettings(TimeSpan Every, string? Watched);

/// <summary>
/// Rings on this node, by Quartz with its in-memory store: the only class that knows the scheduler. It decides nothing; a ring that is missed, or that
/// comes on several nodes, does no harm. Stopping, it lets the work end its chunk.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class QuartzBell(RingJobs jobs, BellSettings settings, IHostApplicationLifetime application, ILogger<QuartzBell> log) : IJob
{
    internal static void Hang(IServiceCollection services, BellSettings settings) => services
        .AddSingleton(settings)
        .AddQuartz(quartz => quartz.ScheduleJob<QuartzBell>(trigger => trigger.WithIdentity("bell").StartNow().WithSchedule(SimpleScheduleBuilder.Create().WithInterval(settings.Every).RepeatForever())))
        .AddQuartzHostedService(host => host.WaitForJobsToComplete = true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, application.ApplicationStopping);
        try
        {
            foreach (var report in await jobs.RunAsync(settings.Watched, stopping.Token))
            {
                if (report.Result is JobResult.Alarm)
                    LogAlarm(report.Fund, Words.Of(report.Job), report.Outcome, report.Needs);
                else if (report.Result is JobResult.Failed)
                    LogFailure(report.Fund, Words.Of(report.Job), report.Outcome);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The table knows how far it came, and the next ring goes on.
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            LogUnreachable(broken.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{fund}, {job}: {outcome}. {needs}")]
    private partial void LogAlarm(string fund, string job, string outcome, string needs);

    [LoggerMessage(Level = LogLevel.Error, Message = "{fund}, {job}: {outcome}")]
    private partial void LogFailure(string fund, string job, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "The jobs could not be looked up, and the next ring tries again: {what}")]
    private partial void LogUnreachable(string what);
}
