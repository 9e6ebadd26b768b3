using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private readonly HashSet<(WorkerId Worker, YearMonth Month)> asked = [];

    /// <summary>
    /// The wage month <c>wageMonthLag</c> before, due on this month's last day. Earlier wage months run again with what is known now; what differs
    /// from what was posted posts now, concerning the day it was due.
    /// </summary>
    internal void SettleContributions()
    {
        var wageMonth = month.PlusMonths(-terms.WageMonthLag);
        foreach (var ofWorker in ContributionsByWorker(wageMonth))
            SettleWorker(ofWorker, CorridorOf(ofWorker[0].Agreement.Worker), wageMonth);
    }

    /// <summary>
    /// What a correction lowers comes first, and what had been given up of it: until then the cap is not what it says, and the months are decided again with what
    /// is taken back, until that lowers nothing more.
    /// </summary>
    private void SettleWorker(IReadOnlyList<AgreementMonths> ofWorker, string corridor, YearMonth wageMonth)
    {
        var lowered = new HashSet<(AgreementId, YearMonth)>();
        var back = new Dictionary<AgreementId, Money>();
        for (var isSettled = false; !isSettled;)
        {
            foreach (var own in ofWorker)
            {
                foreach (var decided in own.Months.Where(decided => Lowers(own, decided)).Concat(own.Months.Where(decided => !Lowers(own, decided) && LowersWhatWasGivenUp(own, decided))).ToList())
                {
                    lowered.Add((own.Agreement.Id, decided.Month));
                    Settle(own, corridor, wageMonth, decided);
                }
            }

            var found = ofWorker.Select(own => (own.Agreement.Id, Amount: WrittenOffTooMuch(own))).Where(own => own.Amount.IsPositive).ToDictionary(own => own.Id, own => own.Amount);
            isSettled = found.Count == back.Count && found.All(own => back.GetValueOrDefault(own.Key) == own.Value);
            back = found;
            if (!isSettled)
                ofWorker = ContributionsByWorker(wageMonth, ofWorker[0].Agreement.Worker, back).Single();
        }

        foreach (var own in ofWorker)
            TakeBackWriteOffs(own, wageMonth);
        foreach (var (own, decided) in ofWorker.SelectMany(own => own.Months.Select(decided => (own, decided))).Where(one => !lowered.Contains((one.own.Agreement.Id, one.decided.Month))))
            Settle(own, corridor, wageMonth, decided);
        SettleAccounts(ofWorker);
    }

    private bool Lowers(AgreementMonths own, ContributionMonth decided) => decided.Held is null && decided.Decision.Counted < CountedSoFar(own.Agreement, decided);

    /// <summary>The month owes less of one currency of pay, whatever it owes more of another.</summary>
    private bool LowersWhatWasGivenUp(AgreementMonths own, ContributionMonth decided) => decided.Held is null && state.Workers.WrittenOff(own.Agreement.Id).Count > 0
        && state.Workers.Dues(own.Agreement.Id, decided.Month).SelectMany(due => due.Parts).GroupBy(part => part.Due.Currency).Any(posted =>
            decided.Dues.Where(due => due.Due.Currency == posted.Key).Sum(due => due.Due.MinorUnits) < posted.Sum(part => part.Due.MinorUnits));

    /// <summary>Each worker's agreements in the order of consent, with their months, by worker. What runs at once is decided together.</summary>
    /// <param name="only">Null for all workers.</param>
    /// <param name="takenBack">What is about to be taken back of what was written off, as the clocks count it.</param>
    private IEnumerable<IReadOnlyList<AgreementMonths>> ContributionsByWorker(YearMonth wageMonth, WorkerId? only = null, Dictionary<AgreementId, Money>? takenBack = null)
    {
        foreach (var ofWorker in ByWorker(AgreementsPaidBy(Payer.Worker, only)))
        {
            List<Agreement> inOrder = [.. ofWorker.OrderBy(agreement => agreement.ConsentOn).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal)];
            var known = inOrder.ConvertAll(agreement =>
            {
                var own = FactsOf(agreement);
                return own with
                {
                    Pauses = [.. own.Pauses, .. PausesOfGrievances(agreement.Worker)],
                    Endings = [.. own.Endings, .. own.Employments.SelectMany(people.BreachesOf)],
                    ServiceCosts = ServiceCostsOf(agreement.Worker, own.Terms),
                    WrittenOff = takenBack is not null && takenBack.TryGetValue(agreement.Id, out var less) ? WorkersState.TakenBack(state.Workers.WrittenOff(agreement.Id), less) : [.. state.Workers.WrittenOff(agreement.Id)],
                    Posted = state.Workers.Counted(agreement.Id),
                    FollowsAnother = agreement != inOrder[0],
                    ReplacedOn = inOrder.SkipWhile(other => other != agreement).Skip(1).FirstOrDefault(later => later.TermsId == agreement.TermsId)?.ConsentOn,
                };
            });
            var histories = ContributionHistory.OfWorker(known, facts.Rates, wageMonth, tracedFrom: wageMonth);
            var explained = new Lazy<IReadOnlyList<IReadOnlyList<ContributionMonth>>>(() => ContributionHistory.OfWorker(known, facts.Rates, wageMonth));
            var first = state.Workers.FirstAgreement(ofWorker[0].Worker) ?? inOrder[0].Id;
            yield return [.. known.Select((own, i) => new AgreementMonths(own, histories[i], own.Agreement.Id != first)
            {
                Explained = decided => decided.Month == wageMonth ? decided.Trace : explained.Value[i].Single(month => month.Month == decided.Month).Trace,
            })];
        }
    }

    /// <param name="IsNamed">Not the worker's first: its lines and entries name the agreement.</param>
    private sealed record AgreementMonths(AgreementFacts Known, IReadOnlyList<ContributionMonth> Months, bool IsNamed)
    {
        internal Agreement Agreement => Known.Agreement;

        /// <summary>Why a month was decided so. Earlier months seldom have anything to explain, so theirs are run again when they do.</summary>
        internal Func<ContributionMonth, IReadOnlyList<TraceStep>> Explained { get; init; } = decided => decided.Trace;
        internal ContributionTerms Terms => Known.Terms;
        internal IEnumerable<Ending> Endings => Known.Endings.Where(ending => ending.Worker is not null && !(Known.FollowsAnother && ending.EndedOn < Agreement.ConsentOn));

        /// <summary>What its lines are about, before the month.</summary>
        internal string Subject => IsNamed ? $"{Agreement.Worker}:{Agreement.Id}" : Agreement.Worker.Value;
    }

    private void Settle(AgreementMonths own, string corridor, YearMonth wageMonth, ContributionMonth decided)
    {
        var agreement = own.Agreement;
        var posted = state.Workers.Dues(agreement.Id, decided.Month);
        var dueOn = decided.Month.PlusMonths(terms.WageMonthLag).ToDateInterval().End;
        if (decided.Held is not null)
        {
            HoldContribution(own, dueOn, LineReason.NoRate, own.Explained(decided));
            return;
        }

        var difference = Difference(decided, posted);
        var counted = decided.Decision.Counted - CountedSoFar(agreement, decided);
        if (difference.IsRefused)
        {
            HoldContribution(own, dueOn, LineReason.NoRate, own.Explained(decided));
        }
        else if (difference.Value.Count > 0 || !counted.IsZero)
        {
            var amount = difference.Value.Count == 1 ? difference.Value[0].Due : counted;
            var trace = WithSteps(own.Explained(decided));
            if (posted.Count > 0)
            {
                var inAll = difference.Value.Count != 1;
                var before = inAll ? decided.Decision.Counted - counted : posted.SelectMany(due => due.Parts)
                    .Where(part => part.Due.Currency == amount.Currency).Aggregate(Money.Zero(amount.Currency), (sum, part) => sum + part.Due);
                trace.Write(inAll ? "counted-before" : "posted-before", before, amount);
            }

            Add("contribution", SubjectOf(own, decided.Month, posted.Count), dueOn, LineState.Posts, "",
                amount,
                new ContributionDue(agreement.Id, agreement.Worker, decided.Month, posted.Count, corridor, counted, difference.Value, own.IsNamed), trace);
        }
        else if (decided.Month == wageMonth && decided.Decision.Reason is not (ContributionReason.None or ContributionReason.MissingReport))
        {
            Refuse("contribution", SubjectOf(own, decided.Month, posted.Count), dueOn, WhyNothing(own, decided), null, WithSteps(own.Explained(decided)));
        }

        if (decided.Missing.Count > 0 && decided.Decision.Reason is not (ContributionReason.NoConsent or ContributionReason.Ended or ContributionReason.Completed
            or ContributionReason.WindowOver or ContributionReason.Grace or ContributionReason.NotAbroad or ContributionReason.Paused))
            AskForReports(own, decided, dueOn);
    }

    /// <summary>Once, however many agreements wait for it. A report that is missing has been asked for since the day its contribution would have been due.</summary>
    private void AskForReports(AgreementMonths own, ContributionMonth decided, LocalDate dueOn)
    {
        if (!asked.Add((own.Agreement.Worker, decided.Month)))
            return;
        var trace = new TraceList();
        foreach (var employer in decided.Missing)
            trace.Write("report-missing-of", employer.Value, decided.Month, dueOn);
        HoldContribution(own, dueOn, LineReason.WageReportMissing, trace.Steps);
    }

    /// <summary>A cap that more service cost would lift is not the agreement's end.</summary>
    private static string WhyNothing(AgreementMonths own, ContributionMonth decided) =>
        decided.Decision.Reason is ContributionReason.Completed && !IsCompleted(own, decided) ? LineReason.ServiceCostReached : decided.Decision.Reason.Code();

    private static bool IsCompleted(AgreementMonths own, ContributionMonth decided) =>
        decided.State.Payments >= own.Terms.Payments || decided.State.Counted >= own.Agreement.DisclosedCap.MinorUnits;

    private Money CountedSoFar(Agreement agreement, ContributionMonth decided) =>
        state.Workers.Dues(agreement.Id, decided.Month).Aggregate(Money.Zero(decided.Decision.Counted.Currency), (sum, due) => sum + due.Counted);

    /// <summary>
    /// By currency of pay, what is due less what was posted; so too in base currency, at the wage month's own rate, lest roundings of corrections add up.
    /// </summary>
    private Result<IReadOnlyList<DuePart>> Difference(ContributionMonth decided, IReadOnlyList<ContributionDue> posted)
    {
        if (decided.Dues.Count == 0 && posted.Count == 0)
            return Array.Empty<DuePart>();
        if (decided.Dues.Count == 1 && posted is [{ Parts: [var only] }] && only.Due == decided.Dues[0].Due)
            return Array.Empty<DuePart>();
        var parts = new List<DuePart>();
        var before = posted.SelectMany(due => due.Parts).ToLookup(part => part.Due.Currency);
        var now = decided.Dues.ToLookup(due => due.Due.Currency, due => due.Due);
        foreach (var currency in now.Select(due => due.Key).Union(before.Select(part => part.Key)).Order())
        {
            var due = now[currency].Aggregate(Money.Zero(currency), (sum, part) => sum + part);
            var difference = before[currency].Aggregate(due, (sum, part) => sum - part.Due);
            if (difference.IsZero)
                continue;
            var converted = facts.Rates.Convert(due, baseCurrency, decided.Month.ToDateInterval().End);
            if (converted.IsRefused)
                return Result.Refused<IReadOnlyList<DuePart>>(converted.Refusals);
            parts.Add(new(difference, before[currency].Aggregate(converted.Value.Money, (sum, part) => sum - part.BaseAmount)));
        }

        return parts;
    }

    private void HoldContribution(AgreementMonths own, LocalDate dueOn, string reason, IReadOnlyList<TraceStep> trace) =>
        Hold("contribution", $"{own.Subject}:{Subject(dueOn.ToYearMonth().PlusMonths(-terms.WageMonthLag))}", dueOn, reason, null, WithSteps(trace));

    private static string SubjectOf(AgreementMonths own, YearMonth wageMonth, int revision) =>
        revision == 0 ? $"{own.Subject}:{Subject(wageMonth)}" : $"{own.Subject}:{Subject(wageMonth)}:{revision}";

    private static TraceList WithSteps(IReadOnlyList<TraceStep> steps)
    {
        var trace = new TraceList();
        trace.Write(steps);
        return trace;
    }
}
