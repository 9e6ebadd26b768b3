using WelfareFund.Capital;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

/// <summary>A capital call outside a month's settlement. It takes up what was signed and called up to its day and is not in the books yet, as the settlement would.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class CapitalCallRun
{
    /// <param name="terms">In force on the day of the call.</param>
    /// <param name="call">On a day of the open month.</param>
    /// <param name="facts">Without the call.</param>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>The lines that post. Refused, in the words of the line that would be held: <c>over-commitment</c>, <c>short-notice</c>, <c>no-calendar</c>.</returns>
    public static Result<Proposal> Calculate(FundTerms terms, CapitalCall call, SettlementFacts facts, IEnumerable<SettlementLine> posted)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(facts);
        var calculation = MonthCalculation.AtOnce(terms, call.CalledOn.ToYearMonth(), facts with { Calls = [.. facts.Calls, call] }, posted);
        calculation.TakeCommitments(call.CalledOn);
        calculation.SplitCalls(call.CalledOn);
        if (calculation.Lines.FirstOrDefault(line => line.State is LineState.Held && line.Subject == call.Id) is { } held)
            return new Refusal(held.Reason, $"call {call.Id}", TraceText.Sentence(held.Trace), RemedyOf(held.Reason));
        return new Proposal(call.CalledOn.ToYearMonth(), [.. calculation.Lines.Where(line => line.State is LineState.Posts).Select((line, i) => line with { Number = i + 1 })]);
    }

    private static string RemedyOf(string reason) => reason switch
    {
        LineReason.OverCommitment => "call no more than that",
        LineReason.ShortNotice => "make it due then or later",
        _ => "add the holidays of that year to the section calendar of the terms",
    };
}
