using System.Diagnostics.CodeAnalysis;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>Amounts in files: major units such as <c>125.00</c> (EUR), <c>12500</c> (JPY), <c>1.250</c> (KWD), <c>-3.10</c>.</summary>
public static class MoneyText
{
    /// <summary>
    /// Fewer decimals than the currency has are allowed; more are refused, even when they are zeros: <c>12.500</c> EUR may mean 12,500.
    /// Reads whatever <see cref="Money.ToAmountString"/> writes.
    /// </summary>
    /// <param name="refusal">Has no place (<see cref="Refusal.Where"/> is empty): the caller knows the file, line and column.</param>
    public static bool TryParse(ReadOnlySpan<char> text, Currency currency, out Money money, [NotNullWhen(false)] out Refusal? refusal)
    {
        money = default;
        if (!PlainNumber.TryRead(text, Example(currency), out var number, out refusal))
            return false;

        if (number.Decimals.Length > currency.Exponent)
        {
            refusal = new("too-many-decimals", "",
                $"{Excerpt.Of(text)} has {(number.Decimals.Length == 1 ? "1 decimal" : $"{number.Decimals.Length} decimals")}, and {currency} has {(currency.Exponent == 0 ? "none" : $"{currency.Exponent}")}",
                $"write {(currency.Exponent == 0 ? "whole units" : $"at most {currency.Exponent} decimals")}, for example {Example(currency)}");
            return false;
        }

        // Negative while reading, because the lowest amount is one unit further from zero than the highest.
        var units = Int128.Zero;
        foreach (var digit in number.Whole.Length <= MostWholeDigits ? number.Whole : TooLarge)
            units = units * 10 + (digit - '0');
        foreach (var digit in number.Decimals)
            units = units * 10 + (digit - '0');
        for (var missing = number.Decimals.Length; missing < currency.Exponent; missing++)
            units *= 10;
        if (number.IsNegative)
            units = -units;

        if (units < long.MinValue || units > long.MaxValue)
        {
            refusal = new("amount-too-large", "", $"{Excerpt.Of(text)} {currency} is more than an amount can hold",
                $"write an amount from {new Money(long.MinValue, currency).ToAmountString()} to {new Money(long.MaxValue, currency).ToAmountString()}");
            return false;
        }

        money = new((long)units, currency);
        return true;
    }

    private const int MostWholeDigits = 19;
    private const string TooLarge = "99999999999999999999";

    private static string Example(Currency currency) => currency.Exponent switch
    {
        0 => "12500",
        2 => "125.00",
        _ => new Money(1250, currency).ToAmountString(),
    };
}
