using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Statements;

/// <summary>One claim and where it is.</summary>
/// <param name="Claim">Where a later claim proved a metric that nobody claimed, that one's id and the metric.</param>
/// <param name="Amount">The gross price, less what was forfeited; null where nothing is owed.</param>
/// <param name="HeldBack">What of it is still held back.</param>
/// <param name="Reason">A code; empty where the claim simply goes its way.</param>
/// <param name="Why">How it was decided, in words; empty before it was.</param>
/// <param name="ExpectedOn">When the payout, or else the released holdback, is to be paid; null where none is owed or all is paid.</param>
/// <param name="WaitsFor">What the payment waits for in the queue, in words that tell nothing of others; empty where it does not.</param>
/// <param name="Instructions">The payment instructions that pay it, the holdback's last.</param>
/// <param name="Status">Where it is, why, and when money is expected: one sentence for the provider.</param>
public sealed record OutcomeLine(
    string Provider, string Claim, string Contract, string Worker, string Metric, LocalDate SubmittedOn, ClaimStanding Standing, Money? Amount, Money? HeldBack,
    string Reason, string Why, LocalDate? ExpectedOn, string WaitsFor, string Instructions, string Status);

/// <summary>Where a claim is, and what it costs.</summary>
/// <param name="Claim">As in <see cref="OutcomeLine"/>; so is the amount.</param>
public readonly record struct ClaimPlace(ClaimId Claim, ClaimStanding Standing, Money? Amount);

/// <summary>How far each claim is by the settlements' lines, taken in their order.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Where a claim is".</remarks>
public sealed class ClaimProgress
{
    private readonly FundTerms terms;
    private readonly Dictionary<ClaimId, ClaimWords> words = [];
    private readonly Dictionary<string, SettlementLine> decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<ClaimId, OutcomeAccepted> accepted = [];
    private readonly Dictionary<ClaimId, Money> heldBack = [];
    private readonly HashSet<ClaimId> clawedBack = [];
    private readonly Dictionary<ClaimId, List<ClaimId>> caughtUp = [];
    private readonly Dictionary<(ClaimId Claim, bool Holdback), PayablePart> parts = [];
    private readonly Dictionary<ClaimId, (Money Amount, LocalDate On)> forfeited = [];
    private readonly Dictionary<string, SettlementLine> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalDate> confirmed = new(StringComparer.Ordinal);

    /// <param name="words">In the order in which they were said.</param>
    public ClaimProgress(FundTerms terms, IEnumerable<Verification> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        this.terms = terms;
        foreach (var word in words)
            this.words[word.Claim] = (this.words.GetValueOrDefault(word.Claim) ?? ClaimWords.None).And(word);
    }

    /// <summary>The kinds of lines that tell how far claims are.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["outcome", "holdback", "holdback-retaken", "forfeit", "clawback", "clawback-netting", "advance-recovery", "payment", "bank"];

    public void Take(SettlementLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Kind is "outcome" or "clawback" && !(line.Kind == "outcome" && clawedBack.Contains(new(line.Subject)) && line.Event is null))
            Decide(line);
        if (line is { Kind: "payment", State: LineState.Held })
            waiting[line.Subject] = line;
        switch (line.Event)
        {
            case HoldbackReleased release:
                heldBack[release.Claim] = Money.Zero(release.Amount.Currency);
                parts[(release.Claim, true)] = new(release.Amount, line.Concerns);
                break;
            case HoldbackRetaken retaken:
                heldBack[retaken.Claim] = retaken.Amount;
                parts.Remove((retaken.Claim, true));
                break;
            case HoldbackForfeited forfeit:
                heldBack[forfeit.Claim] = Money.Zero(forfeit.Amount.Currency);
                accepted[forfeit.Claim] = accepted[forfeit.Claim] with { Gross = accepted[forfeit.Claim].Gross - forfeit.Amount };
                forfeited[forfeit.Claim] = (forfeit.Amount, line.Effective);
                break;
            case ClawbackNetted netted: Change(netted.Claim, netted.Holdback, part => part with { Netted = part.Netted + netted.Amount }); break;
            case AdvanceRecovered recovered: Change(recovered.Claim, recovered.Holdback, part => part with { Recovered = part.Recovered + recovered.Amount }); break;
            case PaymentConfirmed payment: confirmed[payment.Instruction] = line.Effective; break;
            case PaymentReturned payment:
                foreach (var again in payment.Claims)
                    Change(again.Claim, again.Holdback, part => part with { Instruction = null, InstructedOn = null, Returned = (payment.Instruction, line.Effective, payment.Reason) });
                break;
            case PaymentInstructed payment:
                foreach (var paid in payment.Claims)
                    Change(paid.Claim, paid.Holdback, part => part with { Instruction = payment.Instruction, InstructedOn = line.Effective });
                break;
        }
    }

    /// <summary>What the claim had caught up, then the claim itself.</summary>
    public IEnumerable<OutcomeLine> LinesOf(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return (caughtUp.GetValueOrDefault(claim.Id) ?? []).Select(id => claim with { Id = id, Metric = CatchUp.Read(id).Metric! }).Append(claim).Select(LineOf);
    }

    /// <summary>As <see cref="LinesOf"/>, without a word: lines that have no traces tell as much.</summary>
    public IEnumerable<ClaimPlace> PlacesOf(ClaimId claim) => (caughtUp.GetValueOrDefault(claim) ?? []).Append(claim)
        .Select(id => new ClaimPlace(id, StandingOf(decisions.GetValueOrDefault(id.Value), SaidOf(id), PartOf(id, false), PartOf(id, true)), OutcomeOf(id)?.Gross));

    private void Decide(SettlementLine line)
    {
        decisions[line.Subject] = line;
        if (line.Event is OutcomeClawedBack back)
        {
            clawedBack.Add(back.Claim);
            parts.Remove((back.Claim, false));
            parts.Remove((back.Claim, true));
            forfeited.Remove(back.Claim);
        }

        if (CatchUp.Read(new(line.Subject)) is (var provenBy, not null))
        {
            if (!caughtUp.TryGetValue(provenBy, out var others))
                caughtUp.Add(provenBy, others = []);
            if (!others.Contains(new(line.Subject)))
                others.Add(new(line.Subject));
        }

        if (line.Event is not OutcomeAccepted outcome)
            return;
        clawedBack.Remove(outcome.Claim);
        accepted[outcome.Claim] = outcome;
        heldBack[outcome.Claim] = outcome.HeldBack;
        parts[(outcome.Claim, false)] = new(outcome.Gross - outcome.HeldBack, outcome.AcceptedOn);
    }

    /// <summary>An advance is paid like a claim, and is none.</summary>
    private void Change(ClaimId claim, bool holdback, Func<PayablePart, PayablePart> change)
    {
        if (parts.TryGetValue((claim, holdback), out var part))
            parts[(claim, holdback)] = change(part);
    }

    private OutcomeLine LineOf(Claim claim)
    {
        var decision = decisions.GetValueOrDefault(claim.Id.Value);
        var (outcome, said) = (OutcomeOf(claim.Id), SaidOf(claim.Id));
        var contract = terms.Contract(claim.Contract);
        var (payout, holdback) = (PartOf(claim.Id, false), PartOf(claim.Id, true));
        var standing = StandingOf(decision, said, payout, holdback);
        var due = standing is ClaimStanding.Verified ? said.Last!.DecidedOn : payout is { IsOpen: true } ? payout.Since : holdback is { IsOpen: true } ? holdback.Since : (LocalDate?)null;
        var line = new OutcomeLine(
            contract?.Provider ?? "", claim.Id.Value, claim.Contract, claim.Worker.Value, claim.Metric, claim.SubmittedOn, standing, outcome?.Gross,
            outcome is null ? null : heldBack[claim.Id], decision?.Reason ?? "", decision is null ? "" : TraceText.Sentence(decision.Trace),
            due?.PlusDays(contract?.PaymentTermsDays ?? 0), (Waiting(claim.Id, false) ?? Waiting(claim.Id, true)) is { } waits ? ClaimStatus.WaitsFor(waits) : "",
            string.Join(' ', new[] { payout?.Instruction, holdback?.Instruction }.Where(instruction => instruction is not null)), "");
        return line with
        {
            Status = ClaimStatus.Of(line, contract, said, decision, payout, holdback, Waiting(claim.Id, false), Waiting(claim.Id, true),
                forfeited.TryGetValue(claim.Id, out var lost) ? lost : null),
        };
    }

    /// <summary>Null where nothing stands accepted.</summary>
    private OutcomeAccepted? OutcomeOf(ClaimId claim) => clawedBack.Contains(claim) ? null : accepted.GetValueOrDefault(claim);

    private ClaimWords SaidOf(ClaimId claim) => words.GetValueOrDefault(CatchUp.Read(claim).Claim) ?? ClaimWords.None;

    private SettlementLine? Waiting(ClaimId claim, bool holdback) => waiting.GetValueOrDefault(holdback ? claim + ":holdback" : claim.Value);

    private PayablePart? PartOf(ClaimId claim, bool holdback) => parts.GetValueOrDefault((claim, holdback)) is { } part
        ? part.Instruction is { } instruction && confirmed.TryGetValue(instruction, out var on) ? part with { PaidOn = on } : part
        : null;

    private static ClaimStanding StandingOf(SettlementLine? decision, ClaimWords said, PayablePart? payout, PayablePart? holdback) => decision switch
    {
        null or { State: LineState.Held, Reason: LineReason.NotDecided or LineReason.Returned } or { State: LineState.Refused, Reason: LineReason.Rejected } => said.Standing,
        { Kind: "clawback" } => said.Last is { Decision: ClaimDecision.Accepted } word && word.DecidedOn > decision.Effective ? ClaimStanding.Verified : ClaimStanding.ClawedBack,
        { State: LineState.Held } => said.Standing is ClaimStanding.Verified ? ClaimStanding.Held : said.Standing,
        { State: LineState.Refused } => ClaimStanding.Refused,
        _ when payout is { Left.IsPositive: true, Instruction: null } => ClaimStanding.Approved,
        _ => new[] { payout, holdback }.Any(part => part is { Instruction: not null, PaidOn: null }) ? ClaimStanding.Scheduled : ClaimStanding.Paid,
    };
}

/// <summary>What one claim is to be paid: its payout, or later its released holdback.</summary>
/// <param name="Since">The day of acceptance, or of release.</param>
internal sealed record PayablePart(Money Amount, LocalDate Since)
{
    /// <summary>Kept for what the provider has to return.</summary>
    internal Money Netted { get; init; } = Money.Zero(Amount.Currency);

    /// <summary>Kept to earn back the advance.</summary>
    internal Money Recovered { get; init; } = Money.Zero(Amount.Currency);
    internal string? Instruction { get; init; }
    internal LocalDate? InstructedOn { get; init; }
    internal LocalDate? PaidOn { get; init; }

    /// <summary>The last instruction that came back.</summary>
    internal (string Instruction, LocalDate On, string? Reason)? Returned { get; init; }
    internal Money Left => Amount - Netted - Recovered;
    internal bool IsOpen => Left.IsPositive && PaidOn is null;
}

/// <summary>What the verifier said of one claim.</summary>
/// <param name="Last">Null before the first word.</param>
/// <param name="IsAppeal">Whether the last acceptance or rejection followed a rejection.</param>
internal sealed record ClaimWords(Verification? Last, bool WasRejected, bool IsAppeal)
{
    internal static readonly ClaimWords None = new(null, false, false);

    internal ClaimStanding Standing => Last?.Decision switch
    {
        ClaimDecision.Accepted => ClaimStanding.Verified,
        ClaimDecision.Returned => ClaimStanding.Returned,
        ClaimDecision.Rejected => ClaimStanding.Rejected,
        _ => ClaimStanding.Submitted,
    };

    internal ClaimWords And(Verification word) => word.Decision is ClaimDecision.Returned
        ? this with { Last = word }
        : new(word, word.Decision is ClaimDecision.Rejected, WasRejected || IsAppeal);
}
