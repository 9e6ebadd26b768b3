using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>What the outcomes came to: accepted, held back, owed, taken back.</summary>
internal sealed partial class FundState
{
    private readonly List<OutcomeAccepted> outcomes = [];
    private readonly List<ClaimId> claimsAtCap = [];
    private int order;
    private readonly HashSet<string> rejected = new(StringComparer.Ordinal);
    private readonly HashSet<string> reopened = new(StringComparer.Ordinal);
    private readonly Dictionary<(ClaimId Claim, bool Holdback), Payable> payables = [];
    private readonly Dictionary<ClaimId, OutcomeAccepted> holdbacks = [];
    private readonly Dictionary<ClaimId, (HoldbackReleased What, LocalDate On)> releases = [];
    private readonly Dictionary<(ClaimId Claim, bool Holdback), Money> recovered = [];
    private readonly Dictionary<string, Money> advances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> advanced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> clawbacks = new(StringComparer.Ordinal);
    private readonly Dictionary<ClaimId, List<OversightAccrued>> levies = [];
    private readonly Dictionary<ClaimId, List<GrantReleased>> grantsSpent = [];

    /// <summary>Outcomes that stand, in order of acceptance; less what was forfeited.</summary>
    internal IReadOnlyList<OutcomeAccepted> Outcomes => outcomes;

    /// <summary>Accepted, but a cap left nothing of them: their metric is settled all the same.</summary>
    internal IReadOnlyList<ClaimId> ClaimsAtCap => claimsAtCap;

    /// <summary>Provider debts not yet instructed, strictly by acceptance; a released holdback stands at its release.</summary>
    internal IEnumerable<Payable> Payables => payables.Values.Where(payable => payable.Amount.IsPositive).OrderBy(payable => payable.Since).ThenBy(payable => payable.Order);

    /// <summary>The verifier rejected it, and nothing else was decided since.</summary>
    internal bool IsRejected(ClaimId claim) => rejected.Contains(claim.Value);

    internal bool IsHeldBack(ClaimId claim) => holdbacks.ContainsKey(claim);

    /// <summary>Held back under a contract and not released, by acceptance.</summary>
    internal IEnumerable<OutcomeAccepted> HeldBack(string contract) =>
        holdbacks.Values.Where(outcome => outcome.Contract == contract).OrderBy(outcome => outcome.AcceptedOn).ThenBy(outcome => outcome.Claim.Value, StringComparer.Ordinal);

    /// <summary>The holdbacks that a claim's acceptance released.</summary>
    internal IEnumerable<(HoldbackReleased What, LocalDate On)> ReleasedBy(ClaimId claim) =>
        releases.Values.Where(release => release.What.By == claim).OrderBy(release => release.What.Claim.Value, StringComparer.Ordinal);

    internal Money Unpaid(ClaimId claim, bool holdback, Currency currency) => payables.TryGetValue((claim, holdback), out var payable) ? payable.Amount : Money.Zero(currency);
    internal Money Recovered(ClaimId claim, bool holdback, Currency currency) => recovered.GetValueOrDefault((claim, holdback), Money.Zero(currency));

    /// <summary>What a contract's provider has been advanced and not yet earned back.</summary>
    internal Money Advance(string contract, Currency currency) => advances.GetValueOrDefault(contract, Money.Zero(currency));

    /// <summary>What a contract's provider was ever advanced.</summary>
    internal Money Advanced(string contract, Currency currency) => advanced.GetValueOrDefault(contract, Money.Zero(currency));

    /// <summary>What a contract's provider has to return.</summary>
    internal Money ClawbackDue(string contract, Currency currency) => clawbacks.GetValueOrDefault(contract, Money.Zero(currency));
    internal IReadOnlyList<OversightAccrued> Levies(ClaimId claim) => levies.GetValueOrDefault(claim) ?? [];
    internal IReadOnlyList<GrantReleased> GrantsSpent(ClaimId claim) => grantsSpent.GetValueOrDefault(claim) ?? [];

    private void TakeDecision(SettlementLine line)
    {
        reopened.Remove(line.Subject);
        if (line is { State: LineState.Refused, Reason: LineReason.Rejected })
            rejected.Add(line.Subject);
        else
            rejected.Remove(line.Subject);
        if (line is { State: LineState.Refused, Reason: LineReason.AtCap })
            claimsAtCap.Add(new(line.Subject));
    }

    private void ApplyOutcome(FundEvent what, SettlementLine line)
    {
        switch (what)
        {
            case OutcomeAccepted e:
                outcomes.Add(e);
                Use(e.Contract, e.Gross, e.UsesMaximum, e.BaseAmount, e.UsesFundMaximum);
                claimWorkers[e.Claim] = e.Worker;
                AddCosts(e.Claim, line.Effective, e.Parts);
                AddPayable(e.Claim, false, e.Contract, e.Gross - e.HeldBack, e.AcceptedOn);
                if (e.HeldBack.IsPositive)
                    holdbacks.Add(e.Claim, e);
                break;
            case HoldbackReleased e:
                holdbacks.Remove(e.Claim);
                releases.Add(e.Claim, (e, line.Concerns));
                AddPayable(e.Claim, true, e.Contract, e.Amount, line.Concerns);
                break;
            case OversightAccrued e:
                Add(owedInBase, (PaymentTo.Oversight, e.Payee), e.BaseAmount);
                AddTo(levies, e.Claim, e);
                break;
            case GrantReleased e:
                Add(unspentGrants, e.Grant, -e.BaseAmount);
                AddCost(e.Claim, e.CostLine, line.Effective, -e.BaseAmount);
                AddTo(grantsSpent, e.Claim, e);
                break;
            case OutcomeClawedBack e:
                AddCosts(e.Claim, line.Effective, e.Parts.Select(part => part with { BaseAmount = -part.BaseAmount }));
                Use(e.Contract, -e.Gross, e.UsesMaximum, -e.BaseAmount, e.UsesFundMaximum);
                ClawBack(e);
                break;
            case HoldbackRetaken e:
                releases.Remove(e.Claim);
                Forget(e.Claim, holdback: true);
                holdbacks.Add(e.Claim, outcomes.Find(outcome => outcome.Claim == e.Claim)!);
                TakeBack(e.Contract, e.AdvanceRestored, e.Receivable);
                break;
            case HoldbackForfeited e:
                AddCosts(e.Claim, line.Effective, e.Parts.Select(part => part with { BaseAmount = -part.BaseAmount }));
                Use(e.Contract, -e.Amount, e.UsesMaximum, -e.BaseAmount, e.UsesFundMaximum);
                holdbacks.Remove(e.Claim);
                var at = outcomes.FindIndex(outcome => outcome.Claim == e.Claim);
                outcomes[at] = Less(outcomes[at], e);
                break;
            case ClawbackNetted e:
                Add(clawbacks, e.Contract, -e.Amount);
                Pay(e.Claim, e.Holdback, e.Amount);
                break;
            case AdvanceGranted e:
                Add(advances, e.Contract, e.Amount);
                Add(advanced, e.Contract, e.Amount);
                AddPayable(AdvanceGranted.PaidAs(e.Contract, e.Revision), false, e.Contract, e.Amount, line.Concerns);
                break;
            case AdvanceRecovered e:
                Add(advances, e.Contract, -e.Amount);
                Add(recovered, (e.Claim, e.Holdback), e.Amount);
                Pay(e.Claim, e.Holdback, e.Amount);
                break;
            case OversightReversed e:
                Add(owedInBase, (PaymentTo.Oversight, e.Payee), -e.BaseAmount);
                levies[e.Claim].RemoveAll(levy => levy.Payee == e.Payee);
                break;
            case GrantRestored e:
                Add(unspentGrants, e.Grant, e.BaseAmount);
                AddCost(e.Claim, e.CostLine, line.Effective, e.BaseAmount);
                grantsSpent[e.Claim] = [.. grantsSpent[e.Claim]
                    .Select(one => one.Grant == e.Grant && one.CostLine == e.CostLine ? one with { BaseAmount = one.BaseAmount - e.BaseAmount } : one)
                    .Where(one => one.BaseAmount.IsPositive)];
                break;
            default: throw new InvalidOperationException($"The fund's state does not know {what.GetType().Name}.");
        }
    }

    private void AddCosts(ClaimId claim, LocalDate on, IEnumerable<CostPart> parts)
    {
        foreach (var part in parts)
            AddCost(claim, part.CostLine, on, part.BaseAmount);
    }

    private void Use(string contract, Money amount, bool usesMaximum, Money baseAmount, bool usesFundMaximum)
    {
        if (usesMaximum)
            Add(contractHeadroom, contract, -amount);
        if (usesFundMaximum)
            headroom -= baseAmount;
    }

    private void ClawBack(OutcomeClawedBack e)
    {
        outcomes.RemoveAll(outcome => outcome.Claim == e.Claim);
        holdbacks.Remove(e.Claim);
        releases.Remove(e.Claim);
        Forget(e.Claim, holdback: false);
        Forget(e.Claim, holdback: true);
        TakeBack(e.Contract, e.AdvanceRestored, e.Receivable);
        reopened.Add(e.Claim.Value);
    }

    private void TakeBack(string contract, Money advance, Money receivable)
    {
        Add(advances, contract, advance);
        Add(clawbacks, contract, receivable);
    }

    private void Forget(ClaimId claim, bool holdback)
    {
        payables.Remove((claim, holdback));
        recovered.Remove((claim, holdback));
    }

    private static OutcomeAccepted Less(OutcomeAccepted outcome, HoldbackForfeited e) => outcome with
    {
        Gross = outcome.Gross - e.Amount,
        HeldBack = Money.Zero(outcome.Gross.Currency),
        BaseAmount = outcome.BaseAmount - e.BaseAmount,
        Parts = [.. outcome.Parts.Select((part, i) => part with { BaseAmount = part.BaseAmount - e.Parts[i].BaseAmount })],
    };

    private void Pay(ClaimId claim, bool holdback, Money amount) => payables[(claim, holdback)] = payables[(claim, holdback)].Less(amount);

    private void AddPayable(ClaimId claim, bool holdback, string contract, Money amount, LocalDate since) =>
        payables.Add((claim, holdback), new Payable(claim, holdback, contract, amount, since, order++));

    private static void AddTo<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T what)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = new(1));
        list.Add(what);
    }
}

/// <summary>What one claim is still owed.</summary>
internal sealed record Payable(ClaimId Claim, bool Holdback, string Contract, Money Amount, LocalDate Since, int Order)
{
    /// <summary>As lines and traces name it.</summary>
    internal string Subject => Holdback ? Claim + ":holdback" : Claim.Value;

    internal Payable Less(Money paid) => this with { Amount = Amount - paid };
}
