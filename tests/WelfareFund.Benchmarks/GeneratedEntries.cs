using System.Globalization;
using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Benchmarks;

/// <summary>
/// A fund's months: each worker has one entry a month, in the order of the workers. Six in ten are contributions with two postings, two are in
/// foreign currency with four, one is an outcome with three, and one an outcome with four that uses up a contract's headroom.
/// </summary>
internal static class GeneratedEntries
{
    internal const int Workers = 100_000;
    private const int Contracts = 20;
    private const int Receivable = 1200, TradingEur = 1900, TradingJpy = 1910, Payable = 2000, Income = 4000, OutcomePayments = 5000, Headroom = 9100, AllHeadroom = 9110;

    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly YearMonth First = new(2025, 1);

    private static readonly Account[] Chart =
    [
        new(Receivable, "contributions-receivable", AccountType.Asset, null, PartyKind.Worker),
        new(TradingEur, "trading:EUR", AccountType.Trading, Eur, PartyKind.None),
        new(TradingJpy, "trading:JPY", AccountType.Trading, Jpy, PartyKind.None),
        new(Payable, "provider-payable", AccountType.Liability, null, PartyKind.Contract, new BalanceLimit.NeverDebit()),
        new(Income, "contribution-income", AccountType.Income, Eur, PartyKind.None),
        new(OutcomePayments, "outcome-payments", AccountType.Expense, Eur, PartyKind.None),
        new(Headroom, "contract-headroom", AccountType.Memorandum, Eur, PartyKind.Contract, new BalanceLimit.NeverCredit()),
        new(AllHeadroom, "contracts", AccountType.Memorandum, Eur, PartyKind.None),
    ];

    /// <summary>Opens the books, registers everybody and gives the contracts their headroom.</summary>
    /// <returns>The fund's number.</returns>
    internal static async Task<int> OpenBooksAsync(FundDatabase database, KeyRing keys)
    {
        await using var context = database.NewContext();
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync();
        var books = new FundBooks(database, keys);
        var fund = await books.OpenAsync(context, "measured", Eur, First);
        await FundBooks.AddAccountsAsync(context, fund, Chart);
        foreach (var some in Enumerable.Range(1, Workers).Chunk(10_000))
        {
            await books.NumberPartiesAsync(context, fund, [.. some.Select(worker => new PartyId(PartyKind.Worker, Name(worker)))]);
            context.ChangeTracker.Clear();
        }

        await books.NumberPartiesAsync(context, fund, [.. Enumerable.Range(1, Contracts).Select(contract => new PartyId(PartyKind.Contract, $"contract-{contract}"))]);
        var headroom = Enumerable.Range(1, Contracts).Select(contract => Draft("headroom", contract, 0,
            new(Headroom, new Money(1_000_000_000_000, Eur), Workers + contract), new(AllHeadroom, new Money(-1_000_000_000_000, Eur))));
        await new LedgerWriter(database, keys, SystemClock()).PostAsync(context, fund, [.. headroom]);
        await transaction.CommitAsync();
        return fund;
    }

    internal static IClock SystemClock() => new FixedClock();

    internal static EntryDraft Make(int number)
    {
        var (worker, month) = (1 + (number % Workers), number / Workers);
        var cents = 50_00 + (worker * 37L % 400_00);
        var contract = Workers + 1 + (worker % Contracts);
        return (worker % 10) switch
        {
            < 6 => Draft("monthly", worker, month,
                new(Receivable, new Money(cents, Eur), worker, "ph-de"), new(Income, new Money(-cents, Eur), Corridor: "ph-de")),
            < 8 => Draft("monthly", worker, month,
                new(Receivable, new Money(cents * 2, Jpy), worker, "ph-jp"), new(TradingJpy, new Money(-cents * 2, Jpy)),
                new(TradingEur, new Money(cents, Eur)), new(Income, new Money(-cents, Eur), Corridor: "ph-jp")),
            8 => Draft("monthly", worker, month,
                new(OutcomePayments, new Money(cents, Eur), 0, "ph-de", "job-finding"), new(OutcomePayments, new Money(cents, Eur), 0, "ph-de", "settling-in"),
                new(Payable, new Money(-2 * cents, Eur), contract)),
            _ => Draft("monthly", worker, month,
                new(OutcomePayments, new Money(cents, Eur), 0, "ph-de", "settling-in"), new(Payable, new Money(-cents, Eur), contract),
                new(Headroom, new Money(-cents, Eur), contract), new(AllHeadroom, new Money(cents, Eur))),
        };
    }

    private static EntryDraft Draft(string kind, int subject, int month, params Posting[] postings)
    {
        var last = First.PlusMonths(month).ToDateInterval().End;
        return new(new(kind, last.ToYearMonth().ToString("uuuu-MM", CultureInfo.InvariantCulture), Name(subject), "due"), last, last, null, new(1, 1, 1, 1, 2), postings);
    }

    private static string Name(int subject) => string.Create(CultureInfo.InvariantCulture, $"w-{subject:D7}");

    private sealed class FixedClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2026, 1, 5, 6, 0, 0) + Duration.FromTicks(1234560);
    }
}
