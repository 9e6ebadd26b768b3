using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>Why an accepted outcome does not stand.</summary>
/// <param name="On">The day of the evidence.</param>
public sealed record Disproof(LocalDate On, string Why);

/// <summary>Evidence that takes an accepted outcome back.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Clawback".</remarks>
public static class Clawback
{
    /// <param name="achievedOn">As it was accepted; the contract's days run from here.</param>
    /// <param name="word">The verifier's last word on the claim.</param>
    /// <param name="facts">What is known of a worker now. A correction of the records has no day of its own: it counts as known on their last day.</param>
    /// <returns>Null where it stands, and where the days are over.</returns>
    public static Disproof? Of(ContractTerms contract, LocalDate achievedOn, Claim claim, Verification? word, Func<WorkerId, OutcomeFacts> facts)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(facts);
        var last = achievedOn.PlusDays(contract.ClawbackDays);
        if (word is { Decision: ClaimDecision.Rejected } && word.DecidedOn <= last)
            return new(word.DecidedOn, $"rejected by {word.DecidedBy} on {word.DecidedOn:uuuu-MM-dd}");

        var known = facts(claim.Worker);
        if (known.Through > last || contract.RateCardOn(known.Worker.EnrolledOn) is not { } card || card.Metric(claim.Metric) is not { } metric)
            return null;
        var achieved = Achievement.Of(metric.Trigger, known, claim.AchievedOn);
        if (achieved.IsRefused)
            return achieved.Refusals[0] is { Code: "not-achieved" } not ? new(known.Through, not.What) : null;
        var tier = known.TierOn(achievedOn);
        return card.FactorOf(tier).IsPayable ? null : new(known.Through, $"the job's tier was {tier} on {achievedOn:uuuu-MM-dd}, which is not payable");
    }
}
