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
        var inOrder = claims.OrderBy(claim => claim.AcceptedOn).ThenBy(claim => claim.Claim.Id.Value, StringComparer.Ordinal).ToList();
        var overlapping = Overlapping(inOrder, contract);
        var waiting = new List<(int At, List<DecidedClaim> Decisions)>();
        var next = Enumerable.Range(0, inOrder.Count).Select(at => (At: at, Decisions: new List<DecidedClaim>()));
        bool progress;
        do
        {
            (progress, waiting) = (false, []);
            foreach (var (at, decisions) in next)
            {
                var accepted = inOrder[at];
                DecidedClaim decided;
                if (overlapping.Contains(accepted.Claim.Id) && settled.Workers.GetValueOrDefault(accepted.Claim.Worker, WorkerOutcomes.None).Of(accepted.Claim.Metric) is null)
                {
                    decided = Overlaps(accepted);
                }
                else
                {
                    settled = CatchUpBefore(accepted, settled, contract, facts, decisions);
                    (settled, decided) = Decide(accepted, settled, contract, facts);
                    progress |= decided.Decision is not HeldOutcome;
                }

                decisions.Add(decided);
                if (decided.Decision is HeldOutcome { Why.Code: "waits-for-metric" })
                    waiting.Add((at, decisions));
                else
                    decisions.ForEach(take);
            }

            next = [.. waiting.Select(one => (one.At, one.Decisions[..^1]))];
        }
        while (progress);

        waiting.ForEach(one => one.Decisions.ForEach(take));
        return settled;
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

    /// <summary>A skipped metric that cannot be paid yet is not decided: it stays open for a claim of its own.</summary>
    private static OutcomesSettled CatchUpBefore(
        AcceptedClaim accepted, OutcomesSettled settled, Func<string, ContractTerms> contract, Func<WorkerId, OutcomeFacts> facts, List<DecidedClaim> caughtUp)
    {
        var worker = accepted.Claim.Worker;
        foreach (var skipped in OutcomeStep.SkippedBefore(contract(accepted.Claim.Contract), settled.Workers.GetValueOrDefault(worker, WorkerOutcomes.None), accepted, facts(worker)))
        {
            var (after, decided) = Decide(skipped, settled, contract, facts);
            if (decided.Decision is HeldOutcome)
                continue;
            settled = after;
            caughtUp.Add(decided);
        }

        return settled;
    }

    private static (OutcomesSettled Settled, DecidedClaim Decided) Decide(
        AcceptedClaim accepted, OutcomesSettled settled, Func<string, ContractTerms> contract, Func<WorkerId, OutcomeFacts> facts)
    {
        var claim = accepted.Claim;
        var terms = contract(claim.Contract);
        var trace = new TraceList();
        var result = OutcomeStep.Take(
            terms, settled.Contracts.GetValueOrDefault(terms.Id) ?? ContractState.Of(terms, []),
            settled.Workers.GetValueOrDefault(claim.Worker, WorkerOutcomes.None), accepted, facts(claim.Worker), settled.Fund, trace);
        return (
            new(settled.Contracts.SetItem(terms.Id, result.Contract), settled.Workers.SetItem(claim.Worker, result.Worker),
                result.Decision is PayableOutcome payable ? settled.Fund?.Less(payable.Gross, accepted.AcceptedOn) : settled.Fund),
            new(accepted, result.Decision, trace.Steps));
    }
}
