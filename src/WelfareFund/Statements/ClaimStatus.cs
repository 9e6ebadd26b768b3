using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Outcomes;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Statements;

/// <summary>Where a claim is, why, and when money is expected, in one English sentence for the provider.</summary>
internal static class ClaimStatus
{
    internal static string Of(
        OutcomeLine line, ContractTerms? contract, ClaimWords said, SettlementLine? decision, PayablePart? payout, PayablePart? holdback,
        SettlementLine? payoutWaits, SettlementLine? holdbackWaits, (Money Amount, LocalDate On)? forfeited) => line.Standing switch
        {
            ClaimStanding.Submitted => $"submitted on {Day(line.SubmittedOn)}, and the verifier has not decided yet; what is accepted is to be paid within {(contract?.PaymentTermsDays ?? 0).ToString(CultureInfo.InvariantCulture)} days",
            ClaimStanding.Returned => $"returned for evidence by {By(said)}; once it is sent, the verifier decides again",
            ClaimStanding.Verified => $"accepted by {By(said)}{(said.IsAppeal ? " on appeal" : "")}; the next settlement prices it, and what is owed is to be paid by {Day(line.ExpectedOn!.Value)}",
            ClaimStanding.Held => $"accepted by {By(said)}; {Waits(decision!)}; no money is owed before that",
            ClaimStanding.Rejected => $"rejected by {By(said)}; {(said.IsAppeal ? "this was the appeal, and the last word" : "it can be appealed once")}",
            ClaimStanding.Refused => $"accepted by {By(said)}; {LastClause(decision!)}; no money is owed for it",
            ClaimStanding.ClawedBack => TakenBack(decision!),
            _ => Payout(line, payout!, payoutWaits) + Holdback(line, contract, holdback, holdbackWaits, forfeited),
        };

    private static string Payout(OutcomeLine line, PayablePart payout, SettlementLine? waits)
    {
        var kept = (payout.Netted.IsPositive, payout.Recovered.IsPositive) switch
        {
            (true, true) => $" (of {Text(payout.Amount)}, {Text(payout.Netted)} pays what was to be returned, and {Text(payout.Recovered)} earns back the advance)",
            (true, false) => $" (of {Text(payout.Amount)}, {Text(payout.Netted)} pays what was to be returned)",
            (false, true) => $" (of {Text(payout.Amount)}, {Text(payout.Recovered)} earns back the advance)",
            _ => "",
        };
        return payout switch
        {
            { Left.IsPositive: false } => $"accepted on {Day(payout.Since)}, and nothing is left to be paid{kept}",
            { PaidOn: { } paidOn } => $"paid on {Day(paidOn)}: {Text(payout.Left)} by {payout.Instruction}{kept}",
            { InstructedOn: { } on } => $"the bank was told on {Day(on)} to pay {Text(payout.Left)} by {payout.Instruction}{kept}{CameBack(payout)}; expected by {Day(line.ExpectedOn!.Value)}",
            _ => $"owed since {Day(payout.Since)}: {Text(payout.Left)}{kept}{CameBack(payout)}; expected by {Day(line.ExpectedOn!.Value)}{Queued(waits)}",
        };
    }

    private static string Holdback(OutcomeLine line, ContractTerms? contract, PayablePart? released, SettlementLine? waits, (Money Amount, LocalDate On)? forfeited)
    {
        if (forfeited is var (lost, on))
            return $"; {Text(lost)} held back was forfeited on {Day(on)}, because the metric that releases it can no longer be claimed";
        if (line.HeldBack is { IsPositive: true } held)
            return $"; {Text(held)} held back waits until {(contract?.Holdback?.ReleaseDate is { } day ? Day(day) : $"'{contract?.Holdback?.ReleaseOn}' of the worker is accepted")}";
        if (released is null)
            return "";
        var expected = Day(released.Since.PlusDays(contract?.PaymentTermsDays ?? 0));
        return $"; {Text(released.Amount)} held back was released on {Day(released.Since)}" + released switch
        {
            { Left.IsPositive: false } => ", and nothing of it is left to be paid",
            { PaidOn: { } paidOn } => $", and {Text(released.Left)} was paid on {Day(paidOn)} by {released.Instruction}",
            { InstructedOn: { } told } => $", and the bank was told on {Day(told)} to pay {Text(released.Left)} by {released.Instruction}{CameBack(released)}; expected by {expected}",
            _ => $", and {Text(released.Left)} is owed{CameBack(released)}; expected by {expected}{Queued(waits)}",
        };
    }

    private static string CameBack(PayablePart part) => part.Returned is var (instruction, on, reason)
        ? $", after {instruction} was returned by the bank on {Day(on)}{(reason is null ? "" : $" ({reason})")}"
        : "";

    private static string Queued(SettlementLine? waits) => waits is null ? "" : "; " + WaitsFor(waits);

    /// <summary>As a provider may know it: how much is short would tell what the fund owes to others.</summary>
    internal static string WaitsFor(SettlementLine waits) => waits.Reason switch
    {
        LineReason.WaitsForCash => "it waits for free cash, after what was accepted before",
        LineReason.WaitsForCurrency => $"it waits for {waits.Amount!.Value.Currency} to be bought, after what was accepted before",
        LineReason.NoRate => $"it waits for a rate of {waits.Amount!.Value.Currency}",
        _ => TraceText.Clause(waits.Trace[^1]),
    };

    private static string TakenBack(SettlementLine decision)
    {
        var back = (OutcomeClawedBack)decision.Event!;
        return $"taken back on {Day(decision.Effective)}: {decision.Trace[0].Operands[0]}; "
            + (back.Receivable.IsPositive ? $"{Text(back.Receivable)} is to be returned, out of the next payouts first" : "nothing is to be returned")
            + "; the metric is open again";
    }

    private static string Waits(SettlementLine decision) => LastClause(decision) is var why && why.StartsWith("waits: ", StringComparison.Ordinal) ? why : "waits: " + why;

    private static string LastClause(SettlementLine decision) => TraceText.Clause(decision.Trace[^1]);

    private static string By(ClaimWords said) => said.Last is { } word
        ? $"{word.DecidedBy} on {Day(word.DecidedOn)}{(word.Reason is { Length: > 0 } reason && word.Decision is not ClaimDecision.Accepted ? $" ({reason})" : "")}"
        : "the verifier";

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static string Text(Money amount) => FormattedMoney.WithCurrency(amount);
}
