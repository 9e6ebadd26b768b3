using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <summary>One worker's agreement as a month's settlement sees it: every wage month, and where the three clocks stand.</summary>
/// <param name="Cap">The most this worker will ever pay as things stand, in agreement currency; null where nothing limits it.</param>
/// <param name="CapLeft">Null where nothing limits it.</param>
/// <param name="PaymentsLeft">Null where their number has no limit.</param>
/// <param name="WindowLeft">Months; null where there is no window.</param>
/// <param name="Ended"><see cref="ContributionReason.None"/> while it goes on.</param>
/// <param name="Fees">Of memberships that the worker pays, in the order of their beginning to count.</param>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The three clocks".</remarks>
public sealed record WorkerContributions(
    Agreement Agreement, ContributionTerms Terms, IReadOnlyList<ContributionMonth> Months, Money? Cap, Money? CapLeft, int? PaymentsLeft, int? WindowLeft, ContributionReason Ended,
    IReadOnlyList<MembershipStarted> Fees)
{
    /// <param name="month">The last settled one.</param>
    /// <param name="facts">Those that month was settled from.</param>
    /// <param name="settled">Every line that was posted or refused through that month.</param>
    /// <returns>The worker's newest agreement to pay a share, or else a fee; null where there is none.</returns>
    public static WorkerContributions? Of(FundTerms terms, YearMonth month, WorkerId worker, SettlementFacts facts, IEnumerable<SettlementLine> settled) =>
        MonthCalculation.AtOnce(terms, month, facts, settled).ContributionsOf(worker);
}

internal sealed partial class MonthCalculation
{
    internal WorkerContributions? ContributionsOf(WorkerId worker)
    {
        var wageMonth = month.PlusMonths(-terms.WageMonthLag);
        if (ContributionsByWorker(wageMonth, worker).SingleOrDefault() is not [.., var last])
            return FeesOf(worker);
        var (agreement, own, months) = (last.Agreement, last.Terms, last.Months);
        var clocks = months.Count == 0 ? default : months[^1].State;
        var first = wageMonth.OnDayOfMonth(1);
        var costs = ServiceCostsOf(worker, own) is { } known ? ServiceCosts.In(wageMonth, known, own.Currency) : (Money?)null;
        var monthTerms = new MonthTerms(own, first, ContributionCap.Of(own.Cap?.InForce(first), agreement.DisclosedCap, costs), agreement.OtherShare);
        return new(agreement, own, months, monthTerms.HasCap ? new(monthTerms.Cap, own.Currency) : null, monthTerms.CapLeft(clocks), monthTerms.PaymentsLeft(clocks),
            monthTerms.WindowLeft(clocks), EndingsOf(worker).Any() ? ContributionReason.Ended : EndedBy(agreement, monthTerms, clocks), FeesPaidBy(worker));
    }

    private WorkerContributions? FeesOf(WorkerId worker)
    {
        if (FeesOfWorkers[worker].MaxBy(agreement => agreement.ConsentOn) is not { } agreement)
            return null;
        var left = agreement.DisclosedCap - ChargedOf(agreement);
        return new(agreement, TermsOf(agreement), [], agreement.DisclosedCap, left, null, null, EndingsOf(worker).Any() ? ContributionReason.Ended : ContributionReason.None, FeesPaidBy(worker));
    }

    private IReadOnlyList<MembershipStarted> FeesPaidBy(WorkerId worker) =>
        [.. state.Payers.MembershipsOf(worker).Where(membership => membership.From.Kind is DebtorKind.Worker)];

    /// <summary>A cap that more service cost would lift is not the agreement's end.</summary>
    private static ContributionReason EndedBy(Agreement agreement, MonthTerms monthTerms, ContributionState clocks) =>
        monthTerms.EndedBy(clocks) is ContributionReason.Completed && monthTerms.PaymentsLeft(clocks) != 0 && clocks.Counted < agreement.DisclosedCap.MinorUnits
            ? ContributionReason.None
            : monthTerms.EndedBy(clocks);
}
