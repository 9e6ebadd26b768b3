using NodaTime;

namespace WelfareFund.Terms;

[Means("An outcomes-based contract with a service provider.")]
public sealed record ContractTerms
{
    [Means("The contract's id in claims and reports."), Id]
    public required string Id { get; init; }

    [Means("The provider's id, as in the file of providers."), Id, OnlyInAFund]
    public string Provider { get; init; } = "";

    [Means("The corridors it covers."), Id, AtLeastOne, OnlyInAFund]
    public IReadOnlyList<string> Corridors { get; init; } = [];

    [Means("The currency of all its amounts, and of the payments to the provider."), CurrencyOfTheSection]
    public required Currency Currency { get; init; }

    [Means("Its first day.")]
    public required LocalDate From { get; init; }

    [Means("Its last day.")]
    public required LocalDate To { get; init; }

    [Means("What it pays at most over its whole life."), Limits(MoreThan = 0)]
    public Money? Maximum { get; init; }

    [Means("What it pays at most for one worker."), Limits(MoreThan = 0)]
    public Money? PerWorker { get; init; }

    [Means("Its price lists, each from a date on."), AtLeastOne]
    public required IReadOnlyList<RateCard> RateCards { get; init; }

    [Means("The part of each amount that is paid only later.")]
    public HoldbackTerms? Holdback { get; init; }

    [Means("Working capital for the provider at the start.")]
    public AdvanceTerms? Advance { get; init; }

    [Means("For how many days after achievement evidence can take an outcome back."), Limits(AtLeast = 0, AtMost = 3660)]
    public int ClawbackDays { get; init; }

    [Means("A claim may be made no sooner than so many days after achievement."), Limits(AtLeast = 0, AtMost = 3660)]
    public int ClaimAfterDays { get; init; }

    [Means("A claim may be made no later than so many days after achievement."), Limits(AtLeast = 0, AtMost = 3660)]
    public int ClaimWithinDays { get; init; } = 90;

    [Means("Within how many days of acceptance an outcome is to be paid."), Limits(AtLeast = 0, AtMost = 366)]
    public int PaymentTermsDays { get; init; } = 30;

    /// <summary>The newest card effective on or before the day; null before the first.</summary>
    public RateCard? RateCardOn(LocalDate enrolledOn) => RateCards.LastOrDefault(card => card.Effective <= enrolledOn);
}

/// <summary>Exactly one of <see cref="ReleaseOn"/> and <see cref="ReleaseDate"/> is given.</summary>
[Means("The part of each amount that is paid only when the worker's job has proved itself.")]
public sealed record HoldbackTerms
{
    [Means("The share held back."), Limits(MoreThan = 0, AtMost = 1)]
    public required decimal Share { get; init; }

    [Means("The metric whose achievement releases a worker's holdback."), Id]
    public string? ReleaseOn { get; init; }

    [Means("The day that releases all holdback, where no metric does.")]
    public LocalDate? ReleaseDate { get; init; }
}

[Means("Money the provider receives at the start and earns back.")]
public sealed record AdvanceTerms
{
    [Means("The amount advanced."), Limits(MoreThan = 0)]
    public required Money Amount { get; init; }

    [Means("The share of each payout that recovers it."), Limits(MoreThan = 0, AtMost = 1)]
    public required decimal RecoverShare { get; init; }
}
