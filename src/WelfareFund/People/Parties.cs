using NodaTime;

namespace WelfareFund.People;

public enum InvestorKind
{
    Foundation,
    Bank,
    Government,
    Person,
    Other,
}

/// <summary>A social investor, or the funder of a grant. Name, e-mail and IBAN are personal data and kept apart.</summary>
public sealed record Investor : Fact
{
    public required InvestorId Id { get; init; }
    public required InvestorKind Kind { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }
}

/// <summary>A service provider. Its bank details are kept apart.</summary>
public sealed record Provider : Fact
{
    public required ProviderId Id { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>The currency it is paid in.</summary>
    public required Currency Currency { get; init; }
}

public sealed record Employer : Fact
{
    public required EmployerId Id { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }
}

/// <summary>A migrant worker enrolled in the fund. The books know only a number; name, e-mail and birth year are kept apart.</summary>
public sealed record Worker : Fact
{
    public required WorkerId Id { get; init; }

    /// <summary>Fixes the rate card: a worker keeps the version in force on this day.</summary>
    public required LocalDate EnrolledOn { get; init; }
    public required string Contract { get; init; }
    public required string Corridor { get; init; }
    public string? Gender { get; init; }

    /// <summary>Inclusion groups, separated by <c>|</c>, ordinal order; empty when there are none.</summary>
    public string Groups { get; init; } = "";

    /// <summary>Major units a month of <see cref="HomeCurrency"/>, before leaving.</summary>
    public decimal? HomeMonthlyIncome { get; init; }
    public Currency? HomeCurrency { get; init; }
}
