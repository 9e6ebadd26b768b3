using AnyAscii;
using WelfareFund.Payments;

namespace WelfareFund.Application.Payments;

/// <summary>Names and texts of any script in the letters that every bank takes. Decision: docs/decisions/0008-payment-letters.md.</summary>
public static class AllowedLetters
{
    /// <returns>Empty when the text has nothing that can be written so.</returns>
    public static string Of(string text, int longest) => PaymentLetters.Of(text.Transliterate(), longest);
}
