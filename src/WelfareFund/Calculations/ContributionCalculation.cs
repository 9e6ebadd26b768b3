using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Calculations;

/// <summary>One month of a calculation, all amounts in agreement currency.</summary>
/// <param name="Gross">All pay of the month at its rates, half-up, whether it counts or not; null where no pay was reported.</param>
/// <param name="PaymentsLeft">Null without a limit; so are <paramref name="WindowLeft"/> and <paramref name="CapLeft"/>.</param>
public sealed record CalculatedMonth(
    YearMonth Month, Money? Gross, Money Due, ContributionReason Reason, Money PaidToDate, int PaymentsMade, int? PaymentsLeft, int? WindowLeft,
    Money? CapLeft, IReadOnlyList<TraceStep> Trace);

/// <summary>What contribution terms make of a file of wages, outside a fund: every due is taken as paid in its month.</summary>
/// <param name="EndedBy">The clock that ran out by the last month: completed, window over, or none.</param>
/// <remarks>The months fold the same step as a settlement. Rules: docs/rules.md, section 5 "Contributions".</remarks>
public sealed record ContributionCalculation(Currency Currency, IReadOnlyList<CalculatedMonth> Months, ContributionReason EndedBy)
{
    public Money Total => Months[^1].PaidToDate;
    public int Payments => Months[^1].PaymentsMade;

    /// <summary>From the first month with a line, which is the month of the first start, to the last one; a month between without a line has no report.</summary>
    /// <param name="serviceCost">What the cap is a multiple of, in agreement currency; null where it is not known, and then no such cap holds.</param>
    /// <param name="lines">At least one, in any order; at most one for each month and employer.</param>
    /// <exception cref="ArgumentException">The terms have no share, so that nobody owes by month.</exception>
    /// <exception cref="OverflowException">The amounts together are more than an amount can hold.</exception>
    public static ContributionCalculation Of(ContributionTerms terms, Money? serviceCost, IReadOnlyCollection<WageLine> lines)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var byMonth = lines.ToLookup(line => line.Month);
        var (first, last) = (lines.Min(line => line.Month), lines.Max(line => line.Month));
        var months = new List<CalculatedMonth>();
        var state = default(ContributionState);
        var inForce = TermsIn(terms, first, serviceCost);
        for (var month = first; month <= last; month = month.PlusMonths(1))
        {
            inForce = MonthTerms.ChangeByDate(terms) ? TermsIn(terms, month, serviceCost) : inForce;
            var (after, calculated) = Calculate(inForce, state, month, months.Count, [.. byMonth[month]]);
            state = after;
            months.Add(calculated);
        }

        return new(terms.Currency, months, inForce.EndedBy(state));
    }

    private static MonthTerms TermsIn(ContributionTerms terms, YearMonth month, Money? serviceCost)
    {
        var first = month.OnDayOfMonth(1);
        return new(terms, first, ContributionCap.Of(terms.Cap?.InForce(first), null, serviceCost));
    }

    private static (ContributionState State, CalculatedMonth Month) Calculate(
        MonthTerms terms, ContributionState state, YearMonth month, int monthsSinceStart, IReadOnlyList<WageLine> lines)
    {
        var trace = new TraceList();
        Pay[] pays =
        [
            .. lines.OrderBy(line => line.Employer.Value, StringComparer.Ordinal)
                .Select(line => new Pay(line.Employer, line.Gross, line.Rate, line.Counts ? PayStanding.Counts : PayStanding.LowTier)),
        ];
        var facts = new MonthFacts
        {
            Pays = pays,
            MonthsSinceStart = monthsSinceStart,
            IsAbroad = lines.All(line => line.IsAbroad),
            IsPaused = lines.Any(line => line.IsPaused),
            IsReportMissing = lines.Count == 0,
        };
        var (after, decision) = ContributionStep.Take(terms, state, facts, new long[pays.Length], trace);
        var gross = lines.Count == 0 ? (Money?)null : Money.Round(lines.Sum(line => line.Gross.Amount * line.Rate), terms.Currency, RoundingMode.HalfUp);
        return (after, new(month, gross, decision.Counted, decision.Reason, new(after.Counted, terms.Currency), after.Payments,
            terms.PaymentsLeft(after), terms.WindowLeft(after), terms.CapLeft(after), trace.Steps));
    }
}
