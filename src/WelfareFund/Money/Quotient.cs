using System.Numerics;

namespace WelfareFund;

/// <summary>Whole numbers divided exactly and rounded once. A decimal quotient is already rounded, at its 28th digit, and then rounds twice.</summary>
internal static class Quotient
{
    /// <param name="denominator">Above zero.</param>
    internal static T Round<T>(T numerator, T denominator, RoundingMode mode)
        where T : IBinaryInteger<T>
    {
        var (quotient, remainder) = T.DivRem(numerator, denominator);
        var twice = T.Abs(remainder) + T.Abs(remainder);
        var awayFromZero = mode switch
        {
            RoundingMode.HalfUp => twice >= denominator,
            RoundingMode.HalfEven => twice > denominator || (twice == denominator && T.IsOddInteger(quotient)),
            RoundingMode.Down => false,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such rounding mode."),
        };
        return !awayFromZero ? quotient : T.IsNegative(numerator) ? quotient - T.One : quotient + T.One;
    }

    /// <summary>The value without its point: 1.50 is 150.</summary>
    internal static BigInteger Mantissa(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var size = unchecked(((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0]);
        return decimal.IsNegative(value) ? -size : size;
    }
}
