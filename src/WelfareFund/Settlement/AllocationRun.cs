using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <param name="BankLine">The receipt, as the report clearing names it.</param>
/// <param name="Reference">What its payer should have written: an agreement, a call and an investor, an employer, an instruction.</param>
/// <param name="On">The accounting date, in the open month.</param>
public sealed record ReceiptAllocation(string BankLine, string Reference, LocalDate On);

/// <summary>Allocates a receipt that named nothing: it posts as if its line had named the reference, and leaves the unallocated ones by a linked reversal.</summary>
/// <remarks>Rules: docs/rules.md, section 7 "Matching".</remarks>
public static class AllocationRun
{
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>Two lines: what the receipt is, and the reversal. Refused: <c>not-unallocated</c>, <c>before-receipt</c>, <c>unknown-reference</c>.</returns>
    public static Result<Proposal> Calculate(FundTerms terms, ReceiptAllocation order, SettlementFacts facts, IReadOnlyList<SettlementLine> posted)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(facts);
        var state = FundState.Of(posted);
        if (state.Receipt(order.BankLine) is null || facts.BankLines.FirstOrDefault(line => MonthCalculation.IdOf(line) == order.BankLine) is not { } line)
            return new Refusal("not-unallocated", "--line", $"'{order.BankLine}' is no unallocated receipt", "name one as the report clearing shows it");
        if (order.On < line.BookedOn)
            return new Refusal("before-receipt", "--on", $"the bank booked the receipt on {line.BookedOn:uuuu-MM-dd}, and nothing is allocated before it is there", "name that day or a later one");
        var month = order.On.ToYearMonth();
        var calculation = MonthCalculation.AtOnce(terms, month, new(facts, posted), state);
        return calculation.Allocate(line with { Reference = order.Reference }, order.On)
            ? new Proposal(month, calculation.Lines)
            : new Refusal("unknown-reference", "--to", $"{line.Amount} cannot be told by '{order.Reference}'", "name an agreement, an open call and its investor, an employer, a grant or a payment on its way, with no more than is open");
    }
}
