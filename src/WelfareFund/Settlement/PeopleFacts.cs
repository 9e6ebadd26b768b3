using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Quality;

namespace WelfareFund.Settlement;

/// <summary>What was told about some of the fund's workers, found by worker and by job.</summary>
internal sealed class PeopleFacts(SettlementFacts facts)
{
    private Dictionary<WorkerId, Worker>? byId;
    private ILookup<WorkerId, Agreement>? agreements;
    private ILookup<WorkerId, Employment>? jobs;
    private ILookup<EmploymentId, Audit>? audits;
    private ILookup<WorkerId, WageReport>? wages;
    private ILookup<WorkerId, Pause>? pauses;
    private ILookup<WorkerId, Grievance>? grievances;
    private ILookup<WorkerId?, Ending>? endings;
    private ILookup<EmploymentId, Ending>? breaches;
    private Dictionary<ClaimId, Claim>? claims;

    internal IReadOnlyList<Worker> All => facts.Workers;
    internal IReadOnlyList<Agreement> Agreements => facts.Agreements;

    internal bool Has(WorkerId worker) => ById.ContainsKey(worker);
    internal Worker this[WorkerId worker] => ById[worker];
    internal IEnumerable<Agreement> AgreementsOf(WorkerId worker) => (agreements ??= facts.Agreements.ToLookup(agreement => agreement.Worker))[worker];
    internal IEnumerable<Employment> JobsOf(WorkerId worker) => (jobs ??= facts.Employments.ToLookup(job => job.Worker))[worker];
    internal IEnumerable<Audit> AuditsOf(WorkerId worker) => JobsOf(worker).SelectMany(job => (audits ??= facts.Audits.ToLookup(audit => audit.Employment))[job.Id]);
    internal IEnumerable<WageReport> WagesOf(WorkerId worker) => (wages ??= facts.Wages.ToLookup(report => report.Worker))[worker];
    internal IEnumerable<Pause> PausesOf(WorkerId worker) => (pauses ??= facts.Pauses.ToLookup(pause => pause.Worker))[worker];
    internal IEnumerable<Grievance> GrievancesOf(WorkerId worker) => (grievances ??= facts.Grievances.ToLookup(grievance => grievance.Worker))[worker];

    /// <summary>Of the worker's time in the fund, whenever they are.</summary>
    internal IEnumerable<Ending> EndingsOf(WorkerId worker) => (endings ??= facts.Endings.ToLookup(ending => ending.Worker))[worker];

    /// <summary>Of one of the worker's jobs by its employer's breach.</summary>
    internal IEnumerable<Ending> BreachesOf(Employment job) => (breaches ??= facts.Endings.Where(ending => ending.Employment is not null).ToLookup(ending => ending.Employment!.Value))[job.Id];

    internal Claim Claim(ClaimId claim) => (claims ??= facts.Claims.ToDictionary(told => told.Id))[claim];

    private Dictionary<WorkerId, Worker> ById => byId ??= facts.Workers.ToDictionary(worker => worker.Id);
}
