using NodaTime;

namespace WelfareFund.People;

/// <summary>What an employer kept of a worker's pay for the fund.</summary>
public sealed record Deduction : Fact
{
    public required string Id { get; init; }
    public required WorkerId Worker { get; init; }
    public required EmployerId Employer { get; init; }

    /// <summary>The month whose pay it was kept from.</summary>
    public required YearMonth Month { get; init; }
    public required LocalDate DeductedOn { get; init; }
    public required Money Amount { get; init; }

    /// <summary>What the employer's transfer names, one for many workers; null while it is not known.</summary>
    public string? TransferReference { get; init; }
}
