using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Quality;

public enum AuditResult
{
    Met,
    NotMet,
    Unknown,
}

/// <summary>One criterion of one employment on one day.</summary>
public sealed record Audit : Fact
{
    public required string Id { get; init; }
    public required EmploymentId Employment { get; init; }
    public required LocalDate AuditedOn { get; init; }
    public required string Criterion { get; init; }
    public required AuditResult Result { get; init; }
    public string? Evidence { get; init; }
}
