using System.Numerics;

namespace WelfareFund.Tests.Capital;

/// <summary>
/// The different zeros of a polynomial in x = 1 / (1 + rate), counted by Sturm's chain in whole numbers, without any rounding: the coefficients are
/// yearly flows, and the rates those that a rate of return may have.
/// </summary>
internal sealed class ExactRoots
{
    private static readonly (BigInteger Above, BigInteger Below) First = (1, 1_000_001);
    private static readonly (BigInteger Above, BigInteger Below) Last = (1_000_000_000, 1);

    private readonly List<BigInteger[]> chain = [];

    internal ExactRoots(IEnumerable<long> flows)
    {
        var polynomial = Trimmed([.. flows.Select(flow => new BigInteger(flow))]);
        if (polynomial.Length == 0)
            return;
        chain.Add(polynomial);
        var next = Trimmed([.. polynomial.Skip(1).Select((coefficient, i) => coefficient * (i + 1))]);
        while (next.Length > 0)
        {
            chain.Add(next);
            next = Trimmed([.. Remainder(chain[^2], chain[^1]).Select(coefficient => -coefficient)]);
        }
    }

    internal int Count => chain.Count == 0 ? 0 : Changes(First) - Changes(Last);

    /// <summary>Whether a zero is between these rates, ends included.</summary>
    internal bool IsBetween(decimal lowest, decimal highest)
    {
        var (from, to) = (At(highest), At(lowest));
        return Sign(chain[0], from) == 0 || Changes(from) != Changes(to);
    }

    private static (BigInteger Above, BigInteger Below) At(decimal rate) => (1_000_000_000_000, new BigInteger((1 + rate) * 1_000_000_000_000));

    private int Changes((BigInteger Above, BigInteger Below) x)
    {
        var signs = chain.Select(polynomial => Sign(polynomial, x)).Where(sign => sign != 0).ToList();
        return signs.Zip(signs.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    private static int Sign(BigInteger[] polynomial, (BigInteger Above, BigInteger Below) x)
    {
        var (sum, below) = (BigInteger.Zero, BigInteger.One);
        for (var power = polynomial.Length - 1; power >= 0; power--)
        {
            sum = (sum * x.Above) + (polynomial[power] * below);
            below *= x.Below;
        }

        return sum.Sign;
    }

    /// <summary>Up to a positive factor.</summary>
    private static BigInteger[] Remainder(BigInteger[] dividend, BigInteger[] divisor)
    {
        var left = dividend;
        var lead = BigInteger.Abs(divisor[^1]);
        while (left.Length >= divisor.Length)
        {
            var factor = left[^1] * divisor[^1].Sign;
            var shift = left.Length - divisor.Length;
            left = Trimmed([.. left.Select((coefficient, i) => (coefficient * lead) - (i >= shift ? factor * divisor[i - shift] : 0))]);
        }

        return left;
    }

    private static BigInteger[] Trimmed(BigInteger[] coefficients)
    {
        var length = coefficients.Length;
        while (length > 0 && coefficients[length - 1].IsZero)
            length--;
        return coefficients[..length];
    }
}
