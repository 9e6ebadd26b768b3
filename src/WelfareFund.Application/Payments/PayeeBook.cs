using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Terms;

namespace WelfareFund.Application.Payments;

/// <summary>Which file says where somebody's money goes, and under which id.</summary>
internal readonly record struct PayeeKey(string File, string Id)
{
    /// <summary>A contract is paid to its provider, a holding to its investor, a grant that goes back to its funder.</summary>
    internal static PayeeKey Of(PaymentInstructed payment, FundTerms terms) => payment.To switch
    {
        PaymentTo.Provider => new(FileKinds.Providers.Name, terms.Contract(payment.Party)?.Provider ?? payment.Party),
        PaymentTo.Investor => new(FileKinds.Investors.Name, payment.Party[..payment.Party.IndexOf('/', StringComparison.Ordinal)]),
        PaymentTo.Funder => new(FileKinds.Investors.Name, terms.Capital.Grant(payment.Party)?.Funder ?? payment.Party),
        _ => new(FileKinds.Payees.Name, $"{Words.Of(KindOf(payment.To))} {payment.Party}"),
    };

    private static PayeeKind KindOf(PaymentTo to) => to switch
    {
        PaymentTo.Worker or PaymentTo.Savings => PayeeKind.Worker,
        PaymentTo.Oversight => PayeeKind.Oversight,
        PaymentTo.Administration => PayeeKind.Administration,
        PaymentTo.Recipient => PayeeKind.Recipient,
        _ => throw new ArgumentOutOfRangeException(nameof(to), to, "This payee has a file of its own."),
    };
}

/// <summary>Where the money of a batch's payees goes. It reads what is personal.</summary>
internal sealed class PayeeBook
{
    private readonly Dictionary<PayeeKey, (PersonalDetails Details, string Country, string? Waits)> known = [];

    private PayeeBook() { }

    /// <param name="on">The day whose bank details count.</param>
    /// <param name="isReleased">Whether a second person has released the payments that day: what changes later changes nothing of them.</param>
    internal static async Task<PayeeBook> ReadAsync(FundContext context, int fund, IEnumerable<PayeeKey> payees, LocalDate on, CancellationToken cancellation, bool isReleased = false)
    {
        var book = new PayeeBook();
        var personal = new PersonalData(context, fund);
        foreach (var file in payees.Distinct().GroupBy(payee => payee.File, StringComparer.Ordinal))
        {
            var details = await personal.ReadAsync(file.Key, file.Select(payee => payee.Id), on, cancellation);
            var changes = isReleased ? [] : await personal.ChangesAsync(file.Key, file.Select(payee => payee.Id), cancellation);
            var countries = await CountriesAsync(context, fund, file.Key, cancellation);
            foreach (var payee in file.Where(payee => details.ContainsKey(payee.Id) && countries.ContainsKey(payee.Id)))
                book.known[payee] = (details[payee.Id], countries[payee.Id], ChangeBankDetails.WhyWaits(changes.Where(change => change.Id == payee.Id), on));
        }

        return book;
    }

    /// <summary>The account as people may see it: its last four letters. Null where none is known.</summary>
    internal string? Masked(PayeeKey payee) =>
        known.TryGetValue(payee, out var who) ? ChangeBankDetails.Masked(who.Details) : null;

    /// <summary>Null where none is known.</summary>
    internal string? Name(PayeeKey payee) => known.TryGetValue(payee, out var who) ? who.Details.Name : null;

    /// <returns>Refused: <c>no-bank-details</c>, <c>bank-details-change</c>.</returns>
    internal Result<Creditor> Of(string instruction, PayeeKey payee)
    {
        var who = $"{payee.Id} (file {payee.File})";
        if (!known.TryGetValue(payee, out var found))
            return new Refusal("no-bank-details", instruction, $"nobody has said where the money of {who} goes", $"import name, country and bank details of {payee.Id} with the file {payee.File}");
        var (details, country, waits) = found;
        if (waits is not null)
            return new Refusal("bank-details-change", instruction, $"{who} waits: {waits}", "release the payment then");
        if (details is { Iban: null, Account: null })
            return new Refusal("no-bank-details", instruction, $"{who} has neither an IBAN nor an account number", $"import its bank details with the file {payee.File}");
        var name = AllowedLetters.Of(details.Name ?? "", PaymentLetters.LongestName);
        return name.Length == 0
            ? new Refusal("no-bank-details", instruction, $"the name of {who} has no letter that a bank takes", $"import the account holder's name with the file {payee.File}")
            : new Creditor(name, country, details.Iban, details.Account, details.Bic);
    }

    internal static async Task<Dictionary<string, string>> CountriesAsync(FundContext context, int fund, string file, CancellationToken cancellation) =>
        file == FileKinds.Providers.Name ? await context.Set<Provider>().AsNoTracking().Where(one => one.Fund == fund).ToDictionaryAsync(one => one.Id.Value, one => one.Country, StringComparer.Ordinal, cancellation)
        : file == FileKinds.Investors.Name ? await context.Set<Investor>().AsNoTracking().Where(one => one.Fund == fund).ToDictionaryAsync(one => one.Id.Value, one => one.Country, StringComparer.Ordinal, cancellation)
        : await context.Set<Payee>().AsNoTracking().Where(one => one.Fund == fund).ToDictionaryAsync(FileKinds.Payees.Key, one => one.Country, StringComparer.Ordinal, cancellation);
}
