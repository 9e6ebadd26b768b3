using System.Collections.Immutable;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>One outcome of a worker that was decided for good.</summary>
/// <param name="Gross">Zero where a cap left nothing; the metric is settled all the same.</param>
/// <param name="HeldBack">What is still held back: zero after its release.</param>
public sealed record SettledOutcome(ClaimId Claim, string Contract, string Metric, LocalDate AchievedOn, Money Gross, Money HeldBack);

/// <summary>What was settled for one worker, under whatever contract.</summary>
public sealed record WorkerOutcomes(ImmutableList<SettledOutcome> Settled)
{
    public static readonly WorkerOutcomes None = new([]);

    public SettledOutcome? Of(string metric) => Settled.Find(outcome => outcome.Metric == metric);

    internal WorkerOutcomes With(SettledOutcome outcome, IReadOnlyList<ReleasedHoldback> released) => new(Settled
        .ConvertAll(before => released.Any(release => release.Claim == before.Claim) ? before with { HeldBack = Money.Zero(before.HeldBack.Currency) } : before)
        .Add(outcome));

    internal Money PaidUnder(ContractTerms contract) =>
        Settled.Where(outcome => outcome.Contract == contract.Id).Aggregate(Money.Zero(contract.Currency), (sum, outcome) => sum + outcome.Gross);
}

/// <summary>What was accepted under one contract.</summary>
/// <param name="Accepted">Gross, in contract currency: what the maximum limits.</param>
/// <param name="Counts">How many of each metric were paid.</param>
public sealed record ContractState(Money Accepted, ImmutableDictionary<string, int> Counts)
{
    public static ContractState Of(ContractTerms contract, IEnumerable<SettledOutcome> settled)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var state = new ContractState(Money.Zero(contract.Currency), ImmutableDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal));
        return settled.Where(outcome => outcome.Contract == contract.Id).Aggregate(state, (sum, outcome) => sum.With(outcome));
    }

    public int CountOf(string metric) => Counts.GetValueOrDefault(metric);

    /// <summary>What a cap left nothing of uses no count.</summary>
    internal ContractState With(SettledOutcome outcome) => new(
        Accepted + outcome.Gross,
        outcome.Gross.IsZero ? Counts : Counts.SetItem(outcome.Metric, CountOf(outcome.Metric) + 1));
}
