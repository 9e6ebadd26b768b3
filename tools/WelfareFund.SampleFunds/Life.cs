using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.SampleFunds;

/// <summary>How a contract's workers go.</summary>
/// <param name="Agreement">The id of their contribution terms.</param>
/// <param name="Trains">Whether the contract pays for the training's certificate.</param>
internal sealed record Route(
    ContractTerms Contract, string Corridor, ContributionTerms Agreement, IReadOnlyList<Cast.Employer> Employers,
    int Workers, LocalDate From, LocalDate To, int LeastWage, int MostWage, int WageStep, bool Trains);

/// <summary>One job of a worker.</summary>
internal sealed record Job(string Id, Cast.Employer Employer, LocalDate Start, LocalDate? End, string EndReason, Money Offered, Money Wage, int Hours)
{
    internal bool Touches(YearMonth month) => Start.ToYearMonth() <= month && (End is not { } end || end.ToYearMonth() >= month);

    /// <summary>Days in work in a month, of its days.</summary>
    internal (int Worked, int Days) DaysIn(YearMonth month)
    {
        var all = month.ToDateInterval();
        var first = LocalDate.Max(all.Start, Start);
        var last = End is { } end ? LocalDate.Min(all.End, end) : all.End;
        return (Period.DaysBetween(first, last) + 1, all.Length);
    }
}

/// <summary>One worker as the story has it.</summary>
internal sealed class Life
{
    internal required string Id { get; init; }
    internal required Route Route { get; init; }
    internal required Twist Twist { get; init; }
    internal required SeededRandom Random { get; init; }
    internal required LocalDate EnrolledOn { get; init; }
    internal LocalDate? TrainedOn { get; set; }
    internal bool Consents { get; set; }
    internal List<Job> Jobs { get; } = [];

    /// <summary>The end of the worker's time in the fund.</summary>
    internal LocalDate? EndedOn { get; set; }
    internal string EndReason { get; set; } = "";

    internal string AgreementId => "A-" + Id;
}

/// <summary>What the sample shows on a worker of its choice; everything else happens by chance.</summary>
internal enum Twist
{
    None,
    ClaimRejected,
    ClaimReturned,
    ClaimTooLate,
    ClaimUndecided,
    LongGap,
    ShortGap,
    MovesCountry,
    TwoEmployers,
    EmployerBreach,
    Died,
    Returned,
    Illness,
    ParentalLeave,
    PaysDouble,
    PaysNever,
    FailsMust,
    FailsMustThenMeets,
    WageCorrectedUp,
    WageCorrectedDown,
    WageLate,
    WageMissing,
    UnderFloor,
    NoConsent,
}
