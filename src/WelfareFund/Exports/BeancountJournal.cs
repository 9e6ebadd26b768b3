using NodaTime;
using NodaTime.Text;
using WelfareFund.Ledger;

namespace WelfareFund.Exports;

/// <summary>The books as a journal that <c>bean-check</c> accepts. Beancount knows five branches only: trading and memorandum accounts stand under Equity.</summary>
public sealed class BeancountJournal(IReadOnlyDictionary<int, Account> accounts, TextWriter writer)
{
    public void WriteHeader(string fundId, LocalDate opened, Currency baseCurrency)
    {
        Line($"option \"title\" \"{fundId}\"");
        Line($"option \"operating_currency\" \"{baseCurrency.Code}\"");
        Line("");
        foreach (var account in accounts.Values.OrderBy(account => account.Number))
            Line($"{LocalDatePattern.Iso.Format(opened)} open {PathOf(account)}");
        Line("");
    }

    public void Write(Entry entry)
    {
        var body = entry.Body;
        Line($"{LocalDatePattern.Iso.Format(body.Effective)} * \"{body.Key}\"");
        Line($"  sequence: {entry.Sequence}");
        if (body.Concerns != body.Effective)
            Line($"  concerns: {LocalDatePattern.Iso.Format(body.Concerns)}");
        foreach (var posting in body.Postings)
            Line($"  {PathOf(accounts[posting.Account])}  {posting.Amount}");
        Line("");
    }

    /// <summary>For example <c>Assets:Bank:Main</c>, <c>Equity:Trading:PHP</c>, <c>Equity:Memorandum:Unfunded-commitments</c>.</summary>
    public static string PathOf(Account account) => string.Join(':', (account.Type switch
    {
        AccountType.Asset => "Assets",
        AccountType.Liability => "Liabilities",
        AccountType.Income => "Income",
        AccountType.Expense => "Expenses",
        AccountType.Memorandum => "Equity:Memorandum",
        _ => "Equity",
    } + ":" + account.Id).Split(':').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private void Line(string text) => writer.Write(text + "\n");
}
