using System.Text.RegularExpressions;
using WelfareFund.Refusals;

namespace WelfareFund.Files;

/// <summary>Columns with checks of their own: bank details and e-mail addresses.</summary>
internal static partial class BankColumns
{
    /// <summary>Kept without spaces; the check digits have to be right (ISO 7064, MOD 97-10).</summary>
    internal static Column<string> Iban(string name = "iban") => new(name, true, (_, text) =>
    {
        var iban = text.Replace(" ", "", StringComparison.Ordinal);
        if (!IbanShape.IsMatch(iban))
            return new Refusal("bad-iban", "", $"{Excerpt.Of(text)} is not an IBAN", "an IBAN is two capital letters, two digits and 11 to 30 letters or digits");
        return Mod97(iban) == 1 ? iban : new Refusal("bad-iban", "", $"{Excerpt.Of(text)} has wrong check digits", "compare it with the account holder's own paper");
    });

    internal static Column<string> Bic(string name = "bic") => new(name, true, (_, text) =>
        BicShape.IsMatch(text) ? text : new Refusal("bad-bic", "", $"{Excerpt.Of(text)} is not a BIC", "a BIC is 8 or 11 capital letters and digits, for example DEUTDEFF"));

    /// <summary>Of an account that has no IBAN, as its bank writes it.</summary>
    internal static Column<string> Account(string name = "account") => new(name, true, (_, text) =>
        AccountShape.IsMatch(text) ? text : new Refusal("bad-account", "", $"{Excerpt.Of(text)} is not the number of a bank account", "write its letters and digits, spaces or dashes between them, 34 at most"));

    internal static Column<string> Email(string name = "email") => new(name, true, (_, text) =>
        text.Length <= 254 && EmailShape.IsMatch(text) ? text : new Refusal("bad-email", "", $"{Excerpt.Of(text)} is not an e-mail address", "write one address, for example ana@example.org"));

    private static int Mod97(string iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var character = iban[(i + 4) % iban.Length];
            var value = char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }

        return remainder;
    }

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IbanShape { get; }

    [GeneratedRegex("^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex BicShape { get; }

    [GeneratedRegex("^(?=.{1,34}\\z)[A-Za-z0-9]+([ -][A-Za-z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountShape { get; }

    [GeneratedRegex("^[^@\\s\\p{C}]+@[^@\\s\\p{C}.]+(\\.[^@\\s\\p{C}.]+)+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailShape { get; }
}
