using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>What the fund spent on one worker, in base currency; negative for what grants and outcome payers paid of it and what was got back.</summary>
/// <param name="IsPayers">What an outcome payer pays of the claim's cost.</param>
internal readonly record struct WorkerCost(ClaimId Claim, string CostLine, LocalDate On, Money BaseAmount, bool IsPayers = false);

internal sealed partial class FundState
{
    private readonly Dictionary<(WorkerId Worker, Currency Currency), Money> refundsOwed = [];
    private readonly Dictionary<ClaimId, WorkerId> claimWorkers = [];
    private readonly Dictionary<WorkerId, List<WorkerCost>> costs = [];
    private readonly Dictionary<ClaimId, Money> chargedToPayers = [];

    /// <summary>Refunds not yet instructed.</summary>
    internal IEnumerable<(WorkerId Worker, Money Amount)> RefundsOwed =>
        refundsOwed.Where(owed => owed.Value.IsPositive).OrderBy(owed => owed.Key.Worker).ThenBy(owed => owed.Key.Currency).Select(owed => (owed.Key.Worker, owed.Value));

    /// <summary>In base currency; null before the first.</summary>
    internal Money? Allowance { get; private set; }

    internal IReadOnlyList<WorkerCost> Costs(WorkerId worker) => costs.GetValueOrDefault(worker) ?? [];

    private void AddCost(ClaimId claim, string costLine, LocalDate on, Money baseAmount, bool isPayers = false)
    {
        var worker = claimWorkers[claim];
        if (!costs.TryGetValue(worker, out var known))
            costs.Add(worker, known = new(2));
        known.Add(new(claim, costLine, on, baseAmount, isPayers));
    }

    /// <summary>
    /// An outcome payer pays of the outcome's cost what grants left of it, at most what it is charged, over the cost lines by their parts; whenever one of
    /// the two changes. While a clawback is under way grants can have paid more of a line than is left of it.
    /// </summary>
    private void CoverCosts(FundEvent what, LocalDate on)
    {
        ClaimId? changed = what switch
        {
            PayerDue { For: DueFor.Outcome } e => new(e.Subject),
            OutcomeAccepted e => e.Claim,
            OutcomeClawedBack e => e.Claim,
            HoldbackForfeited e => e.Claim,
            GrantReleased e => e.Claim,
            GrantRestored e => e.Claim,
            _ => null,
        };
        if (changed is not { } claim || !chargedToPayers.TryGetValue(claim, out var charged))
            return;
        var ofClaim = Costs(claimWorkers[claim]).Where(cost => cost.Claim == claim).GroupBy(cost => cost.CostLine)
            .Select(line => (CostLine: line.Key, Net: Money.Max(Sum(line.Where(cost => !cost.IsPayers)), charged - charged), Covered: Sum(line.Where(cost => cost.IsPayers)))).ToList();
        var covers = Money.Min(charged, ofClaim.Aggregate(charged - charged, (sum, line) => sum + line.Net));
        var parts = covers.IsZero ? [.. ofClaim.Select(_ => covers)] : Allocation.Split(covers, [.. ofClaim.Select(line => line.Net.MinorUnits)]);
        foreach (var (line, part) in ofClaim.Zip(parts))
        {
            if (part + line.Covered is { IsZero: false } more)
                AddCost(claim, line.CostLine, on, -more, isPayers: true);
        }

        Money Sum(IEnumerable<WorkerCost> some) => some.Aggregate(charged - charged, (sum, cost) => sum + cost.BaseAmount);
    }
}
