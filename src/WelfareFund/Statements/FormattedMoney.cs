using System.Globalization;

namespace WelfareFund.Statements;

/// <summary>
/// How people read an amount: thousands separated by commas, exactly the currency's decimals, negatives in parentheses,
/// nothing as an en dash. Files and the command line's JSON use <see cref="Money.ToAmountString"/> instead.
/// </summary>
public static class FormattedMoney
{
    /// <summary>For tables whose caption names the currency: <c>1,250.00</c>, <c>(1,250.00)</c>, <c>–</c>.</summary>
    public static string Of(Money money)
    {
        if (money.IsZero)
        {
            return "–";
        }

        var digits = Math.Abs(money.Amount).ToString("N" + money.Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return money.IsNegative ? $"({digits})" : digits;
    }

    /// <summary>For amounts in running text: <c>1,250.00 EUR</c>.</summary>
    public static string WithCurrency(Money money) => $"{(money.IsZero ? money.ToAmountString() : Of(money))} {money.Currency}";
}
