using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>Replays a fund's books from its tables and names what differs. It reads tables and not indexes, and takes the keys from outside the database.</summary>
public sealed class LedgerVerifier(FundDatabase database, KeyRing keys)
{
    private const int ChunkSize = 5_000;
    private const int MostFindings = 100;

    /// <param name="progress">Entries replayed so far.</param>
    /// <exception cref="ArgumentException">There is no such fund.</exception>
    public async Task<Verification> VerifyAsync(int fund, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var findings = new List<Finding>();
        await using var context = database.NewContext();
        try
        {
            findings.AddRange(await database.SelfCheck(context).RunAsync(cancellation));
        }
        catch (DbException damage)
        {
            findings.Add(new("database file", damage.Message.TrimEnd('.')));
        }

        // Head, entries and balances in one view; postings up to the head's size never change, so they may come over another connection.
        await using var snapshot = await database.BeginSnapshotAsync(context, cancellation);
        var stored = await database.LedgerTables(context).ReadHeadAsync(fund, cancellation) ?? throw new ArgumentException($"There is no fund number {fund}.", nameof(fund));
        var replay = await ReplayAsync(context, fund, stored.Head, findings, progress, cancellation);
        await CheckReferencesAsync(context, fund, findings, cancellation);
        replay.Finish(stored.Head, await BalancesAsync(context, fund, cancellation));
        await CheckTotalsAsync(context, fund, replay, findings, cancellation);
        await CheckSnapshotsAsync(context, fund, findings, cancellation);
        return new(replay.Frontier.Size, replay.Frontier.Root, [.. findings.Concat(replay.Findings).Take(MostFindings)]);
    }

    private async Task<LedgerReplay> ReplayAsync(FundContext context, int fund, Head head, List<Finding> findings, IProgress<long>? progress, CancellationToken cancellation)
    {
        var row = await context.Funds.AsNoTracking().SingleAsync(row => row.Number == fund, cancellation);
        var reader = new LedgerReader(context, fund);
        var replay = new LedgerReplay(
            head.Fund, await reader.AccountsAsync(cancellation), keys.SecretOf(head.Fund), row.FirstMonth, await reader.SealsAsync(cancellation), keys.FingerprintsOf(head.Fund));

        await using var other = database.NewContext();
        await using var otherSnapshot = await database.BeginSnapshotAsync(other, cancellation);
        var last = 0L;
        try
        {
            await using var entries = await database.SelfCheck(context).ReadAsync("entries", StoredLog.EntryColumns, "sequence", fund, head.Size, cancellation);
            await using var postings = await database.SelfCheck(other).ReadAsync("postings", StoredLog.PostingColumns, "sequence, line", fund, head.Size, cancellation);
            foreach (var chunk in StoredLog.Read(entries, postings).Chunk(ChunkSize))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var entry in chunk.Where(entry => entry.Problem is not null)) findings.Add(new($"entry {entry.Sequence}", entry.Problem!));
                replay.Add([.. chunk.Select(entry => entry.Entry).OfType<Entry>()]);
                last = chunk[^1].Sequence;
                progress?.Report(last);
            }
        }
        catch (DbException damage)
        {
            findings.Add(new($"entries after {last}", $"the tables cannot be read any further: {damage.Message.TrimEnd('.')}"));
        }

        return replay;
    }

    private static async Task CheckReferencesAsync(FundContext context, int fund, List<Finding> findings, CancellationToken cancellation)
    {
        var beyond = await context.Entries.CountAsync(entry => entry.Fund == fund && entry.Sequence > context.Heads.Single(head => head.Fund == fund).Size, cancellation);
        if (beyond > 0) findings.Add(new("head", $"{beyond} entries stand after the log's end"));

        var twice = await context.Entries.Where(entry => entry.Fund == fund).GroupBy(entry => entry.Key).Where(group => group.Count() > 1).Select(group => group.Key).Take(MostFindings).ToListAsync(cancellation);
        findings.AddRange(twice.Select(key => new Finding($"key {key}", "more than one entry has it")));

        var strangers =
            from posting in context.Postings
            join account in context.Accounts on new { posting.Fund, Number = posting.Account } equals new { account.Fund, account.Number }
            where posting.Fund == fund && posting.Party != null
                && !context.Parties.Any(party => party.Fund == fund && party.Number == posting.Party && party.Kind == account.PartyKind)
            orderby posting.Sequence
            select new { posting.Sequence, posting.Party };
        foreach (var stranger in await strangers.Take(MostFindings).ToListAsync(cancellation))
            findings.Add(new($"entry {stranger.Sequence}", $"party {stranger.Party} is not registered with its account's kind"));
    }

    /// <summary>By party where the account has parties, as the replay has them.</summary>
    private static async Task<IReadOnlyDictionary<BalanceKey, long>> BalancesAsync(FundContext context, int fund, CancellationToken cancellation)
    {
        var whole = context.Balances.Where(balance => balance.Fund == fund
            && context.Accounts.Any(account => account.Fund == fund && account.Number == balance.Account && account.PartyKind == PartyKind.None));
        var balances = await whole.ToDictionaryAsync(balance => new BalanceKey(balance.Account, balance.Currency, 0), balance => balance.Amount, cancellation);
        await foreach (var balance in context.PartyBalances.AsNoTracking().Where(balance => balance.Fund == fund).AsAsyncEnumerable().WithCancellation(cancellation))
            balances[new(balance.Account, balance.Currency, balance.Party)] = balance.Amount;
        return balances;
    }

    /// <summary>Every account's balance is the sum over its parties.</summary>
    private static async Task CheckTotalsAsync(FundContext context, int fund, LedgerReplay replay, List<Finding> findings, CancellationToken cancellation)
    {
        var stored = await new LedgerReader(context, fund).BalancesAsync(cancellation);
        var sums = replay.Balances.GroupBy(balance => balance.Key with { Party = 0 }).ToDictionary(group => group.Key, group => group.Sum(balance => balance.Value));
        foreach (var key in stored.Keys.Union(sums.Keys).Order())
        {
            var (theirs, ours) = (stored.GetValueOrDefault(key), sums.GetValueOrDefault(key));
            if (theirs != ours) findings.Add(new($"balance of account {key.Account}", $"it is stored as {new Money(theirs, key.Currency)}, and its entries give {new Money(ours, key.Currency)}"));
        }
    }

    /// <summary>Snapshots list the closing balances that their seals commit to.</summary>
    private static async Task CheckSnapshotsAsync(FundContext context, int fund, List<Finding> findings, CancellationToken cancellation)
    {
        foreach (var seal in await new LedgerReader(context, fund).SealsAsync(cancellation))
        {
            var period = seal.Seal.Period;
            var sums = new Dictionary<BalanceKey, long>();
            var listed = SealedList.OfBalances(StoredBalances.Closing(context, fund, period).Select(balance =>
            {
                var account = balance.Key with { Party = 0 };
                sums[account] = sums.GetValueOrDefault(account) + balance.Value;
                return balance;
            }));
            var totals = await context.Snapshots.Where(snapshot => snapshot.Fund == fund && snapshot.Period == period)
                .ToDictionaryAsync(snapshot => new BalanceKey(snapshot.Account, snapshot.Currency, 0), snapshot => snapshot.Amount, cancellation);
            if (listed != seal.Seal.Balances || totals.Any(total => total.Value != sums.GetValueOrDefault(total.Key)))
                findings.Add(new($"snapshot of {YearMonthText.Write(period)}", "it does not hold the closing balances that the seal commits to"));
        }
    }
}
