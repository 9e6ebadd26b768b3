using System.Collections.Immutable;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <param name="AcceptedOn">The day of the verifier's decision.</param>
/// <param name="IsCaughtUp">A skipped metric that a later one's claim proves; nobody claimed it.</param>
public sealed record AcceptedClaim(Claim Claim, LocalDate AcceptedOn, bool IsCaughtUp = false);

public sealed record DecidedClaim(AcceptedClaim Claim, OutcomeDecision Decision, IReadOnlyList<TraceStep> Trace);

/// <summary>What was settled so far: of each contract and of each worker.</summary>
/// <param name="Fund">What the fund's own maximum leaves; null where it has none, and outside a fund.</param>
public sealed record OutcomesSettled(
    ImmutableDictionary<string, ContractState> Contracts, ImmutableDictionary<WorkerId, WorkerOutcomes> Workers, FundLeft? Fund = null)
{
    public static readonly OutcomesSettled Nothing = new(
        ImmutableDictionary<string, ContractState>.Empty.WithComparers(StringComparer.Ordinal), ImmutableDictionary<WorkerId, WorkerOutcomes>.Empty);

    /// <summary>From all that was ever settled for the workers and contracts in question, in the order in which it was.</summary>
    public static OutcomesSettled Of(IEnumerable<(WorkerId Worker, SettledOutcome Outcome)> settled, Func<string, ContractTerms> contract)
    {
        var all = settled.ToList();
        return new(
            all.GroupBy(one => one.Outcome.Contract, StringComparer.Ordinal)
                .ToImmutableDictionary(of => of.Key, of => ContractState.Of(contract(of.Key), of.Select(one => one.Outcome)), StringComparer.Ordinal),
            all.GroupBy(one => one.Worker).ToImmutableDictionary(of => of.Key, of => new WorkerOutcomes([.. of.Select(one => one.Outcome)])));
    }
}

public static class AcceptedClaims
{
    /// <summary>
    /// Decides claims in order of acceptance, then of claim id, whatever order they come in. A claim that waits for an earlier metric is
    /// looked at again once others were settled.
    /// </summary>
    /// <param name="claims">Accepted and not yet decided for good: new ones and held ones.</param>
    /// <param name="contract">The contract of a claim.</param>
    /// <param name="facts">What is known of a claim's worker.</param>
    /// <returns>
    /// One decision a claim, in the order in which they were taken, so that a metric stands before what came after it, and last what still waits for an
    /// earlier metric; before each those on the skipped metrics that it proves.
    /// </returns>
    public static (OutcomesSettled Settled, IReadOnlyList<DecidedClaim> Decisions) Decide(
        IEnumerable<AcceptedClaim> claims, OutcomesSettled settled, Func<string, ContractTerms> contract, Func<WorkerId, OutcomeFacts> facts)
    {
        var decisions = new List<DecidedClaim>();
        return (Decide(claims, settled, contract, facts, decisions.Add), decisions);
    }

    /// <inheritdoc cref="Decide(IEnumerable{AcceptedClaim}, OutcomesSettled, Func{string, ContractTerms}, Func{WorkerId, OutcomeFacts})"/>
    /// <param name="take">Gets each decision as soon as no later one can stand before it.</param>
    internal static OutcomesSettled Decide(
        IEnumerable<AcceptedClaim> claims, OutcomesSettled settled, Func<string, ContractTerms> contract, Func<WorkerId, OutcomeFacts> facts, Action<DecidedClaim> take)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var inOrder = claims.OrderBy(claim => claim.AcceptedOn).ThenBy(claim => claim.Claim.Id.Value, StringComparer.Ordinal).ToList();
        var overlapping = Overlapping(inOrder, contract);
        var deciding = new Deciding(settled, contract, facts);
        var waiting = new List<(int At, List<DecidedClaim> Decisions)>();
        var next = Enumerable.Range(0, inOrder.Count).Select(at => (At: at, Decisions: new List<DecidedClaim>()));
        bool progress;
        do
        {
            (progress, waiting) = (false, []);
            foreach (var (at, decisions) in next)
            {
                var accepted = inOrder[at];
                if (overlapping.Contains(accepted.Claim.Id) && deciding.Of(accepted.Claim.Worker).Of(accepted.Claim.Metric) is null)
                {
                    decisions.Add(Overlaps(accepted));
                }
                else
                {
                    deciding.CatchUpBefore(accepted, decisions);
                    decisions.Add(deciding.Decide(accepted));
                    progress |= decisions[^1].Decision is not HeldOutcome;
                }

                if (decisions[^1].Decision is HeldOutcome { Why.Code: "waits-for-metric" })
                    waiting.Add((at, decisions));
                else
                    decisions.ForEach(take);
            }

            next = [.. waiting.Select(one => (one.At, one.Decisions[..^1]))];
        }
        while (progress);

        waiting.ForEach(one => one.Decisions.ForEach(take));
        return deciding.Settled;
    }

    /// <summary>Claims of several providers for one worker's metric.</summary>
    private static HashSet<ClaimId> Overlapping(IEnumerable<AcceptedClaim> claims, Func<string, ContractTerms> contract) =>
        [.. claims.GroupBy(accepted => (accepted.Claim.Worker, accepted.Claim.Metric))
            .Where(same => same.Select(accepted => contract(accepted.Claim.Contract).Provider).Distinct(StringComparer.Ordinal).Count() > 1)
            .SelectMany(same => same.Select(accepted => accepted.Claim.Id))];

    private static DecidedClaim Overlaps(AcceptedClaim accepted)
    {
        var why = new Refusal("overlapping-claims", "", $"two providers claim '{accepted.Claim.Metric}' of worker {accepted.Claim.Worker}", "the verifier rejects one of the claims");
        var trace = new TraceList();
        trace.Write(TraceTemplates.OutcomeHeld, why.What);
        return new(accepted, new HeldOutcome(why), trace.Steps);
    }

    /// <summary>What is settled while claims are decided: of a fund's many workers each decision changes one.</summary>
    private sealed class Deciding(OutcomesSettled before, Func<string, ContractTerms> contract, Func<WorkerId, OutcomeFacts> facts)
    {
        private readonly ImmutableDictionary<string, ContractState>.Builder contracts = before.Contracts.ToBuilder();
        private readonly ImmutableDictionary<WorkerId, WorkerOutcomes>.Builder workers = before.Workers.ToBuilder();
        private FundLeft? fund = before.Fund;

        internal OutcomesSettled Settled => new(contracts.ToImmutable(), workers.ToImmutable(), fund);

        internal WorkerOutcomes Of(WorkerId worker) => workers.GetValueOrDefault(worker, WorkerOutcomes.None);

        /// <summary>A skipped metric that cannot be paid yet is not decided: it stays open for a claim of its own.</summary>
        internal void CatchUpBefore(AcceptedClaim accepted, List<DecidedClaim> caughtUp)
        {
            var worker = accepted.Claim.Worker;
            foreach (var skipped in OutcomeStep.SkippedBefore(contract(accepted.Claim.Contract), Of(worker), accepted, facts(worker)))
            {
                var (decided, result) = Look(skipped);
                if (decided.Decision is HeldOutcome)
                    continue;
                Keep(skipped, result);
                caughtUp.Add(decided);
            }
        }

        internal DecidedClaim Decide(AcceptedClaim accepted)
        {
            var (decided, result) = Look(accepted);
            Keep(accepted, result);
            return decided;
        }

        private (DecidedClaim Decided, OutcomeResult Result) Look(AcceptedClaim accepted)
        {
            var (claim, trace) = (accepted.Claim, new TraceList());
            var terms = contract(claim.Contract);
            var result = OutcomeStep.Take(terms, contracts.GetValueOrDefault(terms.Id) ?? ContractState.Of(terms, []), Of(claim.Worker), accepted, facts(claim.Worker), fund, trace);
            return (new(accepted, result.Decision, trace.Steps), result);
        }

        private void Keep(AcceptedClaim accepted, OutcomeResult result)
        {
            contracts[contract(accepted.Claim.Contract).Id] = result.Contract;
            workers[accepted.Claim.Worker] = result.Worker;
            if (result.Decision is PayableOutcome payable)
                fund = fund?.Less(payable.Gross, accepted.AcceptedOn);
        }
    }
}
