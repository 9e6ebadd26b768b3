using NodaTime;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <param name="Price">Before the caps, in contract currency.</param>
public sealed record UnacceptedOutcome(string Metric, LocalDate AchievedOn, Money Price);

/// <summary>What was achieved and is not accepted yet: claimed and open, or shown by the records and still to be claimed.</summary>
/// <remarks>Rules: docs/rules.md, section 7 "Settlement", "Reserve".</remarks>
public static class UnacceptedOutcomes
{
    /// <param name="claimed">The worker's open claims: the day of each claimed metric.</param>
    public static IEnumerable<UnacceptedOutcome> Of(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, OutcomeFacts facts, IReadOnlyDictionary<string, LocalDate> claimed)
    {
        if (contract.RateCardOn(facts.Worker.EnrolledOn) is not { } card)
            yield break;
        foreach (var metric in card.Metrics.Where(metric => settled.Of(metric.Id) is null))
        {
            if (AchievedOn(metric, contract, facts, claimed) is not { } on || on < contract.From || on > contract.To)
                continue;
            var tier = facts.TierOn(on);
            var quality = card.FactorOf(tier);
            if (quality.IsPayable)
                yield return new(metric.Id, on, OutcomePrice.Full(card, metric, facts.Worker, tier, quality.Factor, state.CountOf(metric.Id) + 1, default(NoTrace)));
        }
    }

    private static LocalDate? AchievedOn(MetricTerms metric, ContractTerms contract, OutcomeFacts facts, IReadOnlyDictionary<string, LocalDate> claimed)
    {
        if (claimed.TryGetValue(metric.Id, out var on))
            return on;
        var shown = Achievement.Of(metric.Trigger, facts, facts.Through);
        return !shown.IsRefused && shown.Value.ByFacts && !facts.Rejected.Contains(metric.Id) && facts.Through <= shown.Value.On.PlusDays(contract.ClaimWithinDays)
            ? shown.Value.On
            : null;
    }
}
