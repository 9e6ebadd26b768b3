namespace WelfareFund.People;

/// <summary>Something the fund was told. Facts are append-only; what replaces one says so.</summary>
public abstract record Fact
{
    /// <summary>The fund's number.</summary>
    public int Fund { get; init; }

    /// <summary>The order in which the fund learned its facts, from 1. A snapshot is everything up to one of these.</summary>
    public long Intake { get; init; }
}
