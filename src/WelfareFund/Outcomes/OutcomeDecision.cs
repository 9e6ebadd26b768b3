using NodaTime;
using WelfareFund.People;
using WelfareFund.Refusals;

namespace WelfareFund.Outcomes;

/// <summary>What an accepted claim comes to. The choice is closed.</summary>
public abstract record OutcomeDecision
{
    private protected OutcomeDecision() { }
}

/// <summary>The outcome is owed.</summary>
/// <param name="AchievedOn">As the records or the verification show, not as claimed.</param>
/// <param name="Price">Before the caps.</param>
/// <param name="Gross">After them.</param>
/// <param name="HeldBack">The part of <paramref name="Gross"/> that is paid only later.</param>
/// <param name="Lines">In the cost lines' stable order; they sum to <paramref name="Gross"/>. Empty where the metric names none.</param>
/// <param name="Releases">Earlier claims of this worker whose holdback is owed now.</param>
public sealed record PayableOutcome(
    LocalDate AchievedOn, string Tier, Money Price, Money Gross, Money HeldBack, IReadOnlyList<CostLineAmount> Lines,
    IReadOnlyList<ReleasedHoldback> Releases) : OutcomeDecision
{
    public Money Payout => Gross - HeldBack;
    public bool IsCutToCap => Gross < Price;
}

public readonly record struct CostLineAmount(string CostLine, Money Amount);

public readonly record struct ReleasedHoldback(ClaimId Claim, Money Amount);

/// <summary>Waits: facts that come later, or a person's decision, can still make it payable.</summary>
public sealed record HeldOutcome(Refusal Why) : OutcomeDecision;

/// <summary>Decided for good: nothing is owed.</summary>
/// <param name="Releases">Earlier claims of this worker whose holdback is owed now: a cap left nothing of what releases it, but it was achieved.</param>
public sealed record RefusedOutcome(Refusal Why, IReadOnlyList<ReleasedHoldback> Releases) : OutcomeDecision;
