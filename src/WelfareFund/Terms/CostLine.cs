namespace WelfareFund.Terms;

[Means("What money is spent on. Whatever a worker pays for recruitment is a recruitment fee, and workers pay none.")]
public sealed record CostLine
{
    [Means("The cost line's id in files and reports."), Id]
    public required string Id { get; init; }

    [Means("recruitment, unless the job does not need it: then service or protection.")]
    public required CostLineKind Kind { get; init; }

    [Means("Why the job does not need it, in words. A service has to say so; two people approve it.")]
    public string? Basis { get; init; }
}

public enum CostLineKind
{
    /// <summary>Never enters what a worker contributes.</summary>
    Recruitment,

    /// <summary>The only kind that can enter the cap on a worker's contributions.</summary>
    Service,

    /// <summary>Audits and oversight.</summary>
    Protection,
}
