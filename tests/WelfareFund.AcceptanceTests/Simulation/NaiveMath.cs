namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Rounding and splitting, written once more from docs/rules.md, section 2.</summary>
internal static class NaiveMath
{
    /// <param name="mode"><c>half-up</c>, <c>half-even</c> or <c>down</c>.</param>
    internal static long Round(decimal exact, string mode)
    {
        var towardsZero = (long)exact;
        var rest = Math.Abs(exact - towardsZero);
        var away = towardsZero + (exact < 0 ? -1 : 1);
        return mode switch
        {
            "down" => towardsZero,
            "half-up" => rest >= 0.5m ? away : towardsZero,
            "half-even" => rest > 0.5m || (rest == 0.5m && towardsZero % 2 != 0) ? away : towardsZero,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such mode."),
        };
    }

    /// <summary>Largest remainder; the earlier part first where remainders are equal.</summary>
    internal static long[] Split(long whole, IReadOnlyList<decimal> weights)
    {
        var sum = weights.Sum();
        if (sum == 0)
            return new long[weights.Count];
        var exact = weights.Select(weight => whole * weight / sum).ToArray();
        var parts = exact.Select(part => (long)Math.Truncate(part)).ToArray();
        var order = Enumerable.Range(0, parts.Length).OrderByDescending(i => Math.Abs(exact[i] - parts[i])).ThenBy(i => i).ToList();
        for (var left = Math.Abs(whole - parts.Sum()); left > 0; left--)
        {
            parts[order[0]] += Math.Sign(whole);
            order.RemoveAt(0);
        }

        return parts;
    }
}
