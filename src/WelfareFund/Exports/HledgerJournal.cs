using NodaTime;
using NodaTime.Text;
using WelfareFund.Ledger;

namespace WelfareFund.Exports;

/// <summary>
/// The books as a journal that hledger and ledger read alike. Every account and currency is declared, so <c>hledger check -s</c> holds, and no
/// posting's amount is left to the reader to infer.
/// </summary>
public sealed class HledgerJournal(IReadOnlyDictionary<int, Account> accounts, TextWriter writer)
{
    public void WriteHeader(string fundId, LocalDate asOf, long size)
    {
        Line($"; Fund {fundId}: entries effective through {LocalDatePattern.Iso.Format(asOf)}, log size {size}");
        Line("");
        foreach (var account in accounts.Values.OrderBy(account => account.Number))
            Line($"account {JournalAccounts.PathOf(account)}");
        Line("");
    }

    /// <summary>Before the first entry in the currency.</summary>
    public void Declare(Currency currency)
    {
        Line($"commodity {currency.Code}");
        if (currency.Exponent > 0) // the two tools agree on no format without decimals
            Line($"    format {new Money(1000 * currency.MinorUnitsPerMajor, currency)}");
        Line("");
    }

    /// <summary>The sequence stands as the code, the key as the description; dates by which a person finds it are tags.</summary>
    public void Write(Entry entry)
    {
        var body = entry.Body;
        Line($"{LocalDatePattern.Iso.Format(body.Effective)} * ({entry.Sequence}) {body.Key}");
        if (body.Concerns != body.Effective)
            Line($"    ; concerns: {LocalDatePattern.Iso.Format(body.Concerns)}");
        foreach (var posting in body.Postings)
        {
            var party = posting.Party == 0 ? "" : $"  ; party: {posting.Party}";
            Line($"    {JournalAccounts.PathOf(accounts[posting.Account])}  {posting.Amount}{party}");
        }

        Line("");
    }

    private void Line(string text) => writer.Write(text + "\n");
}
