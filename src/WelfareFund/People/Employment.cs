using NodaTime;

namespace WelfareFund.People;

/// <summary>One job. A later report of the same id (higher intake) replaces the earlier one, for example to say that it ended.</summary>
public sealed record Employment : Fact
{
    public required EmploymentId Id { get; init; }
    public required WorkerId Worker { get; init; }
    public required EmployerId Employer { get; init; }
    public required LocalDate StartedOn { get; init; }

    /// <summary>The last day in work; null while it lasts.</summary>
    public LocalDate? EndedOn { get; init; }
    public string? EndReason { get; init; }

    /// <summary>Gross pay a month that was promised before leaving.</summary>
    public required Money OfferedWage { get; init; }

    /// <summary>Gross pay a month by the signed contract.</summary>
    public required Money ContractWage { get; init; }
    public required decimal HoursPerWeek { get; init; }
}

public enum WageSource
{
    Payroll,
    Payslip,
    SelfReport,
}

/// <summary>Gross pay of a worker for a month from one employer.</summary>
public sealed record WageReport : Fact
{
    public required string Id { get; init; }
    public required WorkerId Worker { get; init; }
    public required EmployerId Employer { get; init; }

    /// <summary>The month the pay is for.</summary>
    public required YearMonth Month { get; init; }
    public required Money Gross { get; init; }

    /// <summary>Major units in the currency of <see cref="Gross"/>.</summary>
    public decimal? Net { get; init; }
    public required WageSource Source { get; init; }
    public required LocalDate ReportedOn { get; init; }

    /// <summary>The report this one corrects, which no longer counts.</summary>
    public string? Replaces { get; init; }
}

/// <summary>Months in which nothing is due.</summary>
public sealed record Pause : Fact
{
    public required string Id { get; init; }
    public required WorkerId Worker { get; init; }
    public required LocalDate From { get; init; }

    /// <summary>The last day; null while it lasts.</summary>
    public LocalDate? To { get; init; }

    /// <summary>hardship, illness, parental-leave or grievance.</summary>
    public required string Reason { get; init; }
    public required string ApprovedBy { get; init; }
}

/// <summary>Through which day a pause counts that is longer than one person may grant. A later word on the same pause (higher intake) takes the earlier one's place.</summary>
public sealed record PauseLimit : Fact
{
    public required string Pause { get; init; }

    /// <summary>The last day that counts; null once another person has approved the whole.</summary>
    public LocalDate? CountsTo { get; init; }
}

public enum EndingReason
{
    Returned,
    Died,
    Disabled,
    Withdrawn,
    EmployerBreach,
}

/// <summary>The end of a worker's time in the fund, or of one employment by its employer's breach.</summary>
public sealed record Ending : Fact
{
    /// <summary>Null for an employer's breach, which ends an employment and no obligation of the worker's.</summary>
    public WorkerId? Worker { get; init; }
    public EmploymentId? Employment { get; init; }
    public required LocalDate EndedOn { get; init; }
    public required EndingReason Reason { get; init; }
}

/// <summary>A worker's consent to one set of contribution terms.</summary>
public sealed record Agreement : Fact
{
    /// <summary>After its withdrawal a consent to deduction covers so many days, in which payrolls under way are stopped.</summary>
    public const int DaysToStop = 14;

    public required AgreementId Id { get; init; }
    public required WorkerId Worker { get; init; }

    /// <summary>Id of one of the fund's <c>contributions</c> terms.</summary>
    public required string TermsId { get; init; }
    public required LocalDate ConsentOn { get; init; }

    /// <summary>The most this worker will ever pay, as told at consent, in agreement currency.</summary>
    public required Money DisclosedCap { get; init; }
    public LocalDate? DeductionConsentOn { get; init; }
    public LocalDate? DeductionWithdrawnOn { get; init; }

    /// <summary>Share of gross pay that other income-based obligations take.</summary>
    public decimal OtherShare { get; init; }
}

/// <summary>Evidence of what was spent for a worker and by whom. Never posts.</summary>
public sealed record Cost : Fact
{
    public required string Id { get; init; }
    public required WorkerId Worker { get; init; }
    public required string CostLine { get; init; }
    public required LocalDate IncurredOn { get; init; }
    public required Money Amount { get; init; }

    /// <summary><c>fund</c>, <c>grant:ID</c>, <c>employer</c>, <c>worker</c> or <c>other</c>.</summary>
    public required string PaidBy { get; init; }
}
