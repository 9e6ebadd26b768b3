using NodaTime;

namespace WelfareFund.People;

public enum Severity
{
    Minor,
    Moderate,

    /// <summary>While it is open nothing is due, and the provider's payments for the employment wait.</summary>
    Serious,
}

public enum GrievanceOutcome
{
    Upheld,
    PartlyUpheld,
    NotUpheld,
    Settled,
    Withdrawn,
}

/// <summary>What is said on a grievance after it was raised.</summary>
public enum GrievanceWordKind
{
    /// <summary>Whoever runs the fund handles it from now on; the last one counts.</summary>
    TakenOn,

    /// <summary>To the worker, in words.</summary>
    Answered,

    /// <summary>The worker does not agree with how it ended: another grievance carries the appeal.</summary>
    Appealed,
}

/// <summary>What a worker, or somebody for them, complained of. A later report of the same id says that it is closed.</summary>
public sealed record Grievance : Fact
{
    public required string Id { get; init; }
    public required WorkerId Worker { get; init; }

    /// <summary>Null where it is about no job, or about all of them.</summary>
    public EmploymentId? Employment { get; init; }
    public required LocalDate RaisedOn { get; init; }
    public required string Category { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>Personal data, kept apart.</summary>
    public string? Text { get; init; }

    /// <summary>The last day it was open; null while it lasts.</summary>
    public LocalDate? ClosedOn { get; init; }
    public GrievanceOutcome? Outcome { get; init; }
}
