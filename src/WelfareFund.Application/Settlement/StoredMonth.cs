using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Contributions;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// A month's facts and lines as they are in the database, read when the calculation asks for them. All of it stands: what was told up to a snapshot never changes, and no
/// run is settled while the fund is locked. Whoever calculates is on one thread.
/// </summary>
internal sealed class StoredMonth : FactsOfMonth, IAsyncDisposable
{
    private const int BatchesAhead = 1;

    /// <summary>Ids in one question.</summary>
    private const int NamedAtOnce = 1_000;
    private static readonly LocalDate Earliest = new(1, 1, 1);
    private readonly FundDatabase database;
    private readonly FundContext context;
    private readonly int fund;
    private readonly long through;
    private readonly int workersAtOnce;
    private readonly LocalDate lastDay;
    private readonly List<RunRow> runs;
    private readonly RunRow? last;
    private readonly LocalDate settledThrough;
    private readonly SettlementFacts ofFund;

    private StoredMonth(FundDatabase database, FundContext context, SnapshotPlace place, int workersAtOnce)
    {
        (this.database, this.context, fund, through, lastDay, this.workersAtOnce) = (database, context, place.Fund, place.Intake, place.Month.ToDateInterval().End, workersAtOnce);
        runs = RunStore.SettledRuns(context, fund);
        last = runs.LastOrDefault(run => run.Purpose is RunPurpose.Settlement);
        settledThrough = last?.Month.ToDateInterval().End ?? Earliest;
        ofFund = ReadOfFund(place.Terms.Terms);
    }

    internal static StoredMonth Of(FundDatabase database, SnapshotPlace place, int workersAtOnce = WorkersAtOnce) => new(database, database.NewReader(), place, workersAtOnce);

    public override SettlementFacts OfFund => ofFund;

    public override IEnumerable<BankLine> BankLines => new PersonalData(context, fund).LinesNamingNoAgreement(Since, settledThrough, lastDay, through).Where(IsNotBooked());

    public override IEnumerable<SettlementLine> Settled => RunStore.SettledLinesOfFund(context, fund);

    public override IEnumerable<WorkersMoney> Money
    {
        get
        {
            using var paying = database.NewReader();
            using var keeping = database.NewReader();
            using var paid = new PersonalData(paying, fund).LinesNamingAgreements(Since, settledThrough, lastDay, through).GetEnumerator();
            using var kept = FactsOfWorkers.DeductionsToBook(keeping, fund, Since, settledThrough, LastRun, lastDay, through).GetEnumerator();
            var (isNotBooked, hasPaid, hasKept) = (IsNotBooked(), paid.MoveNext(), kept.MoveNext());
            while (hasPaid || hasKept)
            {
                var some = new List<(WorkerId Worker, List<Deduction> Deductions, List<BankLine> Lines)>();
                while (some.Count < workersAtOnce && (hasPaid || hasKept))
                {
                    var worker = !hasKept || (hasPaid && paid.Current.Worker.CompareTo(kept.Current.Worker) < 0) ? paid.Current.Worker : kept.Current.Worker;
                    some.Add((worker, [], []));
                    for (; hasKept && kept.Current.Worker == worker; hasKept = kept.MoveNext())
                        some[^1].Deductions.Add(kept.Current);
                    for (; hasPaid && paid.Current.Worker == worker; hasPaid = paid.MoveNext())
                    {
                        if (isNotBooked(paid.Current.Line))
                            some[^1].Lines.Add(paid.Current.Line);
                    }
                }

                var agreements = FactsReader.Latest(FactsOfWorkers.Of(context, fund, through, some.Select(own => own.Worker)).Own<Agreement>(), agreement => agreement.Id).ToLookup(agreement => agreement.Worker);
                foreach (var (worker, deductions, lines) in some)
                    yield return new(worker, [.. agreements[worker]], deductions, lines);
            }
        }
    }

    public override IEnumerable<SomeWorkers> Workers => SideBySide.Made<SomeWorkers>(take =>
    {
        using var reading = database.NewReader();
        for (string? after = ""; after is not null;)
        {
            var some = FactsOfWorkers.Next(reading, fund, through, after, workersAtOnce);
            if (some.Count > 0)
                take(new(FactsOf(FactsOfWorkers.Between(reading, fund, through, some[0].Id, some[^1].Id), some), LinesOf(reading, some[0].Id, some[^1].Id)));
            after = some.Count < workersAtOnce ? null : some[^1].Id.Value;
        }
    }, atOnce: 1, BatchesAhead);

    public override SettlementFacts Of(IReadOnlyCollection<WorkerId> workers)
    {
        var told = FactsOfWorkers.Of(context, fund, through, workers);
        return FactsOf(told, told.Own<Worker>());
    }

    public override IReadOnlyList<Verification> WordsOn(IReadOnlyCollection<ClaimId> claims) =>
        [.. claims.Chunk(NamedAtOnce).SelectMany(some => Told<Verification>().Where(word => some.Contains(word.Claim))).OrderBy(word => word.Intake)];

    public override IReadOnlyList<SettlementLine> LinesOf(WorkerId worker) => LinesOf(context, worker, worker);

    public override Agreement? AgreementNamed(string reference) => FactsOfWorkers.AgreementNamed(context, fund, through, reference);

    public override IReadOnlyList<Deduction> DeductionsNaming(string transferReference) => FactsOfWorkers.DeductionsNaming(context, fund, through, transferReference);

    public override IReadOnlyList<Deduction> DeductionsBy(EmployerId employer) =>
        FactsReader.Latest([.. Told<Deduction>().Where(deduction => deduction.Employer == employer && deduction.TransferReference != null).OrderBy(deduction => deduction.Intake)], deduction => deduction.Id);

    public override bool HasEmployer(EmployerId employer) => Told<Employment>().Any(job => job.Employer == employer);

    public override IReadOnlySet<string> NamedByBank(IReadOnlyCollection<string> references) => new PersonalData(context, fund).NamedByBank(references, through);

    public override IEnumerable<NamedPayer> NamedPayers(Func<string, bool> isAsked)
    {
        foreach (var some in new PersonalData(context, fund).PayersNamed(through).Where(payer => isAsked(payer.Name)).ToList().Chunk(NamedAtOnce))
        {
            var subjects = some.Select(payer => SubjectOf(payer.BankAccount, payer.Intake)).ToList();
            var numbers = runs.ConvertAll(run => run.Number);
            var told = context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund && line.Kind == "bank" && subjects.Contains(line.Subject) && line.Event != null && numbers.Contains(line.Run))
                .OrderBy(line => line.Run).ThenBy(line => line.Number).Select(line => new { line.Subject, line.Event }).ToLookup(line => line.Subject, line => SettlementJson.ReadEvent(line.Event!));
            foreach (var (name, account, intake) in some)
            {
                foreach (var what in told[SubjectOf(account, intake)])
                    yield return new(name, what);
            }
        }
    }

    public override int Joined(YearMonth month)
    {
        var (first, end) = (month.ToDateInterval().Start, month.ToDateInterval().End);
        return Told<Worker>().Count(worker => worker.EnrolledOn >= first && worker.EnrolledOn <= end);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private SettlementFacts ReadOfFund(FundTerms terms)
    {
        List<Claim> claims = [.. ClaimsToLookAt()];
        return new()
        {
            Commitments = [.. Told<Commitment>().OrderBy(commitment => commitment.Intake)],
            Calls = [.. Told<CapitalCall>().OrderBy(call => call.Intake)],
            Claims = claims,
            Verifications = WordsOn(claims.ConvertAll(claim => claim.Id)),
            Grievances = [.. FactsReader.Latest([.. Told<Grievance>().OrderBy(grievance => grievance.Intake)], grievance => grievance.Id).Where(grievance => grievance.Severity is Severity.Serious && grievance.RaisedOn <= lastDay && !(grievance.ClosedOn <= lastDay))],
            Rates = FactsReader.RatesOf([.. Told<PublishedRate>().OrderBy(rate => rate.Intake)], terms),
        };
    }

    /// <summary>What the last settlement has not seen or has held, and what it could decide anew.</summary>
    private IEnumerable<Claim> ClaimsToLookAt()
    {
        var since = Since;
        List<Claim> found = [.. Told<Claim>().Where(claim => claim.Intake > since || claim.SubmittedOn > settledThrough)];
        var known = found.Select(claim => claim.Id.Value).ToHashSet(StringComparer.Ordinal);
        var lines = context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund);
        var others = last is null ? [] : lines.Where(line => line.Run == last.Number && line.State == LineState.Held && line.Kind == "outcome").Select(line => line.Subject).ToList();
        others.AddRange(Told<Verification>().Where(word => word.Decision == ClaimDecision.Rejected).Select(word => word.Claim).AsEnumerable().Select(claim => claim.Value));
        others.AddRange(lines.Where(line => line.Kind == "clawback").Select(line => line.Subject));
        foreach (var run in runs)
            others.AddRange(lines.Where(line => line.Run == run.Number && line.State == LineState.Refused && line.Kind == "outcome").Select(line => line.Subject));
        foreach (var some in others.Select(subject => CatchUp.Read(new(subject)).Claim).Where(claim => known.Add(claim.Value)).Chunk(NamedAtOnce))
            found.AddRange(Told<Claim>().Where(claim => some.Contains(claim.Id)));
        return found.OrderBy(claim => claim.Intake);
    }

    /// <summary>The last settlement booked all that it had been told of its month.</summary>
    private long Since => last?.Intake ?? 0;

    /// <summary>0 before the first settlement.</summary>
    private long LastRun => last?.Number ?? 0;

    /// <summary>Runs after the last settlement book lines of the bank, too.</summary>
    private Func<BankLine, bool> IsNotBooked()
    {
        var booked = runs.Where(run => run.Number > LastRun)
            .SelectMany(run => context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund && line.Run == run.Number && line.Kind == "bank").Select(line => line.Subject).ToList())
            .ToHashSet(StringComparer.Ordinal);
        return line => !booked.Contains(SubjectOf(line.BankAccount, line.Intake));
    }

    private List<SettlementLine> LinesOf(FundContext reading, WorkerId first, WorkerId lastWorker) =>
        [.. runs.SelectMany(run => SettlementLineTable.ReadOfWorkers(reading, fund, run.Number, first, lastWorker)).Select(RunStore.ToLineWithoutTrace)];

    private static SettlementFacts FactsOf(FactsOfWorkers told, IReadOnlyList<Worker> workers) => new()
    {
        Workers = workers,
        Agreements = FactsReader.Latest(told.Own<Agreement>(), agreement => agreement.Id),
        Employments = FactsReader.Latest(told.Own<Employment>(), employment => employment.Id),
        Audits = told.OfJobs<Audit>(),
        Wages = told.Own<WageReport>(),
        Grievances = FactsReader.Latest(told.Own<Grievance>(), grievance => grievance.Id),
        Pauses = PauseLimits.Counting(FactsReader.Latest(told.Own<Pause>(), pause => pause.Id), FactsReader.Latest(told.PauseLimits(), limit => limit.Pause)),
        Endings = [.. told.Own<Ending>().Concat(told.OfJobs<Ending>()).OrderBy(ending => ending.Intake)],
        Claims = told.Own<Claim>(),
        Rates = NoRates,
    };

    private static readonly ExchangeRates NoRates = new([]);

    private IQueryable<T> Told<T>()
        where T : Fact =>
        context.Set<T>().AsNoTracking().Where(fact => fact.Fund == fund && fact.Intake <= through);
}
