using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Reports;

/// <summary>How far each claim is by the settlements' lines, taken in their order.</summary>
internal sealed class ClaimProgress
{
    private readonly FundTerms terms;
    private readonly Dictionary<ClaimId, Verification> words = [];
    private readonly Dictionary<string, SettlementLine> decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<ClaimId, OutcomeAccepted> accepted = [];
    private readonly Dictionary<ClaimId, Money> heldBack = [];
    private readonly HashSet<ClaimId> clawedBack = [];
    private readonly SortedDictionary<string, List<ClaimId>> caughtUp = new(StringComparer.Ordinal);
    private readonly Dictionary<ClaimId, List<string>> instructions = [];
    private readonly Dictionary<string, string> waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> confirmed = new(StringComparer.Ordinal);

    /// <param name="words">In the order in which they were said.</param>
    internal ClaimProgress(FundTerms terms, IEnumerable<Verification> words)
    {
        this.terms = terms;
        foreach (var word in words)
            this.words[word.Claim] = word;
    }

    internal void Take(SettlementLine line)
    {
        if (line.Kind is "outcome" or "clawback" && !(line.Kind == "outcome" && clawedBack.Contains(new(line.Subject)) && line.Event is null))
            Decide(line);
        if (line is { Kind: "payment", State: LineState.Held })
            waiting[line.Subject] = TraceText.Sentence(line.Trace);
        switch (line.Event)
        {
            case HoldbackReleased release: heldBack[release.Claim] = Money.Zero(release.Amount.Currency); break;
            case HoldbackRetaken retaken: heldBack[retaken.Claim] = retaken.Amount; break;
            case HoldbackForfeited forfeit:
                heldBack[forfeit.Claim] = Money.Zero(forfeit.Amount.Currency);
                accepted[forfeit.Claim] = accepted[forfeit.Claim] with { Gross = accepted[forfeit.Claim].Gross - forfeit.Amount };
                break;
            case PaymentConfirmed payment: confirmed.Add(payment.Instruction); break;
            case PaymentInstructed payment:
                foreach (var part in payment.Claims)
                    AddTo(instructions, part.Claim, payment.Instruction);
                break;
        }
    }

    /// <summary>What the claim had caught up, then the claim itself.</summary>
    internal IEnumerable<OutcomeLine> LinesOf(Claim claim) =>
        (caughtUp.GetValueOrDefault(claim.Id.Value) ?? []).Select(id => claim with { Id = id, Metric = CatchUp.Read(id).Metric! }).Append(claim).Select(LineOf);

    private void Decide(SettlementLine line)
    {
        decisions[line.Subject] = line;
        if (line.Event is OutcomeClawedBack back)
        {
            clawedBack.Add(back.Claim);
            instructions.Remove(back.Claim);
        }

        if (CatchUp.Read(new(line.Subject)) is (var provenBy, not null) && (caughtUp.GetValueOrDefault(provenBy.Value) ?? []).TrueForAll(id => id.Value != line.Subject))
            AddTo(caughtUp, provenBy.Value, new(line.Subject));
        if (line.Event is not OutcomeAccepted outcome)
            return;
        clawedBack.Remove(outcome.Claim);
        accepted[outcome.Claim] = outcome;
        heldBack[outcome.Claim] = outcome.HeldBack;
    }

    private OutcomeLine LineOf(Claim claim)
    {
        var decision = decisions.GetValueOrDefault(claim.Id.Value);
        var outcome = clawedBack.Contains(claim.Id) ? null : accepted.GetValueOrDefault(claim.Id);
        var paidBy = instructions.GetValueOrDefault(claim.Id) ?? [];
        var standing = StandingOf(claim, decision, paidBy);
        var contract = terms.Contract(claim.Contract);
        var expected = standing is ClaimStanding.Verified ? words[claim.Id].DecidedOn : standing is ClaimStanding.Approved or ClaimStanding.Scheduled ? outcome!.AcceptedOn : (LocalDate?)null;
        return new(contract?.Provider ?? "", claim.Id.Value, claim.Contract, claim.Worker.Value, claim.Metric, claim.SubmittedOn, standing, outcome?.Gross,
            outcome is null ? null : heldBack[claim.Id], decision?.Reason ?? "", decision is null ? "" : TraceText.Sentence(decision.Trace),
            expected?.PlusDays(contract?.PaymentTermsDays ?? 0), waiting.GetValueOrDefault(claim.Id.Value) ?? waiting.GetValueOrDefault(claim.Id + ":holdback") ?? "",
            string.Join(' ', paidBy));
    }

    private ClaimStanding StandingOf(Claim claim, SettlementLine? decision, List<string> paidBy)
    {
        var word = words.GetValueOrDefault(claim.Id)?.Decision;
        return decision switch
        {
            null or { State: LineState.Held, Reason: LineReason.NotDecided or LineReason.Returned } => word switch
            {
                ClaimDecision.Accepted => ClaimStanding.Verified,
                ClaimDecision.Returned => ClaimStanding.Returned,
                ClaimDecision.Rejected => ClaimStanding.Rejected,
                _ => ClaimStanding.Submitted,
            },
            { Kind: "clawback" } => ClaimStanding.ClawedBack,
            { State: LineState.Held } => ClaimStanding.Held,
            { State: LineState.Refused, Reason: LineReason.Rejected } => word is ClaimDecision.Accepted ? ClaimStanding.Verified : ClaimStanding.Rejected,
            { State: LineState.Refused } => ClaimStanding.Refused,
            _ when paidBy.Count == 0 => ClaimStanding.Approved,
            _ => paidBy.TrueForAll(confirmed.Contains) ? ClaimStanding.Paid : ClaimStanding.Scheduled,
        };
    }

    private static void AddTo<TKey, T>(IDictionary<TKey, List<T>> lists, TKey key, T what)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(what);
    }
}
