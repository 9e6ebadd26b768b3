using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.AcceptanceTests.Storage;

/// <summary>A fund with a small chart, three workers, a contract and a holding, on an empty database.</summary>
public sealed class SmallFund : IAsyncDisposable
{
    public const int Bank = 1000, OnTheWay = 1020, Receivable = 1200, TradingEur = 1900, TradingPhp = 1910, Payable = 2000, PaidInCapital = 3000, Income = 4000, OutcomePayments = 5000;
    public const int Unfunded = 9000, Committed = 9010;
    public const long Worker1 = 1, Worker2 = 2, Worker3 = 3, Contract = 4, Holding = 5;

    public static readonly Currency Eur = Currency.Of("EUR");
    public static readonly Currency Php = Currency.Of("PHP");
    public static readonly YearMonth January = new(2025, 1);

    public static readonly Account[] Chart =
    [
        new(Bank, "bank:main", AccountType.Asset, Eur, PartyKind.None),
        new(OnTheWay, "payments-on-the-way:main", AccountType.Asset, Eur, PartyKind.None, new BalanceLimit.CoveredBy(Bank)),
        new(Receivable, "contributions-receivable", AccountType.Asset, null, PartyKind.Worker),
        new(TradingEur, "trading:EUR", AccountType.Trading, Eur, PartyKind.None),
        new(TradingPhp, "trading:PHP", AccountType.Trading, Php, PartyKind.None),
        new(Payable, "provider-payable", AccountType.Liability, null, PartyKind.Contract, new BalanceLimit.NeverDebit()),
        new(PaidInCapital, "investor-capital", AccountType.Equity, Eur, PartyKind.Holding),
        new(Income, "contribution-income", AccountType.Income, Eur, PartyKind.None),
        new(OutcomePayments, "outcome-payments", AccountType.Expense, Eur, PartyKind.None),
        new(Unfunded, "unfunded-commitments", AccountType.Memorandum, Eur, PartyKind.Holding, new BalanceLimit.NeverCredit()),
        new(Committed, "commitments", AccountType.Memorandum, Eur, PartyKind.None),
    ];

    private SmallFund(EmptyDatabase empty, FundDatabase database, int number) => (Empty, Database, Number) = (empty, database, number);

    public EmptyDatabase Empty { get; }
    public FundDatabase Database { get; }
    public int Number { get; }
    public SettableClock Clock { get; } = new();
    public LedgerWriter Writer => new(Database, Empty.Keys, Clock);
    public Leases Leases => new(Database, Clock);

    public static async Task<SmallFund> OpenAsync(Engine engine, string id = "small-fund")
    {
        var empty = await EmptyDatabase.CreateAsync(engine);
        var database = await empty.OpenAsync();
        var number = await OpenBooksAsync(empty, database, id);
        return new(empty, database, number);
    }

    public static async Task<int> OpenBooksAsync(EmptyDatabase empty, FundDatabase database, string id)
    {
        var books = new FundBooks(database, empty.Keys);
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var number = await books.OpenAsync(context, id, Eur, January);
        await FundBooks.AddAccountsAsync(context, number, Chart);
        await books.NameAccountsAsync(context, number, Chart.Select(account => new AccountName(account.Number, account.Number.ToString("D4", null), account.Id)));
        await books.NumberPartiesAsync(context, number,
        [
            new(PartyKind.Worker, "w-1"), new(PartyKind.Worker, "w-2"), new(PartyKind.Worker, "w-3"),
            new(PartyKind.Contract, "maharlika-2025", "maharlika"), new(PartyKind.Holding, "foundation-x/senior", "foundation-x"),
        ]);
        await transaction.CommitAsync();
        return number;
    }

    public async Task<Result<Posted>> PostAsync(params EntryDraft[] drafts)
    {
        await using var context = Database.NewContext();
        return await Writer.PostAsync(context, Number, drafts);
    }

    public Periods Periods => new(Database, Empty.Keys, Clock);

    public async Task<Result<SignedSeal>> SealAsync(YearMonth month, Func<Currency, decimal?>? rate = null)
    {
        await using var context = Database.NewContext();
        return await Periods.SealAsync(context, Number, month, rate ?? (_ => null), maker: 1, approver: 2);
    }

    public static EntryDraft Contribution(string subject, long cents, long worker = Worker1, LocalDate? effective = null, LocalDate? concerns = null) => Draft(
        "contribution", subject, effective ?? new(2025, 1, 31), concerns, new(Receivable, new Money(cents, Eur), worker, "ph-de"), new(Income, new Money(-cents, Eur)));

    public static EntryDraft PaidIn(string subject, long cents, LocalDate? effective = null) => Draft(
        "drawdown", subject, effective ?? new(2025, 1, 15), null, new(Bank, new Money(cents, Eur)), new(PaidInCapital, new Money(-cents, Eur), Holding));

    public static EntryDraft SentOut(string subject, long cents) => Draft(
        "payment", subject, new(2025, 1, 31), null, new(Payable, new Money(cents, Eur), Contract), new(OnTheWay, new Money(-cents, Eur)));

    public static EntryDraft Owed(string subject, long cents) => Draft(
        "outcome", subject, new(2025, 1, 31), null, new(OutcomePayments, new Money(cents, Eur), CostLine: "job-finding"), new(Payable, new Money(-cents, Eur), Contract));

    public static EntryDraft Draft(string kind, string subject, LocalDate effective, LocalDate? concerns, params Posting[] postings) =>
        new(new(kind, (concerns ?? effective).ToYearMonth().ToString("uuuu-MM", null), subject, "due"), effective, concerns ?? effective, null, new(1, 1, 1, 1, 2), postings);

    public async ValueTask DisposeAsync() => await Empty.DisposeAsync();
}

public sealed class SettableClock : IClock
{
    public Instant Now { get; set; } = Instant.FromUtc(2025, 2, 5, 6, 0) + Duration.FromTicks(1234567);

    public Instant GetCurrentInstant() => Now;
}
