using WelfareFund.Ledger;

namespace WelfareFund.Tests.Statements;

/// <summary>
/// The rules' worked exchange example: 99,000.00 PHP of outcomes accepted at 60, of which 9,900.00 are held back; 89,100.00 PHP bought for 1,500.00 EUR and
/// paid. Before it an investor paid in 10,000.00 EUR and promised as much again; nothing else happened.
/// </summary>
internal static class WorkedExample
{
    internal static readonly Currency Eur = Currency.Of("EUR");
    internal static readonly Currency Php = Currency.Of("PHP");

    private const int Bank = 1000, Manila = 1001, Holdback = 2010, Capital = 3000, Contributions = 4000, Outcomes = 5000, TradingEur = 6978, TradingPhp = 6608, Unfunded = 9000, Signed = 9010;

    internal static readonly IReadOnlyDictionary<int, Account> Accounts = new Account[]
    {
        new(Bank, "bank:main", AccountType.Asset, Eur, PartyKind.None),
        new(Manila, "bank:manila", AccountType.Asset, Php, PartyKind.None),
        new(Holdback, "holdback-payable", AccountType.Liability, null, PartyKind.Contract),
        new(Capital, "investor-capital", AccountType.Equity, Eur, PartyKind.Holding),
        new(Contributions, "contribution-income", AccountType.Income, Eur, PartyKind.None),
        new(Outcomes, "outcome-payments:job-finding", AccountType.Expense, Eur, PartyKind.None),
        new(TradingEur, "trading:EUR", AccountType.Trading, Eur, PartyKind.None),
        new(TradingPhp, "trading:PHP", AccountType.Trading, Php, PartyKind.None),
        new(Unfunded, "unfunded-commitments", AccountType.Memorandum, Eur, PartyKind.Holding),
        new(Signed, "signed-commitments", AccountType.Memorandum, Eur, PartyKind.Holding),
    }.ToDictionary(account => account.Number);

    internal static readonly IReadOnlyDictionary<BalanceKey, long> Before = new Dictionary<BalanceKey, long>
    {
        [new(Bank, Eur, 0)] = 10_000_00,
        [new(Capital, Eur, 1)] = -10_000_00,
        [new(Unfunded, Eur, 1)] = 10_000_00,
        [new(Signed, Eur, 1)] = -10_000_00,
    };

    internal static readonly IReadOnlyDictionary<BalanceKey, long> After = new Dictionary<BalanceKey, long>(Before)
    {
        [new(Bank, Eur, 0)] = 8_500_00,
        [new(Holdback, Php, 7)] = -9_900_00,
        [new(Outcomes, Eur, 0)] = 1_650_00,
        [new(TradingEur, Eur, 0)] = -150_00,
        [new(TradingPhp, Php, 0)] = 9_900_00,
    };

    internal static decimal? At61(Currency currency) => currency == Php ? 61m : null;

    internal static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
}
