using FsCheck;
using FsCheck.Fluent;

namespace WelfareFund.Tests;

/// <summary>Values of every size, with the extremes that uniform choice would never meet.</summary>
internal static class Any
{
    internal static readonly Gen<long> Long = Gen.OneOf(
        Gen.Elements(0L, 1L, -1L, long.MaxValue, long.MinValue, long.MaxValue - 1, long.MinValue + 1),
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        select unchecked((((long)high << 32) | (uint)low) >> shift));

    /// <summary>Amounts that can be added a few times without overflow.</summary>
    internal static readonly Gen<long> Small = Long.Select(value => value >> 4);

    internal static readonly Gen<Currency> Currency = Gen.Elements(Currencies.All.ToArray());

    internal static readonly Gen<Money> Money = from units in Long from currency in Currency select new Money(units, currency);

    /// <summary>Any decimal: 96 bits of mantissa of every size, any scale, either sign.</summary>
    internal static readonly Gen<decimal> Decimal =
        from a in Long
        from b in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 31)
        from scale in Gen.Choose(0, 28)
        from negative in Gen.Elements(true, false)
        select unchecked(new decimal((int)a, (int)(a >> 32), (int)((uint)b >> shift), negative, (byte)scale));

    internal static readonly Gen<RoundingMode> Mode = Gen.Elements(Enum.GetValues<RoundingMode>());

    /// <summary>Tries a thousand values and throws with the first that breaks the law, and the seed that finds it again.</summary>
    internal static void Holds<T>(this Gen<T> values, Func<T, bool> law) =>
        Prop.ForAll(values.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
