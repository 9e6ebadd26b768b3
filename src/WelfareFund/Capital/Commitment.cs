using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Capital;

/// <summary>An investor's promise of capital in one tranche, in base currency.</summary>
public sealed record Commitment : Fact
{
    public required string Id { get; init; }
    public required InvestorId Investor { get; init; }
    public required string Tranche { get; init; }
    public required Money Amount { get; init; }
    public required LocalDate SignedOn { get; init; }
}

/// <summary>A call of the whole fund, split over the commitments.</summary>
public sealed record CapitalCall : Fact
{
    public required string Id { get; init; }
    public required LocalDate CalledOn { get; init; }
    public required LocalDate DueOn { get; init; }
    public required Money Amount { get; init; }
    public required string Purpose { get; init; }
}
