using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// The wage month <c>wageMonthLag</c> before, due on this month's last day. Earlier wage months run again with what is known now; what differs
    /// from what was posted posts now, concerning the day it was due.
    /// </summary>
    internal void SettleContributions()
    {
        var wageMonth = month.PlusMonths(-terms.WageMonthLag);
        var histories = Histories(wageMonth);
        var endings = facts.Endings.ToLookup(ending => ending.Worker);
        var corridors = facts.Workers.ToDictionary(worker => worker.Id, worker => worker.Corridor);
        foreach (var agreement in AgreementsPaidBy(Payer.Worker))
        {
            var history = histories(agreement);

            // What a correction lowers comes first, and what had been given up of it: until then the cap is not what it says.
            var lowered = history.Where(decided => Lowers(agreement, decided)).ToList();
            foreach (var decided in lowered)
                Settle(agreement, corridors[agreement.Worker], wageMonth, decided);
            if (history.Count > 0 && TakeBackWriteOffs(agreement, TermsOf(agreement)))
                history = histories(agreement);
            foreach (var decided in history.Where(decided => !lowered.Exists(before => before.Month == decided.Month)).OrderBy(decided => !Lowers(agreement, decided)))
                Settle(agreement, corridors[agreement.Worker], wageMonth, decided);
            if (history.Count > 0)
                SettleAccounts(agreement, TermsOf(agreement), endings[agreement.Worker], history);
        }
    }

    private bool Lowers(Agreement agreement, ContributionMonth decided) => decided.Held is null && decided.Decision.Counted < CountedSoFar(agreement, decided);

    private Func<Agreement, IReadOnlyList<ContributionMonth>> Histories(YearMonth wageMonth)
    {
        var factsOf = FactsByAgreement();
        var grievances = PausesOfGrievances().ToLookup(pause => pause.Worker);
        var breaches = facts.Endings.Where(ending => ending.Employment is not null).ToLookup(ending => ending.Employment!.Value);
        return agreement =>
        {
            var own = factsOf(agreement);
            return ContributionHistory.Of(own with
            {
                Pauses = [.. own.Pauses, .. grievances[agreement.Worker]],
                Endings = [.. own.Endings, .. own.Employments.SelectMany(employment => breaches[employment.Id])],
                ServiceCosts = ServiceCostsOf(agreement.Worker, own.Terms),
                WrittenOff = state.WrittenOff(agreement.Worker),
            }, facts.Rates, wageMonth);
        };
    }

    private void Settle(Agreement agreement, string corridor, YearMonth wageMonth, ContributionMonth decided)
    {
        var posted = state.Dues(agreement.Worker, decided.Month);
        var dueOn = decided.Month.PlusMonths(terms.WageMonthLag).ToDateInterval().End;
        if (decided.Held is not null)
        {
            HoldContribution(agreement, dueOn, LineReason.NoRate, decided.Trace);
            return;
        }

        var difference = Difference(decided, posted);
        if (difference.IsRefused)
        {
            HoldContribution(agreement, dueOn, LineReason.NoRate, decided.Trace);
        }
        else if (difference.Value.Count > 0)
        {
            var counted = decided.Decision.Counted - CountedSoFar(agreement, decided);
            var amount = difference.Value.Count == 1 ? difference.Value[0].Due : counted;
            var trace = WithSteps(decided.Trace);
            if (posted.Count > 0)
            {
                var inAll = difference.Value.Count > 1;
                var before = inAll ? decided.Decision.Counted - counted : posted.SelectMany(due => due.Parts)
                    .Where(part => part.Due.Currency == amount.Currency).Aggregate(Money.Zero(amount.Currency), (sum, part) => sum + part.Due);
                trace.Write(inAll ? "counted-before" : "posted-before", before, amount);
            }

            Add("contribution", SubjectOf(agreement, decided.Month, posted.Count), dueOn, LineState.Posts, "",
                amount,
                new ContributionDue(agreement.Id, agreement.Worker, decided.Month, posted.Count, corridor, counted, difference.Value), trace);
        }
        else if (decided.Month == wageMonth && decided.Decision.Reason is not (ContributionReason.None or ContributionReason.MissingReport))
        {
            Refuse("contribution", SubjectOf(agreement, decided.Month, posted.Count), dueOn, WhyNothing(agreement, decided), null, WithSteps(decided.Trace));
        }

        if (decided.Missing.Count > 0 && decided.Decision.Reason is not (ContributionReason.NoConsent or ContributionReason.Ended or ContributionReason.Completed
            or ContributionReason.WindowOver or ContributionReason.Grace or ContributionReason.NotAbroad or ContributionReason.Paused))
            AskForReports(agreement, decided, dueOn);
    }

    /// <summary>A report that is missing has been asked for since the day its contribution would have been due.</summary>
    private void AskForReports(Agreement agreement, ContributionMonth decided, LocalDate dueOn)
    {
        var trace = new TraceList();
        foreach (var employer in decided.Missing)
            trace.Write("report-missing-of", employer.Value, decided.Month, dueOn);
        HoldContribution(agreement, dueOn, LineReason.WageReportMissing, trace.Steps);
    }

    /// <summary>A cap that more service cost would lift is not the agreement's end.</summary>
    private string WhyNothing(Agreement agreement, ContributionMonth decided) =>
        decided.Decision.Reason is ContributionReason.Completed && !IsCompleted(agreement, decided) ? LineReason.ServiceCostReached : decided.Decision.Reason.Code();

    private bool IsCompleted(Agreement agreement, ContributionMonth decided) =>
        decided.State.Payments >= TermsOf(agreement).Payments || decided.State.Counted >= agreement.DisclosedCap.MinorUnits;

    private Money CountedSoFar(Agreement agreement, ContributionMonth decided) =>
        state.Dues(agreement.Worker, decided.Month).Aggregate(Money.Zero(decided.Decision.Counted.Currency), (sum, due) => sum + due.Counted);

    /// <summary>By currency of pay, what is due less what was posted; the base amounts at the wage month's own rate.</summary>
    private Result<IReadOnlyList<DuePart>> Difference(ContributionMonth decided, IReadOnlyList<ContributionDue> posted)
    {
        var byCurrency = new SortedDictionary<Currency, Money>();
        foreach (var due in decided.Dues.Select(due => due.Due).Concat(posted.SelectMany(due => due.Parts).Select(part => -part.Due)))
            byCurrency[due.Currency] = byCurrency.TryGetValue(due.Currency, out var sum) ? sum + due : due;

        var parts = new List<DuePart>();
        foreach (var due in byCurrency.Values.Where(due => !due.IsZero))
        {
            var converted = facts.Rates.Convert(due, baseCurrency, decided.Month.ToDateInterval().End);
            if (converted.IsRefused)
                return Result.Refused<IReadOnlyList<DuePart>>(converted.Refusals);
            parts.Add(new(due, converted.Value.Money));
        }

        return parts;
    }

    private void HoldContribution(Agreement agreement, LocalDate dueOn, string reason, IReadOnlyList<TraceStep> trace) =>
        Hold("contribution", $"{agreement.Worker}:{Subject(dueOn.ToYearMonth().PlusMonths(-terms.WageMonthLag))}", dueOn, reason, null, WithSteps(trace));

    private static string SubjectOf(Agreement agreement, YearMonth wageMonth, int revision) =>
        revision == 0 ? $"{agreement.Worker}:{Subject(wageMonth)}" : $"{agreement.Worker}:{Subject(wageMonth)}:{revision}";

    private static TraceList WithSteps(IReadOnlyList<TraceStep> steps)
    {
        var trace = new TraceList();
        foreach (var step in steps)
            trace.Write(step.Template, [.. step.Operands]);
        return trace;
    }
}
