using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

/// <summary>
/// Turns everything effective in a month into a proposal. Pure: the same terms, facts and posted lines give the same proposal.
/// </summary>
/// <remarks>
/// The order of the parts is the order of posting: contracts, capital, what employers kept and workers paid, the bank's other lines, clawbacks, outcomes, what others pay
/// of their cost, then two hundred workers after another their memberships and contributions, running costs, payments.
/// A matter that was missed before (it arrived late, or was held) is taken up now: effective in this month, concerning its own date.
/// Rules: docs/rules.md, section 7 "Settlement".
/// </remarks>
public static class MonthSettlement
{
    /// <param name="terms">In force on the month's last day.</param>
    /// <param name="posted">Every line of the earlier settlements that was posted or refused, in the order of posting.</param>
    public static Proposal Calculate(FundTerms terms, YearMonth month, SettlementFacts facts, IReadOnlyList<SettlementLine> posted)
    {
        var lines = new List<SettlementLine>();
        Calculate(terms, month, new FactsAtOnce(facts, posted), lines.Add);
        return new(month, lines);
    }

    /// <summary>As <see cref="Calculate(FundTerms, YearMonth, SettlementFacts, IReadOnlyList{SettlementLine})"/>, without keeping facts or lines.</summary>
    /// <param name="take">Gets each line of the proposal in its order.</param>
    public static void Calculate(FundTerms terms, YearMonth month, FactsOfMonth told, Action<SettlementLine> take)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(told);
        var end = month.ToDateInterval().End;
        var calculation = new MonthCalculation(terms, month, told, FundState.OfFund(told.Settled), take);
        calculation.SetMaxima();
        calculation.GrantAdvances();
        calculation.TakeCommitments(end);
        calculation.SplitCalls(end);
        calculation.BookMoneyOfWorkers(withDeductions: true);
        calculation.BookBankLines();
        calculation.AskForCapital();
        calculation.ClawBack();
        calculation.PriceClaims();
        calculation.EndGrants();
        calculation.ChargeOutcomePayers();
        foreach (var some in told.Workers)
        {
            calculation.TakeUp(some);
            calculation.SettleWageShares();
            calculation.AccrueBonds();
            calculation.SetContributionCaps();
            calculation.SettleMemberships();
            calculation.SettleContributions();
            calculation.ExpectSavings();
            calculation.AgeDebts();
            calculation.CountEnrolled();
        }

        calculation.PutDownWorkers();
        calculation.AdjustAllowance();
        calculation.AccrueAdministration();
        calculation.InstructPayments();
    }
}

/// <summary>One month being calculated. Each line takes effect on the state at once, so that later parts see it.</summary>
/// <param name="take">Gets the lines; null keeps them in <see cref="Lines"/>.</param>
internal sealed partial class MonthCalculation(FundTerms terms, YearMonth month, FactsOfMonth told, FundState state, Action<SettlementLine>? take = null)
{
    private readonly SettlementFacts facts = told.OfFund;
    private readonly List<SettlementLine> lines = [];
    private readonly HashSet<ClaimId> acceptedNow = [];
    private int count;
    private readonly LocalDate firstDay = month.OnDayOfMonth(1);
    private readonly LocalDate lastDay = month.ToDateInterval().End;
    private readonly Currency baseCurrency = terms.BaseCurrency;

    internal IReadOnlyList<SettlementLine> Lines => lines;

    /// <summary>With all facts, lines and workers at hand.</summary>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    internal static MonthCalculation AtOnce(FundTerms terms, YearMonth month, SettlementFacts facts, IEnumerable<SettlementLine> posted) =>
        AtOnce(terms, month, new FactsAtOnce(facts, posted), FundState.Of(posted));

    internal static MonthCalculation AtOnce(FundTerms terms, YearMonth month, FactsAtOnce told, FundState state) => new(terms, month, told, state) { people = new(told.OfFund), hasAllAtHand = true };

    private void Post(string kind, string subject, LocalDate date, Money? amount, FundEvent what, TraceList trace, string reason = "") =>
        Add(kind, subject, date, LineState.Posts, reason, amount, what, trace);

    /// <summary>What a later day changes of a matter of its own date.</summary>
    private void PostLate(string kind, string subject, LocalDate on, LocalDate concerns, Money? amount, FundEvent what, TraceList trace) =>
        Add(new(count + 1, kind, subject, EffectiveOf(LocalDate.Max(on, concerns)), concerns, LineState.Posts, "", amount, what, trace.Steps));

    private void Hold(string kind, string subject, LocalDate date, string reason, Money? amount, TraceList trace) =>
        Add(kind, subject, date, LineState.Held, reason, amount, null, trace);

    private void Refuse(string kind, string subject, LocalDate date, string reason, Money? amount, TraceList trace) =>
        Add(kind, subject, date, LineState.Refused, reason, amount, null, trace);

    private void Add(string kind, string subject, LocalDate date, LineState lineState, string reason, Money? amount, FundEvent? what, TraceList trace) =>
        Add(new(count + 1, kind, subject, EffectiveOf(date), date, lineState, reason, amount, what, trace.Steps));

    private void Add(SettlementLine line)
    {
        count++;
        if (line.Event is OutcomeAccepted accepted)
            acceptedNow.Add(accepted.Claim);
        if (take is null)
            lines.Add(line);
        else
            take(line);
        state.Apply(line);
    }

    /// <summary>A matter of an earlier month is effective on this month's first day: that one is closed.</summary>
    private LocalDate EffectiveOf(LocalDate date) => date < firstDay ? firstDay : date;

    private static TraceList Because(string template, params ReadOnlySpan<object> operands)
    {
        var trace = new TraceList();
        trace.Write(template, operands);
        return trace;
    }
}
