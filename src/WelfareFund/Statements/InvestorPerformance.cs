using WelfareFund.Capital;

namespace WelfareFund.Statements;

/// <summary>What an investor's money did: since inception at the end of each fiscal year, and in each year for itself. Grants stand outside.</summary>
/// <param name="AtYearEnds">The oldest first; the last one is at the statement's date.</param>
/// <param name="Years">The same years; the last one as far as it has come.</param>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed record InvestorPerformance(IReadOnlyList<Returns> AtYearEnds, IReadOnlyList<PeriodReturn> Years)
{
    public Returns SinceInception => AtYearEnds[^1];
}
