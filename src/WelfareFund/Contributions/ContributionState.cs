namespace WelfareFund.Contributions;

/// <summary>The three clocks of an agreement, each running on its own. The default value is the agreement's first day.</summary>
/// <param name="Counted">Dues so far against the cap, in minor units of the agreement currency.</param>
/// <param name="Payments">Months in which something was due.</param>
/// <param name="WindowMonths">Months of the calendar window used, the month of the first start being the first.</param>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The three clocks".</remarks>
public readonly record struct ContributionState(long Counted, int Payments, int WindowMonths);
