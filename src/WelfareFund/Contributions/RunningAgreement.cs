using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>One agreement of a worker on its way through the months.</summary>
internal sealed class RunningAgreement
{
    private readonly AgreementFacts facts;
    private readonly WorkerMonths work;
    private readonly List<ContributionMonth> history = [];
    private readonly bool isCappedByCost;
    private ContributionState state;
    private MonthTerms? terms;
    private decimal owedByOthers;

    /// <summary>In minor units, what was written off and has not been taken off what is counted.</summary>
    private long writtenOff;
    private Refusal? othersUnknown;

    internal RunningAgreement(AgreementFacts facts, ExchangeRates rates)
    {
        this.facts = facts;
        work = new(facts, rates);
        isCappedByCost = facts.ServiceCosts is not null;
        First = facts.Posted.Where(posted => !posted.Value.IsZero).Select(posted => (YearMonth?)posted.Key).Append(work.First).Min();
    }

    /// <summary>
    /// Null while the worker has no work that the agreement is about. What was posted on months that a corrected start leaves outside is taken back with them.
    /// </summary>
    internal YearMonth? First { get; }
    internal Currency Currency => facts.Terms.Currency;
    internal IReadOnlyList<ContributionMonth> Months => history;

    /// <param name="owedBefore">In minor units of the agreement currency, by the worker's earlier agreements of this month's pay.</param>
    /// <param name="waits">Why what is owed before cannot be said: the month waits.</param>
    /// <returns>What the clocks count of the month, in minor units.</returns>
    internal long Take(YearMonth month, decimal owedBefore, decimal mostBefore, Refusal? waits, bool isTraced)
    {
        terms = terms is null || isCappedByCost || MonthTerms.ChangeByDate(facts.Terms) ? TermsIn(month) : terms;
        waits ??= othersUnknown;
        var pays = work.PaysIn(month, out var noRate);
        for (var i = 0; i < pays.Length && waits is not null; i++)
            pays[i] = pays[i].Standing is PayStanding.Counts ? pays[i] with { Standing = PayStanding.NoRate } : pays[i];
        var known = work.FactsOf(month, pays, owedBefore, mostBefore);
        var decided = isTraced ? Traced(month, known, noRate ?? waits) : Decide(month, known, noRate ?? waits, default(NoTrace), default, [], []);
        var before = state.Counted;
        state = WithoutWrittenOff(month, decided.Decision.Reason is ContributionReason.NoRate ? AsPosted(month, decided.State) : decided.State);
        history.Add(decided with { State = state });
        return state.Counted - before;
    }

    /// <summary>Another agreement's dues are explained by the same services.</summary>
    internal void CountOther(Money counted, Result<RateUsed> rate)
    {
        if (!isCappedByCost)
            return;
        if (rate.IsRefused)
            othersUnknown ??= rate.Refusals[0];
        else
            owedByOthers += ContributionHistory.MinorUnits(counted, Currency, rate.Value.Rate);
    }

    private MonthTerms TermsIn(YearMonth month)
    {
        var first = month.OnDayOfMonth(1);
        return new(facts.Terms, first, ContributionCap.Of(facts.Terms.Cap?.InForce(first), facts.Agreement.DisclosedCap, CostIn(month), owedByOthers), facts.Agreement.OtherShare);
    }

    private Money? CostIn(YearMonth month) => facts.ServiceCosts is { } costs ? ServiceCosts.In(month, costs, Currency) : null;

    private ContributionMonth Traced(YearMonth month, in MonthFacts known, Refusal? noRate)
    {
        var (trace, room) = (new TraceList(), new TraceList());
        if (facts.Terms.Cap?.InForce(month.OnDayOfMonth(1))?.TimesServiceCost is { } times && CostIn(month) is { } cost)
        {
            trace.Write(TraceTemplates.ServiceCap, times, cost, TraceAmount.Of(times * cost.MinorUnits, cost.Currency), facts.Agreement.DisclosedCap);
            if (owedByOthers > 0)
                trace.Write(TraceTemplates.ServiceCapShared, TraceAmount.Of(owedByOthers, Currency));
        }

        return Decide(month, known, noRate, trace, room, trace.Steps, room.Steps);
    }

    private ContributionMonth Decide<TTrace>(
        YearMonth month, in MonthFacts known, Refusal? noRate, TTrace trace, TTrace roomTrace, IReadOnlyList<TraceStep> steps, IReadOnlyList<TraceStep> roomSteps)
        where TTrace : struct, ITraceSink
    {
        var pays = known.Pays.ToArray();
        var dues = new long[pays.Length];
        var (after, decision) = ContributionStep.Take(terms!, state, known, dues, trace);
        var (room, most) = CollectionRoom.Of(terms!, known, decision, dues, roomTrace);
        return new(month, decision, Owed(pays, dues), pays, after, decision.Reason == ContributionReason.NoRate ? noRate : null, steps, new(room, most, roomSteps),
            known.IsReportMissing ? [.. work.MissingIn(month)] : []);
    }

    /// <summary>A rate that is missing neither gives back nor asks for anything: what was posted stands until the month can be calculated again.</summary>
    private ContributionState AsPosted(YearMonth month, ContributionState waiting) => facts.Posted.TryGetValue(month, out var posted) && !posted.IsZero
        ? waiting with { Counted = waiting.Counted + posted.MinorUnits, Payments = waiting.Payments + 1 }
        : waiting;

    /// <summary>From the month it was given up with, or as soon as so much is counted: a correction can have moved the dues to later months.</summary>
    private ContributionState WithoutWrittenOff(YearMonth month, ContributionState after)
    {
        writtenOff += facts.WrittenOff.Where(part => part.Month == month).Sum(part => part.Counted.MinorUnits);
        var gone = Math.Min(writtenOff, after.Counted);
        writtenOff -= gone;
        return gone == 0 ? after : after with { Counted = after.Counted - gone };
    }

    private static List<EmployerDue> Owed(Pay[] pays, long[] dues)
    {
        var owed = new List<EmployerDue>();
        for (var i = 0; i < pays.Length; i++)
        {
            if (dues[i] != 0)
                owed.Add(new(pays[i].Employer, new(dues[i], pays[i].Gross.Currency)));
        }

        return owed;
    }
}
