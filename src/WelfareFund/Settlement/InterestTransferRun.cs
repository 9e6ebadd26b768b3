using NodaTime;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

/// <param name="Share">Of the interest that moves, above 0 and at most 1.</param>
/// <param name="On">In the open month.</param>
public sealed record InterestTransfer(string Id, InvestorId From, InvestorId To, string Tranche, decimal Share, LocalDate On);

/// <summary>An interest, or a part of it, passes from one investor to another with its commitment and its past.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class InterestTransferRun
{
    /// <param name="facts">The bank's lines say the value date of what was paid in.</param>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>The one line that posts. Refused: <c>bad-share</c>, <c>same-investor</c>, <c>nothing-held</c>, <c>call-open</c>, <c>nothing-moves</c>, <c>known-id</c>.</returns>
    public static Result<Proposal> Calculate(FundTerms terms, InterestTransfer transfer, SettlementFacts facts, IReadOnlyList<SettlementLine> posted)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(transfer);
        ArgumentNullException.ThrowIfNull(facts);
        var state = FundState.Of(posted);
        var currency = terms.BaseCurrency;
        var from = $"{transfer.From}/{transfer.Tranche}";
        if (transfer.Share is <= 0 or > 1)
            return new Refusal("bad-share", "--share", $"{transfer.Share} is no part of an interest", "write a number above 0 and at most 1, such as 0.25");
        if (transfer.From == transfer.To)
            return new Refusal("same-investor", "--to", $"{transfer.To} holds it already", "name the investor who takes it over");
        if (state.IsSettled(Kind, transfer.Id))
            return new Refusal("known-id", "--id", $"there was a transfer {transfer.Id} already", "give it another id, or none");
        if (!state.Committed(transfer.From, transfer.Tranche, currency).IsPositive)
            return new Refusal("nothing-held", "--from", $"{transfer.From} holds nothing in {transfer.Tranche}", "name the investor and the tranche as the report capital-account shows them");
        if (state.OpenCalls.FirstOrDefault(open => open.Investor == transfer.From && state.CalledAndUnpaid(open.Call, open.Investor).Any(part => part.Tranche == transfer.Tranche)) is { Call: { } call })
            return new Refusal("call-open", from, $"the call {call} is not paid in full", "an interest moves once what was called of it is paid");

        var unfunded = state.Unfunded(transfer.From, transfer.Tranche, currency);
        var recallable = state.Recallable(transfer.From, transfer.Tranche, currency);
        var trace = new TraceList();
        var (movedUnfunded, movedRecallable) = (InterestPart.Part(unfunded, transfer.Share), InterestPart.Part(recallable, transfer.Share));
        trace.Write("interest-unfunded", unfunded, transfer.Share, movedUnfunded);
        var past = CapitalHoldings.Of(posted, facts.BankLines, terms.Capital, currency).Single(holding => holding.Investor == transfer.From && holding.Tranche == transfer.Tranche);
        var moved = InterestPart.Of(past, transfer.Share, trace);
        if (!recallable.IsZero)
            trace.Write("interest-recallable", recallable, transfer.Share, movedRecallable);

        var commitment = moved.Drawdowns.Aggregate(movedUnfunded - movedRecallable, (sum, drawdown) => sum + drawdown.Amount);
        if (!commitment.IsPositive)
            return new Refusal("nothing-moves", "--share", $"{transfer.Share} of {from} is less than one unit of {currency}", "move a larger part");
        trace.Write("interest-moves", commitment, transfer.From.Value, transfer.To.Value);
        return new Proposal(transfer.On.ToYearMonth(),
        [
            new(1, Kind, transfer.Id, transfer.On, transfer.On, LineState.Posts, "", commitment,
                new InterestTransferred(transfer.Id, transfer.From, transfer.To, transfer.Tranche, commitment, movedUnfunded, movedRecallable, moved.Drawdowns, moved.Received), trace.Steps),
        ]);
    }

    private const string Kind = "capital-transfer";
}
