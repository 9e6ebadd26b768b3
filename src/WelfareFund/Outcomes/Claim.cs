using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Outcomes;

/// <summary>A provider's statement that a metric was achieved for a worker on a date.</summary>
public sealed record Claim : Fact
{
    public required ClaimId Id { get; init; }
    public required string Contract { get; init; }
    public required WorkerId Worker { get; init; }
    public required string Metric { get; init; }
    public required LocalDate AchievedOn { get; init; }
    public required LocalDate SubmittedOn { get; init; }
    public required string Evidence { get; init; }
}

public enum ClaimDecision
{
    Accepted,
    Rejected,

    /// <summary>Sent back for evidence; the claim stays open.</summary>
    Returned,
}

/// <summary>The independent verifier's word on a claim.</summary>
public sealed record Verification : Fact
{
    public required ClaimId Claim { get; init; }
    public required LocalDate DecidedOn { get; init; }
    public required ClaimDecision Decision { get; init; }
    public required string DecidedBy { get; init; }
    public string? Reason { get; init; }
}
