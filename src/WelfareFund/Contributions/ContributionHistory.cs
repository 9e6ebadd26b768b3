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

    /// <summary>What the fund paid for this worker's services, net, in agreement currency; null while it is not known.</summary>
    public Money? ServiceCost { get; init; }
}

/// <summary>What one employer's pay owes for a month, in the currency of that pay.</summary>
public readonly record struct EmployerDue(EmployerId Employer, Money Due);

/// <summary>One wage month of an agreement.</summary>
/// <param name="Dues">Of the employers whose pay owes something, in ordinal order of their ids.</param>
/// <param name="Pays">Each employer's pay, whether it counts or not.</param>
/// <param name="State">The clocks after the month.</param>
/// <param name="Held">Why the month waits: pay in a currency without a rate. Nothing is due of it meanwhile.</param>
/// <param name="Trace">Empty for months before the one tracing was asked from.</param>
public sealed record ContributionMonth(
    YearMonth Month, ContributionDecision Decision, IReadOnlyList<EmployerDue> Dues, IReadOnlyList<Pay> Pays, ContributionState State,
    Refusal? Held, IReadOnlyList<TraceStep> Trace);

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
            terms = MonthTerms.ChangeByDate(facts.Terms) ? TermsIn(facts, month) : terms;
            var decided = tracedFrom is { } from && month < from
                ? Decide(terms, months, month, state, default(NoTrace), [])
                : Traced(terms, months, month, state);
            history.Add(decided);
            state = decided.State;
        }

        return history;
    }

    private static MonthTerms TermsIn(AgreementFacts facts, YearMonth month)
    {
        var first = month.OnDayOfMonth(1);
        return new(facts.Terms, first, ContributionCap.Of(facts.Terms.Cap?.InForce(first), facts.Agreement.DisclosedCap, facts.ServiceCost), facts.Agreement.OtherShare);
    }

    private static ContributionMonth Traced(MonthTerms terms, WorkerMonths months, YearMonth month, ContributionState state)
    {
        var trace = new TraceList();
        return Decide(terms, months, month, state, trace, trace.Steps);
    }

    private static ContributionMonth Decide<TTrace>(
        MonthTerms terms, WorkerMonths months, YearMonth month, ContributionState state, TTrace trace, IReadOnlyList<TraceStep> steps)
        where TTrace : struct, ITraceSink
    {
        var pays = months.PaysIn(month, out var noRate);
        var dues = new long[pays.Length];
        var (after, decision) = ContributionStep.Take(terms, state, months.FactsOf(month, pays), dues, trace);
        return new(month, decision, Owed(pays, dues), pays, after, decision.Reason == ContributionReason.NoRate ? noRate : null, steps);
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
