using System.Numerics;
using WelfareFund.Tracing;

namespace WelfareFund.Capital;

/// <summary>Why a part is what it is, told once for what all parts of a step share. <c>default</c> keeps nothing.</summary>
internal readonly record struct Explanation(IReadOnlyList<TraceStep>? Told)
{
    internal IReadOnlyList<TraceStep> Steps => Told ?? [];

    internal Explanation With(string template, params ReadOnlySpan<object> operands) => Told is null ? default : new([.. Told, new(template, operands.ToArray())]);

    /// <summary>A part of a whole by largest remainder.</summary>
    /// <param name="weight">Of the part, as <paramref name="weights"/> of all: amounts or shares.</param>
    internal Explanation Portion(Money whole, object weight, object weights, Money part)
    {
        if (Told is null)
            return default;
        var cut = new Money((long)(whole.MinorUnits * Units(weight) / Units(weights)), whole.Currency);
        var told = With(TraceTemplates.PartOfClaims, whole, weight, weights, cut);
        return part == cut ? told : told.With(TraceTemplates.PartLifted, part);
    }

    private static BigInteger Units(object weight) => weight switch
    {
        Money money => money.MinorUnits,
        decimal share => Quotient.Mantissa(share) * BigInteger.Pow(10, 28 - share.Scale),
        _ => throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is an amount or a share."),
    };
}
