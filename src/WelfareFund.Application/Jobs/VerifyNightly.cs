using System.Globalization;
using WelfareFund.Application.Proofs;
using WelfareFund.Jobs;

namespace WelfareFund.Application.Jobs;

/// <summary>Replays the books. A finding is an alarm.</summary>
internal sealed class VerifyNightly(VerifyBooks verify) : IJobWork
{
    public Job Job => Job.Verify;

    public async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        var verified = await verify.RunAsync(due.Actor, due.Fund.Id, null, null, cancellation);
        if (verified.IsRefused)
            return JobOutcome.Refused("the books could not be read", verified.Refusals);
        var (size, _, findings) = verified.Value;
        return findings.Count == 0
            ? new(JobResult.Done, string.Create(CultureInfo.InvariantCulture, $"{size} entries replayed; everything agrees"))
            : new(JobResult.Alarm, string.Create(CultureInfo.InvariantCulture, $"{size} entries replayed; {findings.Count} {(findings.Count == 1 ? "finding" : "findings")}"),
                $"stop and look: {JobOutcome.Few([.. findings.Select(finding => finding.ToString())])}");
    }
}
