using NodaTime;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>What the fund knows of one worker when it decides on an outcome. The lists are the worker's own, in any order.</summary>
public sealed class OutcomeFacts
{
    private readonly QualityTerms quality;
    private readonly IEnumerable<Audit> allAudits;
    private readonly IEnumerable<Employment> allEmployments;
    private readonly IEnumerable<WageReport> allWages;
    private ILookup<EmploymentId, Audit>? audits;
    private IReadOnlyList<Employment>? employments;
    private IReadOnlyList<WageReport>? wages;

    /// <param name="through">The last day that is looked at, usually the day of the decision.</param>
    /// <param name="wages">Only triggers on earnings look at them.</param>
    /// <param name="rejected">Metrics of the worker that a verifier rejected and nobody accepted since.</param>
    public OutcomeFacts(
        Worker worker, QualityTerms quality, LocalDate through, IEnumerable<Employment> employments, IEnumerable<Audit> audits,
        IEnumerable<WageReport>? wages = null, ExchangeRates? rates = null, IReadOnlyCollection<string>? rejected = null)
    {
        Worker = worker;
        this.quality = quality;
        Through = through;
        (allEmployments, allAudits, allWages) = (employments, audits, wages ?? []);
        Rates = rates ?? NoRates;
        Rejected = rejected ?? [];
    }

    private static readonly ExchangeRates NoRates = new([]);

    public Worker Worker { get; }
    public LocalDate Through { get; }

    /// <summary>The last word on each, by its start.</summary>
    public IReadOnlyList<Employment> Employments => employments ??= EmploymentRecord.Latest(allEmployments);
    internal IReadOnlyList<WageReport> Wages => wages ??= WageReports.Standing([.. allWages]);
    internal ExchangeRates Rates { get; }
    internal IReadOnlyCollection<string> Rejected { get; }

    internal LocalDate? FirstStart => Employments.Count > 0 && Employments[0].StartedOn <= Through ? Employments[0].StartedOn : null;

    /// <summary>
    /// Of the employment on that day, the lowest of several; between two jobs, of the one before; before the first, the untested tier.
    /// </summary>
    public string TierOn(LocalDate day)
    {
        var jobs = Employments.Where(job => job.StartedOn <= day && (job.EndedOn is not { } end || end >= day)).ToList();
        if (jobs.Count == 0 && Employments.LastOrDefault(job => job.StartedOn <= day) is { } before)
            jobs.Add(before);
        return jobs.Count == 0 ? quality.UntestedTier : jobs.Select(job => TiersOf(job).On(day)).MaxBy(quality.RankOf)!;
    }

    internal LocalDate? FirstAuditAtOrAbove(string tier) => Employments.Select(job => TiersOf(job).FirstAtOrAbove(tier)).Min();

    private QualityTiers TiersOf(Employment job) => new(quality, (audits ??= allAudits.Where(audit => audit.AuditedOn <= Through).ToLookup(audit => audit.Employment))[job.Id]);
}
