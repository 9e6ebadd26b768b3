using System.Buffers;
using NodaTime;

namespace WelfareFund.Payments;

/// <summary>Who is paid, and where. Texts are in the letters of <see cref="PaymentLetters"/>.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Iban">Without spaces; null where the country has none, and <paramref name="Account"/> and <paramref name="Bic"/> stand in its place.</param>
/// <param name="Account">The number of an account without an IBAN.</param>
public sealed record Creditor(string Name, string Country, string? Iban, string? Account, string? Bic);

/// <summary>One payment of a batch.</summary>
/// <param name="Id">The instruction's number: the bank's statement names it from end to end.</param>
/// <param name="Amount">Positive, in the batch's one currency.</param>
/// <param name="Text">What the payee reads.</param>
public sealed record CreditTransfer(string Id, Money Amount, Creditor To, string Text);

/// <summary>Payments out of one bank account on one day.</summary>
/// <param name="MessageId">Names the batch to the bank, once for ever.</param>
/// <param name="CreatedAt">When it was released, to the second.</param>
/// <param name="Debtor">The fund's name, in the letters of <see cref="PaymentLetters"/>.</param>
/// <param name="DebtorIban">Null where the account has none; <paramref name="DebtorAccount"/> then stands in its place.</param>
/// <param name="Transfers">At least one.</param>
public sealed record CreditTransferBatch(
    string MessageId, Instant CreatedAt, LocalDate ExecuteOn, string Debtor, string? DebtorIban, string DebtorAccount, IReadOnlyList<CreditTransfer> Transfers)
{
    /// <summary>What leaves the account.</summary>
    public Money Total => Transfers.Skip(1).Aggregate(Transfers[0].Amount, (sum, transfer) => sum + transfer.Amount);
}

/// <summary>The letters that every bank takes in a payment, and how long a text may be.</summary>
public static class PaymentLetters
{
    /// <summary>Schemes take 70 letters of a name where the message would hold 140.</summary>
    public const int LongestName = 70;
    public const int LongestText = 140;
    public const int LongestId = 35;

    private static readonly SearchValues<char> All = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ");

    /// <summary>Whether a bank takes the text as it is: allowed letters alone, not blank, no slash at an end, no two slashes together.</summary>
    public static bool AreIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return !string.IsNullOrWhiteSpace(text) && !text.AsSpan().ContainsAnyExcept(All) && text[0] != '/' && text[^1] != '/' && !text.Contains("//", StringComparison.Ordinal);
    }

    /// <summary>Brings what was transliterated into the allowed letters, and cuts it.</summary>
    /// <param name="ascii">In the letters of ASCII; what a bank does not take becomes its nearest letter or a space.</param>
    /// <returns>Empty when nothing is left.</returns>
    public static string Of(string ascii, int longest)
    {
        ArgumentNullException.ThrowIfNull(ascii);
        var letters = ascii.Select(letter => letter switch
        {
            '&' => '+',
            '_' or '~' => '-',
            '"' or '`' => '\'',
            '[' or '{' or '<' => '(',
            ']' or '}' or '>' => ')',
            ';' => ',',
            '!' => '.',
            '\\' or '|' => '/',
            _ => All.Contains(letter) ? letter : ' ',
        });
        var text = string.Join(' ', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        while (text.Contains("//", StringComparison.Ordinal))
            text = text.Replace("//", "/", StringComparison.Ordinal);
        text = text.Trim('/', ' ');
        return text.Length <= longest ? text : text[..longest].TrimEnd('/', ' ');
    }
}
