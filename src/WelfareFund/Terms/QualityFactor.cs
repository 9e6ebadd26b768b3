using System.Globalization;

namespace WelfareFund.Terms;

/// <summary>What a quality tier does to a price: multiplies it, or makes the metric wait for a better tier.</summary>
public readonly record struct QualityFactor
{
    private readonly decimal? factor;

    private QualityFactor(decimal factor) => this.factor = factor;

    public static QualityFactor NotPayable => default;

    public static QualityFactor One => new(1m);

    public bool IsPayable => factor.HasValue;

    /// <exception cref="InvalidOperationException">The tier is not payable.</exception>
    public decimal Factor => factor ?? throw new InvalidOperationException("A tier that is not payable has no factor.");

    public static QualityFactor Of(decimal factor) =>
        factor > 0 ? new(factor) : throw new ArgumentOutOfRangeException(nameof(factor), factor, "A payable tier's factor is more than 0.");

    public override string ToString() => factor?.ToString("0.00##########", CultureInfo.InvariantCulture) ?? "not-payable";
}
