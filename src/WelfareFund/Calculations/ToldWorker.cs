using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Calculations;

/// <summary>The lines of one worker as the facts that the rules know.</summary>
internal sealed class ToldWorker
{
    private readonly List<(string Name, Employment Job)> jobs = [];
    private readonly List<Audit> audits = [];
    private readonly Dictionary<(YearMonth Month, string Employer), FactLine> earnings = [];
    private readonly List<Refusal> refusals = [];
    private readonly IReadOnlyList<FactLine> lines;
    private readonly ToldTiers tiers;

    /// <param name="ofOne">All lines of one worker.</param>
    internal ToldWorker(ToldTiers tiers, IEnumerable<FactLine> ofOne)
    {
        this.tiers = tiers;
        lines = [.. ofOne.OrderBy(line => line.On).ThenBy(line => line.Source.Line)];
        TakeJobs();
        foreach (var line in lines)
        {
            if (line.Kind == FactLineKind.MonthEarnings && !earnings.TryAdd((line.On.ToYearMonth(), line.Note), line))
                Refuse(line, FactLine.KindColumn.Name, "duplicate", $"the earnings of {line.On:uuuu-MM} stand in line {earnings[(line.On.ToYearMonth(), line.Note)].Source.Line} already", "keep one of the two, or name each employer in note");
            if (line.Kind == FactLineKind.Audit)
                TakeAudit(line);
        }

        var contract = tiers.Contract;
        if (lines.FirstOrDefault(line => line.Kind == FactLineKind.Enrolled) is not { } enrolled)
            Refuse(lines[0], FactLine.WorkerColumn.Name, "not-enrolled", $"no row says when {lines[0].Worker} was enrolled", "add a row of the kind enrolled: its day fixes the rate card");
        else if (contract.RateCardOn(enrolled.On) is null)
            Refuse(enrolled, FactLine.OnColumn.Name, "no-rate-card", $"no rate card is in force on {enrolled.On:uuuu-MM-dd}", $"the first is effective on {contract.RateCards[0].Effective:uuuu-MM-dd}");
        else
            Facts = FactsOf(enrolled);
    }

    internal IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>Null where there are refusals for it.</summary>
    internal OutcomeFacts? Facts { get; }

    /// <summary>Each metric of the worker's card, claimed on the first day it may be, for every day that could have achieved it.</summary>
    internal IEnumerable<AcceptedClaim> Claims()
    {
        var (contract, worker) = (tiers.Contract, Facts!.Worker);
        var metrics = contract.RateCardOn(worker.EnrolledOn)!.Metrics;
        for (var i = 0; i < metrics.Count; i++)
        {
            foreach (var (on, number) in DaysOf(metrics[i].Trigger).Select((on, number) => (on, number)))
            {
                var claimed = on.PlusDays(contract.ClaimAfterDays);
                yield return new(new()
                {
                    Id = new(FormattableString.Invariant($"{worker.Id}:{i:D3}:{metrics[i].Id}:{number + 1:D3}")),
                    Contract = contract.Id,
                    Worker = worker.Id,
                    Metric = metrics[i].Id,
                    AchievedOn = on,
                    SubmittedOn = claimed,
                    Evidence = "",
                }, claimed);
            }
        }
    }

    private IEnumerable<LocalDate> DaysOf(Trigger trigger)
    {
        switch (trigger)
        {
            case EventTrigger { Event: "enrolled" }:
                return lines.Where(line => line.Kind == FactLineKind.Enrolled).Select(line => line.On);
            case EventTrigger { Event: not "started" } other:
                return lines.Where(line => line.Kind == FactLineKind.Event && line.Name == other.Event).Select(line => line.On);
            default:
                var achieved = Achievement.Of(trigger, Facts!, Facts!.Through);
                return achieved.IsRefused ? [] : [achieved.Value.On];
        }
    }

    /// <summary>An end without the name of an open job ends the only open one.</summary>
    private void TakeJobs()
    {
        var open = new Dictionary<string, FactLine>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Kind == FactLineKind.Started && !open.TryAdd(line.Note, line))
                Refuse(line, FactLine.KindColumn.Name, "still-in-work", $"the job that {line.Worker} started on {open[line.Note].On:uuuu-MM-dd} has not ended", "say when it ended, or name each job in note");
            if (line.Kind != FactLineKind.Ended)
                continue;
            var name = open.ContainsKey(line.Note) ? line.Note : open.Count == 1 ? open.Keys.Single() : null;
            if (name is null)
                Refuse(line, FactLine.KindColumn.Name, "no-such-job", $"{line.Worker} has {(open.Count == 0 ? "no job" : "several jobs")} on {line.On:uuuu-MM-dd}", "say when the job started, and name it in note where there are several");
            else if (open.Remove(name, out var started))
                Add(name, started, line.On);
        }

        foreach (var (name, started) in open)
            Add(name, started, null);
    }

    private void Add(string name, FactLine started, LocalDate? endedOn) => jobs.Add((name, new()
    {
        Id = new(FormattableString.Invariant($"{started.Worker}/{started.Source.Line}")),
        Worker = started.Worker,
        Employer = new(name),
        StartedOn = started.On,
        EndedOn = endedOn,
        OfferedWage = Money.Zero(tiers.Contract.Currency),
        ContractWage = Money.Zero(tiers.Contract.Currency),
        HoursPerWeek = 0,
    }));

    /// <summary>Of the job that the note names, else of every job that day, else of the last one before.</summary>
    private void TakeAudit(FactLine line)
    {
        if (tiers.Contract.RateCards.FirstOrDefault(card => card.QualityFactors?.ContainsKey(line.Name) == false) is { } card)
        {
            Refuse(line, FactLine.KindColumn.Name, "unknown-id", $"'{line.Name}' is not a tier of the contract", "it has " + string.Join(", ", card.QualityFactors!.Keys.Where(tier => tier != ToldTiers.Untested)));
            return;
        }

        var before = jobs.Where(job => job.Job.StartedOn <= line.On).ToList();
        var onTheDay = before.Where(job => job.Job.EndedOn is not { } end || end >= line.On).ToList();
        var audited = before.Where(job => job.Name == line.Note && line.Note.Length > 0).TakeLast(1).ToList();
        if (audited.Count == 0)
            audited = onTheDay.Count > 0 ? onTheDay : [.. before.OrderBy(job => job.Job.StartedOn).TakeLast(1)];
        if (audited.Count == 0)
            Refuse(line, FactLine.KindColumn.Name, "no-such-job", $"{line.Worker} has no job yet on {line.On:uuuu-MM-dd} that could be audited", "an audit is of a job that has started");
        foreach (var (_, job) in audited)
            audits.AddRange(tiers.AuditsOf(job.Id, line.On, line.Name));
    }

    private OutcomeFacts FactsOf(FactLine enrolled) => new(
        new() { Id = enrolled.Worker, EnrolledOn = enrolled.On, Contract = tiers.Contract.Id, Corridor = "", Groups = enrolled.Note },
        tiers.Quality, tiers.Contract.To, jobs.Select(job => job.Job), audits,
        [
            .. earnings.Values.Select(line => new WageReport
            {
                Id = FormattableString.Invariant($"{line.Source.Line}"),
                Worker = line.Worker,
                Employer = new(line.Note),
                Month = line.On.ToYearMonth(),
                Gross = line.Amount!.Value,
                Source = WageSource.Payroll,
                ReportedOn = line.On,
            }),
        ]);

    private void Refuse(FactLine line, string column, string code, string what, string remedy) => refusals.Add(new(code, line.Source.Place(column), what, remedy));
}
