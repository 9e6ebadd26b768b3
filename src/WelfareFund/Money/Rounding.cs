namespace WelfareFund;

/// <summary>How an exact amount becomes whole units. A term of each contract: published contracts differ.</summary>
public enum RoundingMode
{
    /// <summary>Nearest; a half goes away from zero.</summary>
    HalfUp,

    /// <summary>Nearest; a half goes to the even neighbour.</summary>
    HalfEven,

    /// <summary>Towards zero.</summary>
    Down,
}

public static class Rounding
{
    /// <summary>To a whole number, of whatever unit <paramref name="value"/> counts.</summary>
    public static decimal Apply(decimal value, RoundingMode mode) => mode switch
    {
        RoundingMode.HalfUp => decimal.Round(value, 0, MidpointRounding.AwayFromZero),
        RoundingMode.HalfEven => decimal.Round(value, 0, MidpointRounding.ToEven),
        RoundingMode.Down => decimal.Truncate(value),
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such rounding mode."),
    };
}
