using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <summary>The bank's lines of a month that was settled before they were told: they post as the settlement would have posted them, and nothing else is decided again.</summary>
/// <remarks>Rules: docs/rules.md, section 7 "Sealing".</remarks>
public static class BankLinesRun
{
    /// <param name="month">The open month.</param>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>Refused: <c>no-bank-lines</c>.</returns>
    public static Result<Proposal> Calculate(FundTerms terms, YearMonth month, SettlementFacts facts, IReadOnlyList<SettlementLine> posted)
    {
        var calculation = MonthCalculation.AtOnce(terms, month, facts, posted);
        calculation.BookMoneyOfWorkers(withDeductions: false);
        calculation.BookBankLines();
        return calculation.Lines.Count > 0
            ? new Proposal(month, calculation.Lines)
            : new Refusal("no-bank-lines", NodaTime.Text.YearMonthPattern.Iso.Format(month), "the books have every line of the bank that was told", "import the missing lines first");
    }
}
