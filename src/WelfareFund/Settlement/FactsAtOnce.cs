using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>A month's facts and lines that are in memory, all of them.</summary>
/// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
internal sealed class FactsAtOnce(SettlementFacts facts, IEnumerable<SettlementLine> posted, int workersAtOnce = FactsOfMonth.WorkersAtOnce) : FactsOfMonth
{
    private HashSet<string>? bookedLines;
    private HashSet<string>? bookedDeductions;
    private Dictionary<string, Agreement>? agreements;

    /// <summary>Lines of the bank that are not in the books.</summary>
    internal IEnumerable<BankLine> Waiting
    {
        get
        {
            bookedLines ??= [.. posted.Where(line => line.Kind == "bank").Select(line => line.Subject)];
            return facts.BankLines.Where(line => !bookedLines.Contains(MonthCalculation.IdOf(line)));
        }
    }

    public override SettlementFacts OfFund => facts;

    public override IEnumerable<BankLine> BankLines => Waiting.Where(line => AgreementNamed(line.Reference ?? "") is null);

    public override IEnumerable<SettlementLine> Settled => posted;

    public override IEnumerable<WorkersMoney> Money
    {
        get
        {
            bookedDeductions ??= [.. posted.Where(line => line is { Kind: "deduction", State: LineState.Posts }).Select(line => line.Subject)];
            var kept = facts.Deductions.Where(deduction => !bookedDeductions.Contains(deduction.Id)).ToLookup(deduction => deduction.Worker);
            var paid = Waiting.Select(line => (Line: line, Agreement: AgreementNamed(line.Reference ?? ""))).Where(line => line.Agreement is not null).ToLookup(line => line.Agreement!.Worker, line => line.Line);
            var own = facts.Agreements.ToLookup(agreement => agreement.Worker);
            return kept.Select(worker => worker.Key).Union(paid.Select(worker => worker.Key)).Order()
                .Select(worker => new WorkersMoney(worker, [.. own[worker]], [.. kept[worker]], [.. paid[worker]]));
        }
    }

    public override IEnumerable<SomeWorkers> Workers => facts.Workers.Count <= workersAtOnce
        ? [new(facts, posted)]
        : facts.Workers.OrderBy(worker => worker.Id).Chunk(workersAtOnce).Select(some =>
        {
            var ids = some.Select(worker => worker.Id).ToHashSet();
            var jobs = facts.Employments.Where(job => ids.Contains(job.Worker)).ToList();
            var jobIds = jobs.Select(job => job.Id).ToHashSet();
            return new SomeWorkers(facts with
            {
                Workers = some,
                Agreements = [.. facts.Agreements.Where(agreement => ids.Contains(agreement.Worker))],
                Employments = jobs,
                Audits = [.. facts.Audits.Where(audit => jobIds.Contains(audit.Employment))],
                Wages = [.. facts.Wages.Where(report => ids.Contains(report.Worker))],
                Grievances = [.. facts.Grievances.Where(grievance => ids.Contains(grievance.Worker))],
                Pauses = [.. facts.Pauses.Where(pause => ids.Contains(pause.Worker))],
                Endings = [.. facts.Endings.Where(ending => (ending.Worker is { } worker && ids.Contains(worker)) || (ending.Employment is { } job && jobIds.Contains(job)))],
                Claims = [.. facts.Claims.Where(claim => ids.Contains(claim.Worker))],
            }, posted.Where(line => WorkersState.Of(line) is { } worker && ids.Contains(worker)));
        });

    public override SettlementFacts Of(IReadOnlyCollection<WorkerId> workers) => facts;

    public override IReadOnlyList<Verification> WordsOn(IReadOnlyCollection<ClaimId> claims) => [.. facts.Verifications.Where(word => claims.Contains(word.Claim))];

    public override IReadOnlyList<SettlementLine> LinesOf(WorkerId worker) => [.. posted.Where(line => WorkersState.Of(line) == worker)];

    public override Agreement? AgreementNamed(string reference) =>
        (agreements ??= facts.Agreements.ToDictionary(agreement => agreement.Id.Value, StringComparer.Ordinal)).GetValueOrDefault(reference);

    public override IReadOnlyList<Deduction> DeductionsNaming(string transferReference) => [.. facts.Deductions.Where(deduction => deduction.TransferReference == transferReference)];

    public override IReadOnlyList<Deduction> DeductionsBy(EmployerId employer) => [.. facts.Deductions.Where(deduction => deduction.Employer == employer && deduction.TransferReference is not null)];

    public override bool HasEmployer(EmployerId employer) => facts.Employments.Any(job => job.Employer == employer);

    public override IReadOnlySet<string> NamedByBank(IReadOnlyCollection<string> references) =>
        facts.BankLines.Select(line => line.Reference).OfType<string>().Where(references.ToHashSet(StringComparer.Ordinal).Contains).ToHashSet(StringComparer.Ordinal);

    public override IEnumerable<NamedPayer> NamedPayers(Func<string, bool> isAsked)
    {
        var told = posted.Where(line => line is { Kind: "bank", Event: not null }).ToLookup(line => line.Subject, line => line.Event!, StringComparer.Ordinal);
        return facts.BankLines.Where(line => line.Counterparty is { } name && isAsked(name)).SelectMany(line => told[MonthCalculation.IdOf(line)].Select(what => new NamedPayer(line.Counterparty!, what)));
    }

    public override int Joined(YearMonth month) => facts.Workers.Count(worker => worker.EnrolledOn.ToYearMonth() == month);
}
