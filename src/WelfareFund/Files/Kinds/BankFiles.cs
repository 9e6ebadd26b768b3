using NodaTime;
using WelfareFund.Payments;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

/// <summary>Bank lines, statements' balances and exchange rates.</summary>
internal static class BankFiles
{
    private static readonly Column<string> BankAccount = Columns.TermId("bank_account", "a bank account", terms => terms.BankAccounts.Select(account => account.Id));
    private static readonly Column<LocalDate> BookedOn = Columns.Date("booked_on");
    private static readonly Column<LocalDate> ValueOn = Columns.Date("value_on");
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> Amount = Columns.Amount("amount", Currency, Sign.NotZero);
    private static readonly Column<string?> Counterparty = Columns.Text("counterparty").OrNull();
    private static readonly Column<string?> Reference = Columns.Text("reference", 500).OrNull();
    private static readonly Column<string> BankReference = Columns.Text("bank_reference", 100);

    private static readonly Column<LocalDate> On = Columns.Date("on");
    private static readonly Column<Money> Balance = Columns.Amount("balance", Currency);

    private static readonly Column<LocalDate> Date = Columns.Date("date");
    private static readonly Column<Currency> Base = Columns.Currency("base");
    private static readonly Column<Currency> Quote = Columns.Currency("quote");
    private static readonly Column<decimal> Rate = Columns.Number("rate", ExchangeRate.Lowest, ExchangeRate.Highest);
    private static readonly Column<string> Source = Columns.Id("source");

    internal static readonly FileKind<BankLine> Lines = new("bank", BankReference, line => $"{line.BankAccount} {line.BankReference}", ReadLine,
        [BankAccount, BookedOn, ValueOn, Amount, Currency, Counterparty, Reference, BankReference])
    {
        HowToCorrect = "a bank's line never changes; compare the file with the statement",
    };

    internal static readonly FileKind<BankBalance> Balances = new("bank-balances", On, balance => $"{balance.BankAccount} on {balance.On:uuuu-MM-dd}", ReadBalance,
        [BankAccount, On, Balance, Currency])
    {
        HowToCorrect = "a statement's closing balance never changes; compare the file with the statement",
    };

    internal static readonly FileKind<PublishedRate> Rates = new("fx", Date, RateKey, ReadRate, [Date, Base, Quote, Rate, Source])
    {
        MayFollow = static (_, _) => true,
    };

    internal static string RateKey(PublishedRate rate) => $"{rate.Date:uuuu-MM-dd} {rate.Base} {rate.Quote} {rate.Source}";

    private static BankLine ReadLine(Row row)
    {
        var line = new BankLine
        {
            BankAccount = row.Get(BankAccount),
            BookedOn = row.Get(BookedOn),
            ValueOn = row.Get(ValueOn),
            Amount = row.Get(Amount),
            Counterparty = row.Get(Counterparty),
            Reference = row.Get(Reference),
            BankReference = row.Get(BankReference),
        };
        CheckCurrency(row, line.BankAccount);
        return line;
    }

    private static BankBalance ReadBalance(Row row)
    {
        var balance = new BankBalance { BankAccount = row.Get(BankAccount), On = row.Get(On), Balance = row.Get(Balance) };
        CheckCurrency(row, balance.BankAccount);
        return balance;
    }

    private static void CheckCurrency(Row row, string? account)
    {
        var currency = row.Get(Currency);
        if (currency is not null && account is not null && row.Terms.BankAccount(account) is { } terms && terms.Currency != currency)
            row.Refuse(Currency, "wrong-currency", $"the account {account} is kept in {terms.Currency}, not {currency}", $"write amounts in {terms.Currency}");
    }

    private static PublishedRate ReadRate(Row row)
    {
        var rate = new PublishedRate { Date = row.Get(Date), Base = row.Get(Base), Quote = row.Get(Quote), Rate = row.Get(Rate), Source = row.Get(Source) };
        if (rate.Base is not null && rate.Base == rate.Quote)
            row.Refuse(Quote, "same-currency", $"base and quote are both {rate.Base}", "a rate is between two currencies");
        return rate;
    }
}
