namespace WelfareFund.Terms;

[Means("Audited criteria make a score from 0 to 100 (weight met over weight audited), and the score makes a tier.")]
public sealed record QualityTerms
{
    [Means("What is audited."), AtLeastOne]
    public required IReadOnlyList<QualityCriterion> Criteria { get; init; }

    [Means("The tiers, best first."), AtLeastOne]
    public required IReadOnlyList<QualityTier> Tiers { get; init; }

    [Means("The tier of an employment until all must criteria have been audited."), Id]
    public required string UntestedTier { get; init; }

    /// <summary>0 for the best tier; null when there is no such tier.</summary>
    public int? RankOf(string tier)
    {
        for (var rank = 0; rank < Tiers.Count; rank++)
        {
            if (Tiers[rank].Id == tier)
            {
                return rank;
            }
        }

        return null;
    }

    /// <summary>The tier of an employment that failed a must criterion.</summary>
    public QualityTier LowestTier => Tiers[^1];

    /// <param name="score">From 0 to 100.</param>
    public QualityTier TierOf(decimal score) => Tiers.FirstOrDefault(tier => score >= tier.From) ?? LowestTier;
}

[Means("One thing an audit looks at.")]
public sealed record QualityCriterion
{
    [Means("The criterion's id in audit files."), Id]
    public required string Id { get; init; }

    [Means("How much it counts in the score."), Limits(MoreThan = 0, AtMost = 1000)]
    public required int Weight { get; init; }

    [Means("Failing it puts the employment in the lowest tier.")]
    public bool Must { get; init; }
}

[Means("A class of job quality.")]
public sealed record QualityTier
{
    [Means("The tier's id."), Id]
    public required string Id { get; init; }

    [Means("The lowest score of the tier."), Limits(AtLeast = 0, AtMost = 100)]
    public required int From { get; init; }
}
