using WelfareFund.Terms;

namespace WelfareFund.Approvals;

/// <summary>How many people besides the maker have to approve.</summary>
/// <remarks>Rules: docs/rules.md, section 7 "Two people".</remarks>
public static class ApproversNeeded
{
    /// <param name="kind">Null for what the terms cannot set a limit for.</param>
    /// <param name="baseAmount">What the proposal comes to in base currency; null where that is not known, or it has no amount, and it then counts as above every limit.</param>
    /// <returns>At least one; the most that any limit of the kind asks for which the amount is above.</returns>
    public static int Of(ApprovalTerms terms, ApprovalKind? kind, Money? baseAmount)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Limits.Where(limit => limit.Kind == kind && (baseAmount is not { } amount || amount > limit.Above)).Select(limit => limit.Approvers).Append(1).Max();
    }
}
