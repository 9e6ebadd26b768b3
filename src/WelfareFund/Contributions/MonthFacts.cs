using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>Whether an employment's pay of a month counts.</summary>
public enum PayStanding
{
    Counts,

    /// <summary>The employment's lowest tier in the month carries no contributions.</summary>
    LowTier,

    /// <summary>The employer broke the contract in the month or before.</summary>
    EmployerBreach,

    /// <summary>It would count, but its currency has no rate for the month's last day; the whole month waits.</summary>
    NoRate,
}

/// <summary>A worker's gross pay from one employer for one month.</summary>
/// <param name="Rate">1 major unit of the pay's currency in major units of the agreement's, at the month's last day; not looked at in the agreement currency itself.</param>
public readonly record struct Pay(EmployerId Employer, Money Gross, decimal Rate, PayStanding Standing);

/// <summary>What happened to a worker in one wage month.</summary>
public readonly ref struct MonthFacts
{
    public MonthFacts()
    {
    }

    /// <summary>In ordinal order of the employers' ids, at most one of each employer and currency.</summary>
    public ReadOnlySpan<Pay> Pays { get; init; }

    /// <summary>Calendar months after the month of the first start of work: 0 in that month itself, negative before it.</summary>
    public int MonthsSinceStart { get; init; }

    /// <summary>Consent was given on the month's last day or before.</summary>
    public bool HasConsent { get; init; } = true;

    /// <summary>The worker's time in the fund ended before the month's first day.</summary>
    public bool HasEnded { get; init; }
    public bool IsAbroad { get; init; } = true;

    /// <summary>A pause covers at least one day of the month.</summary>
    public bool IsPaused { get; init; }

    /// <summary>A report is expected from somebody and is not there.</summary>
    public bool IsReportMissing { get; init; }

    /// <summary>What the worker's earlier agreements owe of the same pay, in minor units of the agreement currency.</summary>
    public decimal OwedBefore { get; init; }

    /// <summary>What all agreements together may take by the floors and limits of those earlier ones, in minor units of the agreement currency.</summary>
    public decimal MostBefore { get; init; } = decimal.MaxValue;
}
