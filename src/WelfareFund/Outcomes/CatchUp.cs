using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>A skipped metric is paid without a claim of its own, under an id made of the proving claim's and its own.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Catch-up".</remarks>
public static class CatchUp
{
    /// <summary>No imported id holds a colon.</summary>
    public static ClaimId IdOf(ClaimId provenBy, string metric) => new($"{provenBy}:{metric}");

    /// <summary>The claim that was made, and the metric it proved; null where the claim stands for itself.</summary>
    public static (ClaimId Claim, string? Metric) Read(ClaimId id) =>
        id.Value.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? (new(id.Value[..colon]), id.Value[(colon + 1)..]) : (id, null);

    /// <summary>The first metric that has to come before and can only be settled by a claim of its own; null while there is none.</summary>
    internal static string? MissingBefore(RateCard card, MetricTerms metric, WorkerOutcomes settled, OutcomeFacts facts)
    {
        foreach (var earlier in metric.After.Where(id => settled.Of(id) is null))
        {
            var missing = IsSkippable(card, earlier, facts) ? MissingBefore(card, card.Metric(earlier)!, settled, facts) : earlier;
            if (missing is not null)
                return missing;
        }

        return null;
    }

    /// <summary>What was skipped before a metric, each after what comes before it.</summary>
    internal static IEnumerable<string> SkippedBefore(RateCard card, MetricTerms metric, WorkerOutcomes settled, OutcomeFacts facts) =>
        metric.After.Where(id => IsSkippable(card, id, facts))
            .SelectMany(id => settled.Of(id) is null ? SkippedBefore(card, card.Metric(id)!, settled, facts).Append(id) : [])
            .Distinct(StringComparer.Ordinal);

    /// <summary>What a verifier rejected is not proven by what comes after it.</summary>
    private static bool IsSkippable(RateCard card, string metric, OutcomeFacts facts) =>
        card.Metric(metric) is { CatchUp: true } && !facts.Rejected.Contains(metric);
}
