using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <summary>What an enrolled worker can still achieve: neither settled, nor claimed, nor shown by the records yet.</summary>
/// <remarks>Rules: docs/rules.md, section 7 "Settlement", "Enrolments beyond free cash".</remarks>
public static class OutcomesToCome
{
    /// <summary>At price before the caps, in the tier of the last day that is looked at; nothing while that tier is not payable.</summary>
    /// <param name="claimed">The metrics of the worker's open claims.</param>
    public static IEnumerable<UnacceptedOutcome> Of(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, OutcomeFacts facts, IReadOnlyCollection<string> claimed)
    {
        var through = facts.Through;
        if (through >= contract.To || contract.RateCardOn(facts.Worker.EnrolledOn) is not { } card)
            yield break;
        var tier = facts.TierOn(through);
        var quality = card.FactorOf(tier);
        if (!quality.IsPayable)
            yield break;
        foreach (var metric in card.Metrics.Where(metric => settled.Of(metric.Id) is null && !claimed.Contains(metric.Id) && !facts.Rejected.Contains(metric.Id)))
        {
            if (Achievement.Of(metric.Trigger, facts, through) is { IsRefused: false, Value.ByFacts: true })
                continue;
            yield return new(metric.Id, through, OutcomePrice.Full(card, metric, facts.Worker, tier, quality.Factor, state.CountOf(metric.Id) + 1, default(NoTrace)));
        }
    }
}
