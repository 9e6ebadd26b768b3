namespace WelfareFund.Contributions;

/// <summary>What is due for one wage month.</summary>
/// <param name="Counted">In agreement currency, as the clocks count it; zero where <paramref name="Reason"/> says why.</param>
/// <param name="IsReportMissing">At least one employer's report is missing; the others' pay counts meanwhile.</param>
public readonly record struct ContributionDecision(Money Counted, ContributionReason Reason, bool IsReportMissing)
{
    public bool IsDue => Reason == ContributionReason.None;
}
