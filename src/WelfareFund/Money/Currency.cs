using System.Diagnostics.CodeAnalysis;

namespace WelfareFund;

/// <summary>An ISO 4217 currency. There is one instance a currency, so equality is identity.</summary>
public sealed class Currency : IComparable<Currency>
{
    internal Currency(string code, short number, int exponent, string name)
    {
        Code = code;
        Number = number;
        Exponent = exponent;
        Name = name;
        MinorUnitsPerMajor = Enumerable.Repeat(10L, exponent).Aggregate(1L, (product, ten) => product * ten);
    }

    /// <summary>Three capital letters, for example <c>EUR</c>.</summary>
    public string Code { get; }

    /// <summary>ISO 4217's numeric code: what the books store and hash, because it never changes.</summary>
    public short Number { get; }

    /// <summary>Decimals of the major unit: 0 for JPY, 2 for EUR, 3 for KWD.</summary>
    public int Exponent { get; }

    public string Name { get; }

    /// <summary>1 for JPY, 100 for EUR, 1,000 for KWD.</summary>
    public long MinorUnitsPerMajor { get; }

    /// <exception cref="ArgumentException">The code is not a currency of ISO 4217.</exception>
    public static Currency Of(string code) =>
        TryOf(code, out var currency) ? currency : throw new ArgumentException($"'{code}' is not a currency of ISO 4217.", nameof(code));

    /// <exception cref="ArgumentException">The number is not a currency of ISO 4217.</exception>
    public static Currency Of(short number) =>
        Currencies.ByNumber.TryGetValue(number, out var currency) ? currency : throw new ArgumentException($"{number} is not a currency number of ISO 4217.", nameof(number));

    public static bool TryOf(string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && Currencies.ByCode.TryGetValue(code, out currency);
    }

    /// <summary>By code, in ordinal order.</summary>
    public int CompareTo(Currency? other) => string.CompareOrdinal(Code, other?.Code);

    public override string ToString() => Code;
}
