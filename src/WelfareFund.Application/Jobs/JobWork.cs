using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Jobs;
using WelfareFund.Refusals;
using WelfareFund.Storage.Ledger;
using WelfareFund.Terms;

namespace WelfareFund.Application.Jobs;

/// <param name="Actor">The scheduler, with its rights on this fund alone.</param>
/// <param name="Today">The day in the fund's zone on which it is done.</param>
/// <param name="Watched">The folder that holds a folder for each fund; null when none is watched.</param>
internal sealed record DueJob(Actor Actor, FundRow Fund, FundTerms Terms, Instant Due, LocalDate Today, string? Watched);

/// <param name="Words">What came of it.</param>
/// <param name="Needs">What somebody has to do; empty when nothing.</param>
internal sealed record JobOutcome(JobResult Result, string Words, string Needs = "")
{
    internal static JobOutcome Refused(string words, IReadOnlyList<Refusal> refusals) => new(JobResult.Waiting, words, Few([.. refusals.Select(refusal => refusal.ToString().TrimEnd('.'))]));

    /// <summary>The first few of a list, and how many more there are.</summary>
    internal static string Few(IReadOnlyList<string> items)
    {
        const int Shown = 5;
        var text = string.Join("; ", items.Take(Shown));
        return items.Count <= Shown ? text : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text}; and {items.Count - Shown} more");
    }
}

/// <summary>What is done when a job is due. Started again, it changes nothing that is done already.</summary>
internal interface IJobWork
{
    Job Job { get; }

    Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation);
}
