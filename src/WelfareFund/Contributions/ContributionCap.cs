using WelfareFund.Terms;

namespace WelfareFund.Contributions;

/// <summary>The most one worker ever pays.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The cap".</remarks>
public static class ContributionCap
{
    /// <summary>The lowest of what was disclosed at consent, the terms' amount, and the multiple of service cost; null where none of them is known.</summary>
    /// <param name="disclosed">In agreement currency.</param>
    /// <param name="serviceCost">
    /// What the fund itself paid for this worker's services, net, in agreement currency; null while it is not known, and then only the other
    /// two hold. Later cost never lifts the cap above what was disclosed.
    /// </param>
    /// <param name="owedByOthers">What the worker's other agreements owe, which the same cost explains, in minor units of the agreement currency.</param>
    public static Money? Of(CapTerms? terms, Money? disclosed, Money? serviceCost, decimal owedByOthers = 0)
    {
        var multiple = terms?.TimesServiceCost is { } times && serviceCost is { } cost
            ? new Money((long)decimal.Truncate(Math.Max(0, (cost.MinorUnits * times) - owedByOthers)), cost.Currency)
            : (Money?)null;
        return Lower(Lower(disclosed, terms?.Amount), multiple);
    }

    private static Money? Lower(Money? left, Money? right) =>
        left is { } one && right is { } other ? Money.Min(one, other) : left ?? right;
}
