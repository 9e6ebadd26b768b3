using NodaTime;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    internal void TakeCommitments(LocalDate through)
    {
        foreach (var commitment in facts.Commitments.Where(commitment => commitment.SignedOn <= through && !state.IsSettled("commitment", commitment.Id))
            .OrderBy(commitment => commitment.SignedOn).ThenBy(commitment => commitment.Id, StringComparer.Ordinal).ToList())
        {
            Post("commitment", commitment.Id, commitment.SignedOn, commitment.Amount,
                new CommitmentSigned(commitment.Id, commitment.Investor, commitment.Tranche, commitment.Amount),
                Because("commitment-signed", commitment.Investor.Value, commitment.Amount, commitment.Tranche));
        }
    }

    internal void SplitCalls(LocalDate through)
    {
        foreach (var call in facts.Calls.Where(call => call.CalledOn <= through && !state.IsSettled("capital-call", call.Id))
            .OrderBy(call => call.CalledOn).ThenBy(call => call.Id, StringComparer.Ordinal).ToList())
        {
            SplitCall(call);
        }
    }

    private void SplitCall(CapitalCall call)
    {
        if (WhyNoNotice(call) is var (reason, why))
        {
            Hold("capital-call", call.Id, call.CalledOn, reason, call.Amount, why);
            return;
        }

        var holdings = state.Holders
            .Select(holder => new Unfunded(holder.Investor, holder.Tranche, terms.Capital.Tranche(holder.Tranche)!.Rank,
                state.Unfunded(holder.Investor, holder.Tranche, baseCurrency) - SignedAfter(call.CalledOn, holder)))
            .Where(holding => holding.Amount.IsPositive)
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

    /// <summary>What a holder promised only after a day, and is in the books already.</summary>
    private Money SignedAfter(LocalDate day, (InvestorId Investor, string Tranche) holder) =>
        facts.Commitments.Where(commitment => commitment.SignedOn > day && (commitment.Investor, commitment.Tranche) == holder && state.IsSettled("commitment", commitment.Id))
            .Aggregate(Money.Zero(baseCurrency), (sum, commitment) => sum + commitment.Amount);

    /// <summary>Null when there are business days enough between the call and the day it is due, which counts.</summary>
    private (string Reason, TraceList Why)? WhyNoNotice(CapitalCall call)
    {
        var days = new BusinessDays(terms.Calendar);
        var notice = terms.Capital.CallNoticeBusinessDays;
        var first = days.After(call.CalledOn, notice);
        if (days.UnlistedYear(call.CalledOn, first) is { } year)
            return (LineReason.NoCalendar, Because("no-calendar", call.Amount, year, terms.Calendar.Country ?? ""));
        return call.DueOn >= first
            ? null
            : (LineReason.ShortNotice, Because("short-notice", call.Amount, call.CalledOn, call.DueOn, days.Between(call.CalledOn, call.DueOn), notice, first));
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
            trace.Write(TraceTemplates.PartLifted, part);
        return trace;
    }
}
