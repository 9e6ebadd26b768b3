namespace WelfareFund.Terms;

/// <summary>What has to have happened for a metric to be achieved. The choice is closed.</summary>
[Means("What has to have happened for the metric to be achieved."), Choice("kind", "Trigger")]
public abstract record Trigger
{
    private protected Trigger()
    {
    }
}

[Means("Something verified happened.")]
public sealed record EventTrigger : Trigger
{
    [Means("What happened: enrolled, trained, visa, started, or the fund's own word."), Id]
    public required string Event { get; init; }
}

/// <summary>Exactly one of <see cref="Weeks"/> and <see cref="Months"/> is given.</summary>
[Means("So many weeks or months in work, all employers together.")]
public sealed record SustainedTrigger : Trigger
{
    [Means("Weeks in work. Give weeks or months, not both."), Limits(AtLeast = 1, AtMost = 520)]
    public int? Weeks { get; init; }

    [Means("Months in work. Accumulated, n months are n × 365/12 days, rounded up."), Limits(AtLeast = 1, AtMost = 120)]
    public int? Months { get; init; }

    [Means("accumulated counts days in work; continuous wants them without a break, by calendar date.")]
    public SustainedMode Mode { get; init; } = SustainedMode.Accumulated;

    [Means("The longest gap between jobs that is allowed, in days. Without it accumulated allows any gap, continuous none."), Limits(AtLeast = 0, AtMost = 3660)]
    public int? MaxGapDays { get; init; }
}

public enum SustainedMode
{
    Accumulated,
    Continuous,
}

[Means("So many months with earnings at or above a threshold, inside a window of months. They need not follow each other."), WithCurrency]
public sealed record RollingTrigger : Trigger
{
    [Means("How many months have to reach the threshold."), Limits(AtLeast = 1, AtMost = 120)]
    public required int Months { get; init; }

    [Means("How many months the window has."), Limits(AtLeast = 1, AtMost = 120)]
    public required int Within { get; init; }

    [Means("The earnings a month has to reach."), Limits(MoreThan = 0)]
    public required Money Threshold { get; init; }
}

[Means("Earnings since the start reach an amount in time."), WithCurrency]
public sealed record EarningsTrigger : Trigger
{
    [Means("The sum the earnings have to reach."), Limits(MoreThan = 0)]
    public required Money Amount { get; init; }

    [Means("Within how many days of the start."), Limits(AtLeast = 1, AtMost = 3660)]
    public required int WithinDays { get; init; }
}

[Means("An audit of the job was passed at this tier or a better one.")]
public sealed record AuditTrigger : Trigger
{
    [Means("The lowest tier that counts as passed."), Id]
    public required string Tier { get; init; }
}
