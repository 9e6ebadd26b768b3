using NodaTime;

namespace WelfareFund.Terms;

[Means("The prices of outcomes from a date on. A worker keeps the card in force on the day of enrolment.")]
public sealed record RateCard
{
    [Means("Workers enrolled from this day on are under this card.")]
    public required LocalDate Effective { get; init; }

    [Means("How an outcome's amount is rounded, once, at the end.")]
    public RoundingMode Rounding { get; init; } = RoundingMode.HalfUp;

    [Means("What is paid for."), AtLeastOne]
    public required IReadOnlyList<MetricTerms> Metrics { get; init; }

    [Means("What each quality tier does to a price: a factor, or not-payable. Names every tier; without it every factor is 1."), Id]
    public IReadOnlyDictionary<string, QualityFactor>? QualityFactors { get; init; }

    [Means("What is paid on top for workers of certain groups.")]
    public UpliftTerms? Uplifts { get; init; }

    [Means("Factors by how many outcomes of a metric were paid before, lowest step first. Without it every factor is 1.")]
    public IReadOnlyList<VolumeStep> Volume { get; init; } = [];

    public MetricTerms? Metric(string id) => Metrics.FirstOrDefault(metric => metric.Id == id);

    public QualityFactor FactorOf(string tier) => QualityFactors is null ? QualityFactor.One : QualityFactors[tier];

    /// <param name="count">The outcome's place among those of its metric, from 1.</param>
    public decimal VolumeFactor(int count) => Volume.FirstOrDefault(step => step.UpTo is not { } upTo || count <= upTo)?.Factor ?? 1m;
}

[Means("One outcome that is paid for, once per worker.")]
public sealed record MetricTerms
{
    [Means("The metric's id in claims."), Id]
    public required string Id { get; init; }

    [Means("What has to have happened.")]
    public required Trigger Trigger { get; init; }

    [Means("The price before quality, uplift and volume."), Limits(AtLeast = 0)]
    public required Money Price { get; init; }

    /// <summary>In ordinal order of the ids, which is the stable order for splitting; the shares sum to 1.</summary>
    [Means("What the price pays for: shares of cost lines that sum to 1."), Id, Limits(MoreThan = 0, AtMost = 1), AtLeastOne, OnlyInAFund]
    public IReadOnlyDictionary<string, decimal> CostLines { get; init; } = new SortedDictionary<string, decimal>(StringComparer.Ordinal);

    [Means("Metrics that have to be achieved before."), Id]
    public IReadOnlyList<string> After { get; init; } = [];

    [Means("When skipped, it is paid as soon as a later metric proves it.")]
    public bool CatchUp { get; init; }

    [Means("How many of it the contract pays at most."), Limits(AtLeast = 1)]
    public int? MaximumCount { get; init; }
}

[Means("What is paid on top for workers who find it harder to get a good job.")]
public sealed record UpliftTerms
{
    [Means("A worker of several groups gets the highest of their uplifts, or their sum.")]
    public UpliftMode Mode { get; init; } = UpliftMode.Highest;

    [Means("The uplift of each group, as a share of the price."), Id, Limits(AtLeast = 0, AtMost = 5), AtLeastOne]
    public required IReadOnlyDictionary<string, decimal> Groups { get; init; }
}

public enum UpliftMode
{
    Highest,
    Sum,
}

[Means("A step of the volume factors.")]
public sealed record VolumeStep
{
    [Means("The last outcome of the step, counted from 1. The last step has none."), Limits(AtLeast = 1), Key]
    public int? UpTo { get; init; }

    [Means("What the price is multiplied by."), Limits(MoreThan = 0, AtMost = 10)]
    public required decimal Factor { get; init; }
}
