using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>Rates and shares in files: <c>0.10</c>, <c>1.1684</c>, <c>-3</c>.</summary>
public static class DecimalText
{
    private const int MostDigits = 28;

    /// <summary>Exact, or refused: a number of more digits than a decimal keeps (28) is not rounded.</summary>
    /// <param name="refusal">Has no place (<see cref="Refusal.Where"/> is empty): the caller knows the file, line and column.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = 0;
        if (!PlainNumber.TryRead(text, "1.25", out var number, out refusal))
            return false;

        if (number.Whole.Length + number.Decimals.Length > MostDigits)
        {
            refusal = new("too-many-digits", "", $"{Excerpt.Of(text)} has more than {MostDigits} digits", $"write at most {MostDigits} digits");
            return false;
        }

        value = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (value == 0)
            value = decimal.Abs(value); // "-0" would print its minus
        return true;
    }
}
