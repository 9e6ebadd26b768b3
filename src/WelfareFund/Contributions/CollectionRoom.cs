using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>What a month's pay has room for besides its own due, in agreement currency: so much of earlier months can be collected with it.</summary>
/// <param name="Most">What the floor under <c>taper</c> and the limit let all the worker's agreements take of the month's pay; null where neither does, or nothing is due.</param>
public sealed record CollectionRoom(Money Amount, Money? Most, IReadOnlyList<TraceStep> Trace)
{
    /// <summary>
    /// What floor and limit leave, rounded down; nothing in a month that owes nothing by its own rules. Without <c>maxShareOfPay</c> never
    /// more than the share once more.
    /// </summary>
    /// <remarks>Rules: docs/rules.md, section 5 "Contributions", "Corrections".</remarks>
    /// <param name="dues">What each pay owes, in its own minor units: rounded there, they can come to a part of a unit more than what the clocks count.</param>
    internal static (Money Amount, Money? Most) Of<TTrace>(MonthTerms terms, in MonthFacts facts, in ContributionDecision decision, ReadOnlySpan<long> dues, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (decision.Reason is not (ContributionReason.None or ContributionReason.Completed or ContributionReason.TooSmall) || ContributionStep.WhyFree(terms, facts) is not ContributionReason.None)
            return (Money.Zero(terms.Currency), null);

        var (pay, owed) = (0m, 0m);
        for (var i = 0; i < facts.Pays.Length; i++)
        {
            ref readonly var each = ref facts.Pays[i];
            if (each.Standing == PayStanding.NoRate)
                return (Money.Zero(terms.Currency), null);
            if (each.Standing == PayStanding.Counts)
                pay += DueByEmployer.InAgreementCurrency(terms, each, each.Gross.MinorUnits);
            if (dues[i] != 0)
                owed += DueByEmployer.InAgreementCurrency(terms, each, dues[i]);
        }

        var due = Math.Max(decision.Counted.MinorUnits, owed);
        var overFloor = Math.Max(0, pay - terms.Floor);
        var limit = terms.MaxShareOfPay is null ? due + (pay * terms.Share) : pay * terms.ShareLimit;
        var room = decimal.Truncate(Math.Max(0, Math.Min(overFloor, limit) - due));
        if (trace.IsOn)
            trace.Write(TraceTemplates.CollectionRoom, terms.Traced(overFloor), terms.Traced(limit), terms.Traced(due), new Money((long)room, terms.Currency));
        var most = decision.IsDue ? Math.Min(terms.FloorRule is FloorRule.Taper ? overFloor : decimal.MaxValue, terms.MaxShareOfPay is null ? decimal.MaxValue : limit) : decimal.MaxValue;
        return (new((long)room, terms.Currency), most == decimal.MaxValue ? null : new Money((long)most, terms.Currency));
    }
}
