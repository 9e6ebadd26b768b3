using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>What an employer is asked to keep from one worker's pay.</summary>
public sealed record PayrollDeduction(WorkerId Worker, Money Amount);

/// <summary>The list that goes to an employer after a month was settled.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "Deduction by employers".</remarks>
public static class PayrollDeductions
{
    /// <param name="month">The last settled one.</param>
    /// <param name="settled">Every line that was posted or refused through that month.</param>
    /// <returns>By worker, then by currency; only workers whose consent to deduction is in force.</returns>
    public static IReadOnlyList<PayrollDeduction> Of(
        Terms.FundTerms terms, YearMonth month, EmployerId employer, SettlementFacts facts, IEnumerable<SettlementLine> settled) =>
        [.. MonthCalculation.AtOnce(terms, month, facts, settled).PayrollOf(employer)];
}
