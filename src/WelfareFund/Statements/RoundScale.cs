namespace WelfareFund.Statements;

/// <summary>The lines behind a chart: three to six round amounts from zero, the last one at most the largest value shown.</summary>
public static class RoundScale
{
    private static readonly long[] Steps = [1, 2, 5, 10];

    /// <param name="most">The largest value shown; minor units, or a count.</param>
    public static IReadOnlyList<long> Of(long most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var unit = 1L;
        while (most / unit > 50)
            unit *= 10;
        var step = Steps.First(factor => most / (unit * factor) < 6) * unit;
        return [.. Enumerable.Range(0, (int)(most / step) + 1).Select(line => line * step)];
    }
}
