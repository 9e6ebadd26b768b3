using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>What a fund's books say: now, as of a date, as they were known at a place of the log.</summary>
/// <remarks>
/// A month's snapshot is final from its seal on: whoever knows as much of the log as the seal did needs only the entries after that month.
/// </remarks>
public sealed class LedgerReader(FundContext context, int fund)
{
    private static readonly LocalDate Always = new(9999, 12, 31);

    public async Task<IReadOnlyDictionary<int, Account>> AccountsAsync(CancellationToken cancellation = default) =>
        (await context.Accounts.AsNoTracking().Where(account => account.Fund == fund).ToListAsync(cancellation)).ToDictionary(account => account.Number, account => account.ToAccount());

    /// <summary>By account number, as the seal of <paramref name="period"/> has them; the newest when null.</summary>
    public async Task<IReadOnlyList<AccountName>> AccountNamesAsync(YearMonth? period = null, CancellationToken cancellation = default)
    {
        var names = await context.AccountNames.AsNoTracking().Where(name => name.Fund == fund).ToListAsync(cancellation);
        return
        [
            .. names.Where(name => period is null || name.SincePeriod <= period)
                .GroupBy(name => name.Account).OrderBy(group => group.Key)
                .Select(group => group.MaxBy(name => name.Revision)!)
                .Select(name => new AccountName(name.Account, name.Code, name.Name)),
        ];
    }

    /// <summary>Every account's balance now, in minor units, over all its parties (party 0).</summary>
    public async Task<IReadOnlyDictionary<BalanceKey, long>> BalancesAsync(CancellationToken cancellation = default) =>
        await context.Balances.Where(balance => balance.Fund == fund)
            .ToDictionaryAsync(balance => new BalanceKey(balance.Account, balance.Currency, 0), balance => balance.Amount, cancellation);

    /// <summary>Every account's balance at the end of a day, in minor units, over all its parties (party 0).</summary>
    /// <param name="knownAt">From the first entries of the log, this many; null for all.</param>
    /// <param name="restated">Counts entries from the date they concern and not from their effective date.</param>
    public async Task<IReadOnlyDictionary<BalanceKey, long>> BalancesAsync(LocalDate asOf, long? knownAt = null, bool restated = false, CancellationToken cancellation = default)
    {
        asOf = LocalDate.Min(asOf, Always);
        var size = knownAt ?? long.MaxValue;
        var period = await LastSealedAsync(asOf, size, cancellation);
        var balances = period is { } month
            ? await context.Snapshots.Where(snapshot => snapshot.Fund == fund && snapshot.Period == month)
                .ToDictionaryAsync(snapshot => new BalanceKey(snapshot.Account, snapshot.Currency, 0), snapshot => snapshot.Amount, cancellation)
            : [];

        var entries = context.Entries.Where(entry => entry.Fund == fund && entry.Effective <= asOf && entry.Sequence <= size);
        if (period is { } closed)
        {
            var end = EndOf(closed);
            entries = entries.Where(entry => entry.Effective > end);
        }

        await AddAsync(balances, entries, cancellation);

        // No entry concerns a later date than its effective one, so restating only adds.
        if (restated) await AddAsync(balances, LateFor(asOf, size), cancellation);
        return balances;
    }

    public async Task<TrialBalance> TrialBalanceAsync(CancellationToken cancellation = default) =>
        TrialBalance.Of(await AccountsAsync(cancellation), await BalancesAsync(cancellation));

    /// <inheritdoc cref="BalancesAsync(LocalDate, long?, bool, CancellationToken)"/>
    public async Task<TrialBalance> TrialBalanceAsync(LocalDate asOf, long? knownAt = null, bool restated = false, CancellationToken cancellation = default) =>
        TrialBalance.Of(await AccountsAsync(cancellation), await BalancesAsync(asOf, knownAt, restated, cancellation));

    /// <summary>A party's balances now, in minor units, on every account.</summary>
    public async Task<IReadOnlyDictionary<BalanceKey, long>> BalancesOfPartyAsync(long party, CancellationToken cancellation = default)
    {
        // From the few accounts to the party in each: the key begins with the account.
        var balances =
            from account in context.Balances
            join balance in context.PartyBalances on new { account.Fund, account.Account, account.Currency } equals new { balance.Fund, balance.Account, balance.Currency }
            where account.Fund == fund && balance.Party == party
            select balance;
        return await balances.ToDictionaryAsync(balance => new BalanceKey(balance.Account, balance.Currency, balance.Party), balance => balance.Amount, cancellation);
    }

    /// <summary>A party's balances at the end of a day, in minor units, on every account.</summary>
    public async Task<IReadOnlyDictionary<BalanceKey, long>> BalancesOfPartyAsync(long party, LocalDate asOf, long? knownAt = null, bool restated = false, CancellationToken cancellation = default)
    {
        var size = knownAt ?? long.MaxValue;
        asOf = LocalDate.Min(asOf, Always);
        var sums =
            from posting in context.Postings
            join entry in context.Entries on new { posting.Fund, posting.Sequence } equals new { entry.Fund, entry.Sequence }
            where posting.Fund == fund && posting.Party == party && posting.Sequence <= size && (restated ? entry.Concerns : entry.Effective) <= asOf
            group posting.Amount.MinorUnits by new { posting.Account, posting.Amount.Currency } into sum
            select new { sum.Key.Account, sum.Key.Currency, Amount = sum.Sum() };
        return await sums.ToDictionaryAsync(sum => new BalanceKey(sum.Account, sum.Currency, party), sum => sum.Amount, cancellation);
    }

    /// <summary>The balances of an account's parties now, in minor units, by currency and party; those of zero are left out.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<KeyValuePair<BalanceKey, long>>> BalancesOfAccountAsync(int account, Currency currency, long after = 0, int take = 100, CancellationToken cancellation = default) =>
        [.. (await context.PartyBalances.AsNoTracking()
            .Where(balance => balance.Fund == fund && balance.Account == account && balance.Currency == currency && balance.Party > after && balance.Amount != 0)
            .OrderBy(balance => balance.Party).Take(take).ToListAsync(cancellation))
            .Select(balance => KeyValuePair.Create(new BalanceKey(balance.Account, balance.Currency, balance.Party), balance.Amount))];

    /// <summary>An account's entries by sequence.</summary>
    /// <param name="after">The last sequence of the page before.</param>
    public Task<IReadOnlyList<EntryRow>> EntriesOfAccountAsync(int account, long after = 0, int take = 100, CancellationToken cancellation = default) =>
        EntriesAsync(context.Postings.Where(posting => posting.Fund == fund && posting.Account == account), after, take, cancellation);

    /// <summary>A party's entries by sequence, whatever the account.</summary>
    /// <param name="after">The last sequence of the page before.</param>
    public Task<IReadOnlyList<EntryRow>> EntriesOfPartyAsync(long party, long after = 0, int take = 100, CancellationToken cancellation = default) =>
        EntriesAsync(context.Postings.Where(posting => posting.Fund == fund && posting.Party == party), after, take, cancellation);

    /// <summary>A run's entries by sequence; the run knows between which sequences they lie.</summary>
    public async Task<IReadOnlyList<EntryRow>> EntriesOfRunAsync(long run, long first, long last, int take = 100, CancellationToken cancellation = default) =>
        await WithPostings().Where(entry => entry.Sequence >= first && entry.Sequence <= last && entry.Run == run)
            .OrderBy(entry => entry.Sequence).Take(take).ToListAsync(cancellation);

    public async Task<EntryRow?> EntryAsync(EntryKey key, CancellationToken cancellation = default)
    {
        var text = key.ToString();
        return await WithPostings().SingleOrDefaultAsync(entry => entry.Key == text, cancellation);
    }

    public async Task<EntryRow?> EntryAsync(long sequence, CancellationToken cancellation = default) =>
        await WithPostings().SingleOrDefaultAsync(entry => entry.Sequence == sequence, cancellation);

    /// <summary>By sequence, from the first.</summary>
    /// <param name="size">Number of leaves.</param>
    public IEnumerable<Digest> LeafHashes(long size) =>
        context.Entries.Where(entry => entry.Fund == fund && entry.Sequence <= size).OrderBy(entry => entry.Sequence).Select(entry => entry.LeafHash).AsEnumerable().Select(leaf => new Digest(leaf));

    /// <summary>By period.</summary>
    public async Task<IReadOnlyList<SignedSeal>> SealsAsync(CancellationToken cancellation = default) =>
        [.. (await context.Seals.AsNoTracking().Where(seal => seal.Fund == fund).OrderBy(seal => seal.Period).ToListAsync(cancellation)).Select(seal => seal.ToSeal())];

    /// <summary>Proves the parties' entries that were in the log at the seal. Null while the month is not sealed.</summary>
    public async Task<StatementProof?> ProofAsync(IReadOnlyCollection<long> parties, YearMonth period, ReadOnlyMemory<byte> secret, CancellationToken cancellation = default)
    {
        var row = await context.Seals.AsNoTracking().SingleOrDefaultAsync(seal => seal.Fund == fund && seal.Period == period, cancellation);
        if (row is null) return null;
        var sequences = context.Postings.Where(posting => posting.Fund == fund && posting.Party != null && parties.Contains(posting.Party.Value) && posting.Sequence <= row.Size).Select(posting => posting.Sequence);
        var entries = await WithPostings().Where(entry => sequences.Contains(entry.Sequence)).OrderBy(entry => entry.Sequence).ToListAsync(cancellation);
        using var leaves = LeafHashes(row.Size).GetEnumerator();
        return StatementProof.Make(
            row.ToSeal(), await AccountNamesAsync(period, cancellation), secret.Span, [.. entries.Select(entry => entry.ToEntry())],
            place => leaves.MoveNext() ? leaves.Current : throw new InvalidDataException($"Entry {place + 1} is missing from the log."));
    }

    internal static LocalDate EndOf(YearMonth month) => month.ToDateInterval().End;

    private async Task<YearMonth?> LastSealedAsync(LocalDate asOf, long size, CancellationToken cancellation)
    {
        var complete = asOf == EndOf(asOf.ToYearMonth()) ? asOf.ToYearMonth() : asOf.ToYearMonth().PlusMonths(-1);
        var last = await context.Seals.Where(seal => seal.Fund == fund && seal.Size <= size).OrderByDescending(seal => seal.Period).Select(seal => new { seal.Period }).ToListAsync(cancellation);
        return last.FirstOrDefault(seal => seal.Period <= complete)?.Period;
    }

    private IQueryable<EntryRow> LateFor(LocalDate asOf, long size) =>
        context.Entries.Where(entry => entry.Fund == fund && entry.Concerns != entry.Effective && entry.Concerns <= asOf && entry.Effective > asOf && entry.Sequence <= size);

    private async Task AddAsync(Dictionary<BalanceKey, long> balances, IQueryable<EntryRow> entries, CancellationToken cancellation)
    {
        var sums =
            from entry in entries
            join posting in context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            group posting.Amount.MinorUnits by new { posting.Account, posting.Amount.Currency } into sum
            select new { sum.Key.Account, sum.Key.Currency, Amount = sum.Sum() };
        foreach (var sum in await sums.ToListAsync(cancellation))
        {
            var key = new BalanceKey(sum.Account, sum.Currency, 0);
            balances[key] = balances.GetValueOrDefault(key) + sum.Amount;
        }
    }

    private async Task<IReadOnlyList<EntryRow>> EntriesAsync(IQueryable<PostingRow> postings, long after, int take, CancellationToken cancellation)
    {
        var sequences = await postings.Where(posting => posting.Sequence > after).Select(posting => posting.Sequence).Distinct().OrderBy(sequence => sequence).Take(take).ToListAsync(cancellation);
        return await WithPostings().Where(entry => sequences.Contains(entry.Sequence)).OrderBy(entry => entry.Sequence).ToListAsync(cancellation);
    }

    private IQueryable<EntryRow> WithPostings() => context.Entries.AsNoTracking().Include(entry => entry.Postings).Where(entry => entry.Fund == fund);
}
