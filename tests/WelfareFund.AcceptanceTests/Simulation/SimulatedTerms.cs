using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>One fund's terms as the simulation throws them: amounts in cents, words as they stand in <c>fund.json</c>. Neither the product nor the naive model adds to it.</summary>
internal sealed record SimulatedTerms
{
    internal const string Id = "simulated";

    internal required YearMonth FirstMonth { get; init; }
    internal required int Months { get; init; }
    internal required int WageMonthLag { get; init; }
    internal required IReadOnlyList<CostLine> CostLines { get; init; }
    internal required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>The best first, with the lowest score of each.</summary>
    internal required IReadOnlyList<(string Id, int From)> Tiers { get; init; }
    internal required string UntestedTier { get; init; }
    internal required IReadOnlyList<Contract> Contracts { get; init; }
    internal required IReadOnlyList<Contribution> Contributions { get; init; }
    internal required IReadOnlyList<(string Id, int Rank)> Tranches { get; init; }
    internal required string DrawOrder { get; init; }
    internal required long? ReserveMinimum { get; init; }
    internal required int ReserveMonths { get; init; }
    internal required long? Administration { get; init; }
    internal required IReadOnlyList<(string Payee, decimal Share)> Oversight { get; init; }
    internal required IReadOnlyList<(int Days, decimal Share)> Allowance { get; init; }

    internal required int PauseLongerThanDays { get; init; }

    /// <summary>Whether the second person approves every long pause as soon as it is told, or never does.</summary>
    internal required bool ApprovesLongPauses { get; init; }

    internal YearMonth Month(int number) => FirstMonth.PlusMonths(number);

    internal LocalDate LastDay(int number) => Month(number).ToDateInterval().End;

    internal Contract ContractOf(string id) => Contracts.Single(contract => contract.Id == id);

    internal sealed record CostLine(string Id, string Kind);

    internal sealed record Criterion(string Id, int Weight, bool Must);

    /// <param name="Factors">By tier; null is not payable.</param>
    /// <param name="UpliftMode"><c>highest</c> or <c>sum</c>.</param>
    /// <param name="ReleaseOn">The metric that releases what is held back; null where nothing is.</param>
    internal sealed record Contract(
        string Id, string Provider, LocalDate From, LocalDate To, long? Maximum, long? PerWorker, IReadOnlyList<Metric> Metrics, IReadOnlyDictionary<string, decimal?>? Factors,
        IReadOnlyDictionary<string, decimal>? Uplifts, string UpliftMode, IReadOnlyList<(int? UpTo, decimal Factor)> Volume, string Rounding, decimal HoldbackShare, string? ReleaseOn,
        int ClaimAfterDays, int ClaimWithinDays, int ClawbackDays);

    /// <param name="Trigger"><c>enrolled</c>, <c>started</c>, <c>trained</c>, <c>accumulated</c> or <c>continuous</c>.</param>
    /// <param name="Parts">The shares of cost lines.</param>
    internal sealed record Metric(string Id, string Trigger, int Months, int? MaxGapDays, long Price, IReadOnlyDictionary<string, decimal> Parts, string? After, int? MaximumCount);

    /// <param name="FloorRule"><c>cliff</c>, <c>above</c> or <c>taper</c>; null where there is no floor.</param>
    internal sealed record Contribution(
        string Id, decimal Share, long Floor, string? FloorRule, long? UpperCutOff, long? CapAmount, decimal? TimesServiceCost, int Payments, int WindowMonths, int GraceMonths, bool PauseUsesWindow,
        decimal? MaxShareOfPay, string Rounding, long RoundTo, IReadOnlyList<string>? CarryingTiers);
}
