using NodaTime;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>An investor names the call and itself (<c>CALL INVESTOR</c>), or itself alone, and then pays the oldest call that it has open.</summary>
    private (FundEvent What, TraceList Trace)? DrawdownOf(BankLine line, string reference)
    {
        if (OpenCallOf(reference) is not var (call, investor, isNamed) || line.Amount.Currency != baseCurrency)
            return null;
        var parts = new List<TranchePart>();
        var left = line.Amount;
        foreach (var outstanding in state.CalledAndUnpaid(call, investor).ToList())
        {
            var part = Money.Min(left, outstanding.Amount);
            left -= part;
            if (part.IsPositive)
                parts.Add(outstanding with { Amount = part });
        }

        return left.IsZero ? (new DrawdownReceived(IdOf(line), line.BankAccount, call, investor, parts), WhyDrawdown(line, call, investor, isNamed)) : null;
    }

    private TraceList WhyDrawdown(BankLine line, string call, InvestorId investor, bool isNamed)
    {
        var trace = Because("bank-drawdown", investor.Value, call, line.Amount);
        if (!isNamed)
            trace.Write("bank-drawdown-oldest", call);
        var dueOn = DueOn(call);
        if (line.ValueOn > dueOn)
            trace.Write("bank-drawdown-late", dueOn, Period.DaysBetween(dueOn, line.ValueOn));
        var outstanding = Outstanding(call, investor) - line.Amount;
        if (outstanding.IsPositive)
            trace.Write("bank-drawdown-short", outstanding);
        return trace;
    }

    /// <summary>Capital that cannot be told apart waits whole: more than is called, or the money of several investors. Null where a line is neither.</summary>
    private (string Reason, TraceList Why)? WhyCapitalWaits(BankLine line)
    {
        if (!line.Amount.IsPositive || line.Reference is not { } reference)
            return null;
        var words = reference.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var investors = words.Distinct(StringComparer.Ordinal).Where(word => state.Holders.Any(holder => holder.Investor.Value == word)).ToList();
        if (investors.Count > 1 && words.All(word => investors.Contains(word) || IsCall(word)))
            return (LineReason.SeveralInvestors, Because("bank-several-investors", line.Amount, string.Join(", ", investors)));
        var named = OpenCallOf(reference) is var (open, by, _) ? (open, by)
            : words is [var call, var investor] && IsCall(call) && investors.Contains(investor) ? (call, new InvestorId(investor))
            : ((string Call, InvestorId Investor)?)null;
        return named is var (of, whose) && line.Amount.Currency == baseCurrency && line.Amount > Outstanding(of, whose)
            ? (LineReason.Overpaid, Because("bank-overpaid", line.Amount, whose.Value, of, Outstanding(of, whose)))
            : null;
    }

    /// <summary>What is due and not there at the month's end.</summary>
    internal void AskForCapital()
    {
        foreach (var (call, investor) in state.OpenCalls.Where(open => DueOn(open.Call) < lastDay).OrderBy(open => DueOn(open.Call)).ThenBy(open => open.Call, StringComparer.Ordinal).ThenBy(open => open.Investor.Value, StringComparer.Ordinal).ToList())
        {
            var outstanding = Outstanding(call, investor);
            Hold("capital-call", $"{call}:{investor}", DueOn(call), LineReason.CallOverdue, outstanding,
                Because("call-overdue", outstanding, call, investor.Value, DueOn(call), Period.DaysBetween(DueOn(call), lastDay)));
        }
    }

    private (string Call, InvestorId Investor, bool IsNamed)? OpenCallOf(string reference)
    {
        foreach (var (call, investor) in state.OpenCalls)
        {
            if (reference == $"{call} {investor}")
                return (call, investor, true);
        }

        return state.OpenCalls.Where(open => open.Investor.Value == reference).OrderBy(open => facts.Calls.First(call => call.Id == open.Call).CalledOn).ThenBy(open => open.Call, StringComparer.Ordinal)
            .Select(open => ((string, InvestorId, bool)?)(open.Call, open.Investor, false)).FirstOrDefault();
    }

    private Money Outstanding(string call, InvestorId investor) => state.CalledAndUnpaid(call, investor).Aggregate(Money.Zero(baseCurrency), (sum, part) => sum + part.Amount);

    private LocalDate DueOn(string call) => facts.Calls.First(known => known.Id == call).DueOn;

    private bool IsCall(string word) => facts.Calls.Any(call => call.Id == word);
}
