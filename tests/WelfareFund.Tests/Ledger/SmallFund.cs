using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Tests.Ledger;

/// <summary>A chart just large enough to break every promise of the books.</summary>
internal static class SmallFund
{
    internal const int Bank = 1000, Manila = 1010, OnTheWay = 1020, OnTheWayManila = 1030, Receivable = 1200, TradingEur = 1900, TradingPhp = 1910;
    internal const int ProviderPayable = 2000, HoldbackPayable = 2010, PaidInCapital = 3000, ContributionIncome = 4000, OutcomePayments = 5000;
    internal const int Unfunded = 9000, Committed = 9010, Headroom = 9100, HeadroomOpposite = 9110;

    internal static readonly Currency Eur = Currency.Of("EUR");
    internal static readonly Currency Php = Currency.Of("PHP");
    internal static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    internal static readonly YearMonth January = new(2025, 1);
    internal static readonly Head Start = new("small-fund", MerkleFrontier.Empty, January);

    internal static readonly IReadOnlyDictionary<int, Account> Accounts = new Account[]
    {
        new(Bank, "bank:main", AccountType.Asset, Eur, PartyKind.None),
        new(Manila, "bank:manila", AccountType.Asset, Php, PartyKind.None),
        new(OnTheWay, "payments-on-the-way:main", AccountType.Asset, Eur, PartyKind.None, new BalanceLimit.CoveredBy(Bank)),
        new(OnTheWayManila, "payments-on-the-way:manila", AccountType.Asset, Php, PartyKind.None, new BalanceLimit.CoveredBy(Manila)),
        new(Receivable, "contributions-receivable", AccountType.Asset, null, PartyKind.Worker),
        new(TradingEur, "trading:EUR", AccountType.Trading, Eur, PartyKind.None),
        new(TradingPhp, "trading:PHP", AccountType.Trading, Php, PartyKind.None),
        new(ProviderPayable, "provider-payable", AccountType.Liability, null, PartyKind.Contract, new BalanceLimit.NeverDebit()),
        new(HoldbackPayable, "holdback-payable", AccountType.Liability, null, PartyKind.Contract, new BalanceLimit.NeverDebit()),
        new(PaidInCapital, "investor-capital", AccountType.Equity, Eur, PartyKind.Holding),
        new(ContributionIncome, "contribution-income", AccountType.Income, Eur, PartyKind.None),
        new(OutcomePayments, "outcome-payments", AccountType.Expense, Eur, PartyKind.None),
        new(Unfunded, "unfunded-commitments", AccountType.Memorandum, Eur, PartyKind.Holding, new BalanceLimit.NeverCredit()),
        new(Committed, "commitments", AccountType.Memorandum, Eur, PartyKind.None),
        new(Headroom, "contract-headroom", AccountType.Memorandum, null, PartyKind.Contract, new BalanceLimit.NeverCredit()),
        new(HeadroomOpposite, "contracts", AccountType.Memorandum, null, PartyKind.None),
    }.ToDictionary(account => account.Number);

    internal static Posting Debit(int account, long minorUnits, Currency? currency = null, long party = 0) => new(account, new Money(minorUnits, currency ?? Eur), party);

    internal static Posting Credit(int account, long minorUnits, Currency? currency = null, long party = 0) => new(account, new Money(-minorUnits, currency ?? Eur), party);

    internal static EntryDraft Draft(string subject, params Posting[] postings) => Draft(subject, new LocalDate(2025, 1, 31), postings);

    internal static EntryDraft Draft(string subject, LocalDate effective, params Posting[] postings) =>
        new(new("test", "2025-01", subject, "payout"), effective, effective, null, new(1, 1, 1, 1, 2), postings);

    /// <summary>An investor's money on the bank account.</summary>
    internal static EntryDraft PaidIn(string subject, long cents, long holding = 1) => Draft(subject, Debit(Bank, cents), Credit(PaidInCapital, cents, party: holding));

    internal static Result<Appended> Append(Head head, params IReadOnlyList<EntryDraft> drafts) => Append(head, null, drafts);

    internal static Result<Appended> Append(Head head, IReadOnlyDictionary<BalanceKey, long>? balances, params IReadOnlyList<EntryDraft> drafts) =>
        Books.Append(head, Accounts, key => balances?.GetValueOrDefault(key) ?? 0, Secret, drafts);

    internal static Refusal TheRefusal<T>(this Result<T> result) => result.Refusals.ShouldHaveSingleItem();
}
