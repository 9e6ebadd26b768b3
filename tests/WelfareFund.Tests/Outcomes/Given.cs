using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Outcomes;

/// <summary>Small beginnings of facts and terms.</summary>
internal static class Given
{
    internal static readonly Currency Php = Currency.Of("PHP");
    internal static readonly LocalDate Enrolled = new(2025, 1, 6);
    internal static readonly LocalDate Start = new(2025, 3, 3);

    internal static readonly QualityTerms Quality = new()
    {
        Criteria = [new() { Id = "contract-as-offered", Weight = 20, Must = true }, new() { Id = "wage-paid-in-full", Weight = 20, Must = true }, new() { Id = "housing", Weight = 10 }],
        Tiers = [new() { Id = "A", From = 90 }, new() { Id = "B", From = 60 }, new() { Id = "C", From = 0 }],
        UntestedTier = "B",
    };

    internal static Money Pesos(decimal amount) => Money.Round(amount, Php, RoundingMode.HalfUp);

    internal static ContractTerms Contract => new()
    {
        Id = "maharlika-2025",
        Currency = Php,
        From = new(2025, 1, 1),
        To = new(2027, 12, 31),
        RateCards = [Card],
        Holdback = new() { Share = 0.10m, ReleaseOn = "retained-6m" },
        PerWorker = Pesos(180_000),
    };

    internal static RateCard Card => new()
    {
        Effective = new(2025, 1, 1),
        Metrics =
        [
            new()
            {
                Id = "started", Price = Pesos(90_000), Trigger = new EventTrigger { Event = "started" },
                CostLines = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { ["job-finding"] = 0.60m, ["settling-in"] = 0.40m },
            },
            new()
            {
                Id = "retained-6m", Price = Pesos(60_000), Trigger = new SustainedTrigger { Months = 6, MaxGapDays = 30 }, After = ["started"],
                CostLines = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { ["settling-in"] = 1.00m },
            },
        ],
        QualityFactors = new Dictionary<string, QualityFactor> { ["A"] = QualityFactor.Of(1.10m), ["B"] = QualityFactor.One, ["C"] = QualityFactor.NotPayable },
        Uplifts = new() { Mode = UpliftMode.Highest, Groups = new Dictionary<string, decimal> { ["woman"] = 0.10m, ["remote-province"] = 0.05m } },
    };

    internal static Worker Worker(string id = "w-1", string groups = "") =>
        new() { Id = new(id), EnrolledOn = Enrolled, Contract = "maharlika-2025", Corridor = "ph-de", Groups = groups };

    internal static Employment Job(LocalDate from, LocalDate? to = null, string id = "job-1", string worker = "w-1") => new()
    {
        Id = new(id),
        Worker = new(worker),
        Employer = new("employer-" + id),
        StartedOn = from,
        EndedOn = to,
        OfferedWage = Pesos(1),
        ContractWage = Pesos(1),
        HoursPerWeek = 40,
    };

    internal static Audit Audit(LocalDate on, string criterion, AuditResult result, string job = "job-1") =>
        new() { Id = $"{job}-{criterion}-{on}-{result}", Employment = new(job), AuditedOn = on, Criterion = criterion, Result = result };

    internal static OutcomeFacts Facts(Worker worker, IEnumerable<Employment> jobs, IEnumerable<Audit>? audits = null, LocalDate? through = null) =>
        new(worker, Quality, through ?? new(2026, 12, 31), jobs, audits ?? []);

    internal static AcceptedClaim Claim(string metric, LocalDate achieved, string id = "", string worker = "w-1", LocalDate? accepted = null, string contract = "maharlika-2025") => new(
        new()
        {
            Id = new(id.Length > 0 ? id : $"{worker}-{metric}"),
            Contract = contract,
            Worker = new(worker),
            Metric = metric,
            AchievedOn = achieved,
            SubmittedOn = achieved.PlusDays(5),
            Evidence = "file",
        },
        accepted ?? achieved.PlusDays(20));

    internal static IReadOnlyList<DecidedClaim> Decide(ContractTerms contract, OutcomeFacts facts, params AcceptedClaim[] claims) =>
        AcceptedClaims.Decide(claims, OutcomesSettled.Nothing, _ => contract, _ => facts).Decisions;
}
