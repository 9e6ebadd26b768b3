using WelfareFund.Capital;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    internal void TakeCommitments()
    {
        foreach (var commitment in facts.Commitments.Where(commitment => commitment.SignedOn <= lastDay && !state.IsSettled("commitment", commitment.Id))
            .OrderBy(commitment => commitment.SignedOn).ThenBy(commitment => commitment.Id, StringComparer.Ordinal).ToList())
        {
            Post("commitment", commitment.Id, commitment.SignedOn, commitment.Amount,
                new CommitmentSigned(commitment.Id, commitment.Investor, commitment.Tranche, commitment.Amount),
                Because("commitment-signed", commitment.Investor.Value, commitment.Amount, commitment.Tranche));
        }
    }

    internal void SplitCalls()
    {
        foreach (var call in facts.Calls.Where(call => call.CalledOn <= lastDay && !state.IsSettled("capital-call", call.Id))
            .OrderBy(call => call.CalledOn).ThenBy(call => call.Id, StringComparer.Ordinal).ToList())
        {
            SplitCall(call);
        }
    }

    private void SplitCall(CapitalCall call)
    {
        var holdings = facts.Commitments.Where(commitment => commitment.SignedOn <= call.CalledOn)
            .Select(commitment => (commitment.Investor, commitment.Tranche)).Distinct()
            .Select(holding => new Unfunded(holding.Investor, holding.Tranche, terms.Capital.Tranche(holding.Tranche)!.Rank, state.Unfunded(holding.Investor, holding.Tranche, baseCurrency)))
            .OrderBy(holding => holding.Rank).ThenBy(holding => holding.Tranche, StringComparer.Ordinal).ThenBy(holding => holding.Investor.Value, StringComparer.Ordinal)
            .ToList();
        var unfunded = holdings.Aggregate(Money.Zero(baseCurrency), (sum, holding) => sum + holding.Amount);
        if (call.Amount > unfunded)
        {
            Hold("capital-call", call.Id, call.CalledOn, LineReason.OverCommitment, call.Amount, Because("over-commitment", call.Amount, unfunded));
            return;
        }

        foreach (var together in CapitalCallSplit.Of(call.Amount, holdings, terms.Capital.DrawOrder)
            .GroupBy(split => terms.Capital.DrawOrder is DrawOrder.ByRank ? split.Holding.Rank : 0).Select(group => group.ToList()))
        {
            foreach (var (holding, part) in together.Where(split => split.Part.IsPositive))
                Post("capital-call", call.Id, call.CalledOn, part, new CapitalCalled(call.Id, holding.Investor, holding.Tranche, part), WhyPart(call.Amount, together, holding, part));
        }
    }

    /// <param name="together">The holdings that share one amount pro rata.</param>
    private TraceList WhyPart(Money call, List<(Unfunded Holding, Money Part)> together, Unfunded holding, Money part)
    {
        var zero = Money.Zero(baseCurrency);
        var (called, unfunded) = (together.Aggregate(zero, (sum, each) => sum + each.Part), together.Aggregate(zero, (sum, each) => sum + each.Holding.Amount));
        var cut = new Money((long)((Int128)called.MinorUnits * holding.Amount.MinorUnits / unfunded.MinorUnits), baseCurrency);
        var trace = new TraceList();
        if (terms.Capital.DrawOrder is DrawOrder.ByRank)
            trace.Write("call-of-rank", call, holding.Rank, called);
        trace.Write("call-part", called, holding.Amount, unfunded, cut);
        if (part != cut)
            trace.Write("call-part-lifted", part);
        return trace;
    }
}
