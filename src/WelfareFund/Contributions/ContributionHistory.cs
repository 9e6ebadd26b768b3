using NodaTime;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>All that the fund knows about one worker's agreement. The lists are the worker's own, in any order.</summary>
public sealed record AgreementFacts
{
    public required Agreement Agreement { get; init; }
    public required ContributionTerms Terms { get; init; }
    public required QualityTerms Quality { get; init; }
    public IReadOnlyList<Employment> Employments { get; init; } = [];
    public IReadOnlyList<Audit> Audits { get; init; } = [];
    public IReadOnlyList<WageReport> WageReports { get; init; } = [];
    public IReadOnlyList<Pause> Pauses { get; init; } = [];
    public IReadOnlyList<Ending> Endings { get; init; } = [];

    /// <summary>What the fund itself paid for this worker's services; null where nobody knows, and then only the other caps hold.</summary>
    public IReadOnlyList<ServiceCost>? ServiceCosts { get; init; }

    /// <summary>In agreement currency, by the wage month it was written off with: the clocks count it no more.</summary>
    public IReadOnlyList<(YearMonth Month, Money Counted)> WrittenOff { get; init; } = [];
}

/// <summary>What one employer's pay owes for a month, in the currency of that pay.</summary>
public readonly record struct EmployerDue(EmployerId Employer, Money Due);

/// <summary>One wage month of an agreement.</summary>
/// <param name="Dues">Of the employers whose pay owes something, in ordinal order of their ids.</param>
/// <param name="Pays">Each employer's pay, whether it counts or not.</param>
/// <param name="State">The clocks after the month.</param>
/// <param name="Held">Why the month waits: pay in a currency without a rate. Nothing is due of it meanwhile.</param>
/// <param name="Trace">Empty for months before the one tracing was asked from.</param>
/// <param name="Room">What the month can be asked for besides, for earlier months.</param>
/// <param name="Missing">Employers whose report is expected and not there.</param>
public sealed record ContributionMonth(
    YearMonth Month, ContributionDecision Decision, IReadOnlyList<EmployerDue> Dues, IReadOnlyList<Pay> Pays, ContributionState State,
    Refusal? Held, IReadOnlyList<TraceStep> Trace, CollectionRoom Room, IReadOnlyList<EmployerId> Missing);

/// <summary>
/// An agreement month by month. A correction is no case of its own: the months run again with what is known now, and the difference to
/// what was posted posts.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions".</remarks>
public static class ContributionHistory
{
    /// <summary>From the month of the first start of work; empty while there is none.</summary>
    /// <param name="rates">A wage month converts at its last day.</param>
    /// <param name="through">The last wage month.</param>
    /// <param name="tracedFrom">The first month to explain; null explains all.</param>
    /// <exception cref="ArgumentException">The terms have no share, so that nobody owes by month; or two currencies stand where one has to.</exception>
    public static IReadOnlyList<ContributionMonth> Of(AgreementFacts facts, ExchangeRates rates, YearMonth through, YearMonth? tracedFrom = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var months = new WorkerMonths(facts, rates);
        if (months.FirstStart is not { } start || start > through)
            return [];

        var history = new List<ContributionMonth>();
        var state = default(ContributionState);
        var terms = TermsIn(facts, start);
        for (var month = start; month <= through; month = month.PlusMonths(1))
        {
            terms = facts.ServiceCosts is not null || MonthTerms.ChangeByDate(facts.Terms) ? TermsIn(facts, month) : terms;
            var decided = tracedFrom is { } from && month < from
                ? Decide(terms, months, month, state, default(NoTrace), default, [], [])
                : Traced(facts, terms, months, month, state);
            state = WithoutWrittenOff(facts, month, decided.State);
            history.Add(decided with { State = state });
        }

        return history;
    }

    private static MonthTerms TermsIn(AgreementFacts facts, YearMonth month)
    {
        var first = month.OnDayOfMonth(1);
        return new(facts.Terms, first, ContributionCap.Of(facts.Terms.Cap?.InForce(first), facts.Agreement.DisclosedCap, CostIn(facts, month)), facts.Agreement.OtherShare);
    }

    private static Money? CostIn(AgreementFacts facts, YearMonth month) =>
        facts.ServiceCosts is { } costs ? ServiceCosts.In(month, costs, facts.Terms.Currency) : null;

    private static ContributionState WithoutWrittenOff(AgreementFacts facts, YearMonth month, ContributionState state)
    {
        var gone = facts.WrittenOff.Where(part => part.Month == month).Sum(part => part.Counted.MinorUnits);
        return gone == 0 ? state : state with { Counted = state.Counted - gone };
    }

    private static ContributionMonth Traced(AgreementFacts facts, MonthTerms terms, WorkerMonths months, YearMonth month, ContributionState state)
    {
        var (trace, room) = (new TraceList(), new TraceList());
        if (facts.Terms.Cap?.InForce(month.OnDayOfMonth(1))?.TimesServiceCost is { } times && CostIn(facts, month) is { } cost)
            trace.Write(TraceTemplates.ServiceCap, times, cost, TraceAmount.Of(times * cost.MinorUnits, cost.Currency), facts.Agreement.DisclosedCap);
        return Decide(terms, months, month, state, trace, room, trace.Steps, room.Steps);
    }

    private static ContributionMonth Decide<TTrace>(
        MonthTerms terms, WorkerMonths months, YearMonth month, ContributionState state, TTrace trace, TTrace roomTrace,
        IReadOnlyList<TraceStep> steps, IReadOnlyList<TraceStep> roomSteps)
        where TTrace : struct, ITraceSink
    {
        var pays = months.PaysIn(month, out var noRate);
        var dues = new long[pays.Length];
        var facts = months.FactsOf(month, pays);
        var (after, decision) = ContributionStep.Take(terms, state, facts, dues, trace);
        var room = CollectionRoom.Of(terms, facts, decision, roomTrace);
        return new(month, decision, Owed(pays, dues), pays, after, decision.Reason == ContributionReason.NoRate ? noRate : null, steps, new(room, roomSteps), facts.IsReportMissing ? [.. months.MissingIn(month)] : []);
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
