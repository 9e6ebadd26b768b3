using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Quality;

namespace WelfareFund.Files.Kinds;

/// <summary>Audits, claims and the verifier's decisions.</summary>
internal static class OutcomeFiles
{
    private static readonly Column<string> AuditId = Columns.Id("audit_id");
    private static readonly Column<EmploymentId> Employment = Columns.FactId("employment_id", FactKind.Employment, id => new EmploymentId(id));
    private static readonly Column<LocalDate> AuditedOn = Columns.Date("audited_on");
    private static readonly Column<string> Criterion = Columns.TermId("criterion", "a quality criterion", terms => terms.Quality.Criteria.Select(criterion => criterion.Id));
    private static readonly Column<AuditResult> Result = Columns.OneOf<AuditResult>("result");
    private static readonly Column<string?> AuditEvidence = Columns.Text("evidence", 500).OrNull();

    private static readonly Column<string> Claim = Columns.Id("claim_id");
    private static readonly Column<string> Contract = Columns.TermId("contract_id", "a contract", terms => terms.Contracts.Select(contract => contract.Id));
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<string> Metric = Columns.Id("metric");
    private static readonly Column<LocalDate> AchievedOn = Columns.Date("achieved_on");
    private static readonly Column<LocalDate> SubmittedOn = Columns.Date("submitted_on");
    private static readonly Column<string> Evidence = Columns.Text("evidence", 500);

    private static readonly Column<ClaimId> DecidedClaim = Columns.FactId("claim_id", FactKind.Claim, id => new ClaimId(id));
    private static readonly Column<LocalDate> DecidedOn = Columns.Date("decided_on");
    private static readonly Column<ClaimDecision> Decision = Columns.OneOf<ClaimDecision>("decision");
    private static readonly Column<string> DecidedBy = Columns.Text("decided_by");
    private static readonly Column<string?> Reason = Columns.Text("reason", 500).OrNull();

    internal static readonly FileKind<Audit> Audits = new("audits", AuditId, audit => audit.Id,
        row => new Audit
        {
            Id = row.Get(AuditId),
            Employment = row.Get(Employment),
            AuditedOn = row.Get(AuditedOn),
            Criterion = row.Get(Criterion),
            Result = row.Get(Result),
            Evidence = row.Get(AuditEvidence),
        },
        [AuditId, Employment, AuditedOn, Criterion, Result, AuditEvidence]);

    internal static readonly FileKind<Claim> Claims = new("claims", Claim, claim => claim.Id.Value, ReadClaim, [Claim, Contract, Worker, Metric, AchievedOn, SubmittedOn, Evidence])
    {
        HowToCorrect = "a corrected claim is a new claim with its own id",
    };

    internal static readonly FileKind<Verification> Decisions = new("decisions", DecidedClaim, decision => $"{decision.Claim} on {decision.DecidedOn:uuuu-MM-dd}", ReadDecision,
        [DecidedClaim, DecidedOn, Decision, DecidedBy, Reason])
    {
        HowToCorrect = "a later decision on the same claim has its own date",
    };

    private static Claim ReadClaim(Row row)
    {
        var claim = new Claim
        {
            Id = new(row.Get(Claim)),
            Contract = row.Get(Contract),
            Worker = row.Get(Worker),
            Metric = row.Get(Metric),
            AchievedOn = row.Get(AchievedOn),
            SubmittedOn = row.Get(SubmittedOn),
            Evidence = row.Get(Evidence),
        };
        if (claim.Contract is { } id && claim.Metric is { } metric && row.Terms.Contract(id) is { } contract && contract.RateCards.All(card => card.Metric(metric) is null))
            row.Refuse(Metric, "unknown-id", $"{Excerpt.Of(metric)} is not a metric of contract {id}",
                "it has " + string.Join(", ", contract.RateCards.SelectMany(card => card.Metrics).Select(known => known.Id).Distinct()));
        if (claim.SubmittedOn != default && claim.SubmittedOn < claim.AchievedOn)
            row.Refuse(SubmittedOn, "wrong-order", $"{claim.SubmittedOn:uuuu-MM-dd} is before it was achieved on {claim.AchievedOn:uuuu-MM-dd}", "what is claimed has happened");
        return claim;
    }

    private static Verification ReadDecision(Row row)
    {
        var decision = new Verification
        {
            Claim = row.Get(DecidedClaim),
            DecidedOn = row.Get(DecidedOn),
            Decision = row.Get(Decision),
            DecidedBy = row.Get(DecidedBy),
            Reason = row.Get(Reason),
        };
        if (decision.Decision != ClaimDecision.Accepted && row.IsEmpty(Reason))
            row.Refuse(Reason, "empty", $"a claim that is {row.Text(Decision)} needs a reason", "say why, in words the provider can act on");
        return decision;
    }
}
