using System.Numerics;

namespace WelfareFund;

/// <summary>
/// Largest remainder: each part gets its exact share rounded towards zero; the units left over go, one each, to the parts with the
/// largest remainders, the earlier part first when remainders are equal.
/// </summary>
/// <remarks>
/// The parts sum to the whole, none has the opposite sign, none is a unit or more from its exact share, and a part of weight zero gets
/// nothing. Rules: docs/rules.md, section 2 "Money".
/// </remarks>
public static class Allocation
{
    /// <param name="weights">In the parts' stable order.</param>
    /// <exception cref="ArgumentException">A weight is negative, or all are zero, or there is none.</exception>
    public static Money[] Split(Money whole, ReadOnlySpan<long> weights)
    {
        var wide = new Int128[weights.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = weights[i];
        return Split<Int128>(whole, wide);
    }

    /// <inheritdoc cref="Split(Money, ReadOnlySpan{long})"/>
    public static Money[] Split(Money whole, ReadOnlySpan<decimal> weights)
    {
        var scale = 0;
        foreach (var weight in weights)
            scale = Math.Max(scale, weight.Scale);
        var wide = new BigInteger[weights.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = Quotient.Mantissa(weights[i]) * BigInteger.Pow(10, scale - weights[i].Scale);
        return Split<BigInteger>(whole, wide);
    }

    private static Money[] Split<T>(Money whole, T[] weights)
        where T : IBinaryInteger<T>
    {
        var total = T.Zero;
        foreach (var weight in weights)
            total += T.IsNegative(weight) ? throw new ArgumentException($"A weight is negative: {weight}.", nameof(weights)) : weight;
        if (T.IsZero(total))
            throw new ArgumentException("Nothing says where the whole goes: every weight is zero.", nameof(weights));

        var size = T.Abs(T.CreateChecked(whole.MinorUnits));
        var left = size;
        var units = new T[weights.Length];
        var remainders = new T[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            (units[i], remainders[i]) = T.DivRem(size * weights[i], total);
            left -= units[i];
        }

        var order = Enumerable.Range(0, weights.Length).OrderByDescending(part => remainders[part]);
        foreach (var part in order.Take(int.CreateChecked(left)))
            units[part]++;

        return Array.ConvertAll(units, part => new Money(long.CreateChecked(whole.IsNegative ? -part : part), whole.Currency));
    }
}
