using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>
/// A number as files write it: <c>-</c> when negative, digits, and a point with digits behind it when there are decimals.
/// No plus sign, exponent, space, thousands separator or decimal comma: what a reader could take two ways is refused.
/// </summary>
internal readonly ref struct PlainNumber
{
    private const string Separators = ",'’_ \u00A0\u202F";
    private static readonly SearchValues<char> AnySeparator = SearchValues.Create(Separators);
    private static readonly SearchValues<char> OfSeparatedNumbers = SearchValues.Create("0123456789-." + Separators);

    private PlainNumber(bool isNegative, ReadOnlySpan<char> whole, ReadOnlySpan<char> decimals)
    {
        IsNegative = isNegative;
        Whole = whole;
        Decimals = decimals;
    }

    internal bool IsNegative { get; }

    /// <summary>The digits before the point, without leading zeros.</summary>
    internal ReadOnlySpan<char> Whole { get; }

    /// <summary>The digits after the point, as written.</summary>
    internal ReadOnlySpan<char> Decimals { get; }

    internal static bool TryRead(ReadOnlySpan<char> text, string example, out PlainNumber number, [NotNullWhen(false)] out Refusal? refusal)
    {
        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var decimals = point < 0 ? [] : digits[(point + 1)..];
        if (AreDigits(whole) && (point < 0 || AreDigits(decimals)))
        {
            number = new(isNegative, whole.TrimStart('0'), decimals);
            refusal = null;
            return true;
        }

        number = default;
        refusal = WhyNot(text, example);
        return false;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static Refusal WhyNot(ReadOnlySpan<char> text, string example)
    {
        const string Digits = "write digits, a point before decimals and - in front when negative";
        return text switch
        {
            [] => new("not-a-number", "", "nothing stands here", $"write a number, for example {example}"),
            _ when text.ContainsAny(AnySeparator) && text.ContainsAnyInRange('0', '9') && !text.ContainsAnyExcept(OfSeparatedNumbers) =>
                new("not-a-number", "", $"{Excerpt.Of(text)} has a thousands separator, a decimal comma or a space", $"write digits and at most one point, before the decimals, for example {example}"),
            _ when text[0] == '+' => new("not-a-number", "", $"{Excerpt.Of(text)} has a plus sign", $"{Digits}, for example {example}"),
            _ => new("not-a-number", "", $"{Excerpt.Of(text)} is not a number", $"{Digits}, for example {example}"),
        };
    }
}
