using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SQLitePCL;
using WelfareFund.Ledger;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage.Sqlite;

internal sealed class SqliteLedgerTables(FundContext context) : LedgerTables
{
    /// <summary>The transaction itself is the lock: it began as IMMEDIATE, and SQLite lets one writer in.</summary>
    internal override async Task<StoredHead?> LockHeadAsync(int fund, CancellationToken cancellation)
    {
        if (context.Database.CurrentTransaction is null) throw new InvalidOperationException("A head is locked inside a transaction.");
        return await ReadHeadAsync(fund, cancellation);
    }

    internal override async Task<StoredHead?> ReadHeadAsync(int fund, CancellationToken cancellation)
    {
        var database = await OpenAsync(cancellation);
        using var head = new SqliteStatement(database, "SELECT f.id, h.size, h.frontier, h.open_period, h.fence FROM heads h JOIN funds f ON f.number = h.fund WHERE h.fund = ?");
        head.Bind(1, fund);
        if (!head.Step()) return null;
        return new(new Head(head.Text(0), MerkleFrontier.Parse(head.Int64(1), head.Blob(2)), YearMonthText.Read(head.Text(3))), head.Int64(4));
    }

    internal override async Task<IReadOnlyDictionary<string, PostedEntry>> FindKeysAsync(int fund, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<string, PostedEntry>(StringComparer.Ordinal);
        if (keys.Count == 0) return found;
        var database = await OpenAsync(cancellation);
        foreach (var run in KeyRun.Of(keys))
        {
            // A run that is new has no key between its first and its last: one look at the index instead of one for each key.
            using (var any = new SqliteStatement(database, "SELECT 1 FROM entries WHERE fund = ? AND key BETWEEN ? AND ? LIMIT 1"))
            {
                any.Bind(1, fund);
                any.BindText(2, run.First);
                any.BindText(3, run.Last);
                if (!any.Step()) continue;
            }

            using var entry = new SqliteStatement(database, "SELECT sequence, leaf_hash FROM entries WHERE fund = ? AND key = ?");
            entry.Bind(1, fund);
            foreach (var key in run.Keys)
            {
                entry.BindText(2, key);
                if (entry.Step()) found[key] = new(entry.Int64(0), new Digest(entry.Blob(1)));
                entry.Reset();
            }
        }

        return found;
    }

    internal override async Task<IReadOnlyDictionary<long, PartyKind>> ReadPartiesAsync(int fund, IReadOnlyCollection<long> numbers, CancellationToken cancellation)
    {
        var kinds = new Dictionary<long, PartyKind>(numbers.Count);
        var database = await OpenAsync(cancellation);
        using var party = new SqliteStatement(database, "SELECT kind FROM parties WHERE fund = ? AND number = ?");
        party.Bind(1, fund);
        foreach (var number in numbers)
        {
            party.Bind(2, number);
            if (party.Step()) kinds[number] = (PartyKind)party.Int64(0);
            party.Reset();
        }

        return kinds;
    }

    internal override async Task<IReadOnlyDictionary<string, long>> FindPartiesAsync(int fund, PartyKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, long>(ids.Count, StringComparer.Ordinal);
        var database = await OpenAsync(cancellation);
        using var party = new SqliteStatement(database, "SELECT number FROM parties WHERE fund = ? AND kind = ? AND external_id = ?");
        party.Bind(1, fund);
        party.Bind(2, (long)kind);
        foreach (var id in ids)
        {
            party.BindText(3, id);
            if (party.Step()) numbers[id] = party.Int64(0);
            party.Reset();
        }

        return numbers;
    }

    internal override async Task<IReadOnlyDictionary<BalanceKey, long>> ReadBalancesAsync(int fund, IReadOnlyCollection<BalanceKey> keys, CancellationToken cancellation)
    {
        var balances = new Dictionary<BalanceKey, long>(keys.Count);
        if (keys.Count == 0) return balances;
        var database = await OpenAsync(cancellation);
        using var ofAccount = new SqliteStatement(database, "SELECT amount FROM balances WHERE fund = ? AND account = ? AND currency = ?");
        using var ofParty = new SqliteStatement(database, "SELECT amount FROM party_balances WHERE fund = ? AND account = ? AND currency = ? AND party = ?");
        foreach (var key in keys)
        {
            var balance = key.Party == 0 ? ofAccount : ofParty;
            balance.Bind(1, fund);
            balance.Bind(2, key.Account);
            balance.Bind(3, key.Currency.Number);
            if (key.Party != 0) balance.Bind(4, key.Party);
            if (balance.Step()) balances[key] = balance.Int64(0);
            balance.Reset();
        }

        return balances;
    }

    internal override async Task WriteAsync(EntryBatch batch, CancellationToken cancellation)
    {
        var database = await OpenAsync(cancellation);
        WriteEntries(database, batch);
        WriteBalances(database, batch);
        using var head = new SqliteStatement(database, "UPDATE heads SET size = ?, frontier = ? WHERE fund = ?");
        head.Bind(1, batch.Head.Size);
        head.BindBlob(2, batch.Head.Frontier.ToArray());
        head.Bind(3, batch.Fund);
        head.Run();
    }

    /// <remarks>OR ROLLBACK, as the triggers say: a row that is refused ends the transaction, so no page is copied to undo the one statement.</remarks>
    internal static void WriteEntries(sqlite3 database, EntryBatch batch)
    {
        using var entryRow = new SqliteStatement(database, "INSERT OR ROLLBACK INTO entries (fund, sequence, key, effective, concerns, corrects, run, terms_version, rule_version, maker, approver, recorded_at, leaf_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        using var postingRow = new SqliteStatement(database, "INSERT OR ROLLBACK INTO postings (fund, sequence, line, account, currency, amount, party, corridor, cost_line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        entryRow.Bind(1, batch.Fund);
        entryRow.BindText(12, batch.RecordedAt.ToDateTimeUtc().ToString("yyyy'-'MM'-'dd HH':'mm':'ss.FFFFFFF", CultureInfo.InvariantCulture));
        postingRow.Bind(1, batch.Fund);
        Span<byte> date = stackalloc byte[10];
        Span<byte> hash = stackalloc byte[Digest.Length];
        for (var index = 0; index < batch.Entries.Count; index++)
        {
            var entry = batch.Entries[index];
            var (body, provenance) = (entry.Body, entry.Body.Provenance);
            entryRow.Bind(2, entry.Sequence);
            entryRow.BindText(3, batch.Keys[index]);
            Write(body.Effective, date);
            entryRow.BindText(4, date);
            Write(body.Concerns, date);
            entryRow.BindText(5, date);
            entryRow.Bind(6, body.Corrects);
            entryRow.Bind(7, provenance.Run);
            entryRow.Bind(8, provenance.TermsVersion);
            entryRow.Bind(9, provenance.RuleVersion);
            entryRow.Bind(10, provenance.Maker);
            entryRow.Bind(11, provenance.Approver);
            entry.LeafHash.CopyTo(hash);
            entryRow.BindBlob(13, hash);
            entryRow.Run();

            postingRow.Bind(2, entry.Sequence);
            for (var line = 0; line < body.Postings.Count; line++)
            {
                var posting = body.Postings[line];
                postingRow.Bind(3, line + 1);
                postingRow.Bind(4, posting.Account);
                postingRow.Bind(5, posting.Amount.Currency.Number);
                postingRow.Bind(6, posting.Amount.MinorUnits);
                postingRow.Bind(7, posting.Party == 0 ? null : posting.Party);
                postingRow.BindText(8, posting.Corridor);
                postingRow.BindText(9, posting.CostLine);
                postingRow.Run();
            }
        }
    }

    private static void WriteBalances(sqlite3 database, EntryBatch batch)
    {
        using var ofAccount = new SqliteStatement(database, "INSERT INTO balances (fund, account, currency, amount) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount");
        foreach (var (key, change) in batch.AccountChanges) Write(ofAccount, key, 4, change);
        using var ofParty = new SqliteStatement(database, "INSERT INTO party_balances (fund, account, currency, party, amount) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount");
        foreach (var (key, change) in batch.PartyChanges)
        {
            ofParty.Bind(4, key.Party);
            Write(ofParty, key, 5, change);
        }

        void Write(SqliteStatement balance, BalanceKey key, int amount, long change)
        {
            balance.Bind(1, batch.Fund);
            balance.Bind(2, key.Account);
            balance.Bind(3, key.Currency.Number);
            balance.Bind(amount, change);
            balance.Run();
        }
    }

    /// <summary>As EF writes a date: <c>yyyy-MM-dd</c>.</summary>
    private static void Write(LocalDate date, Span<byte> utf8)
    {
        var (year, month, day) = date;
        Digits(utf8[..4], year);
        utf8[4] = (byte)'-';
        Digits(utf8[5..7], month);
        utf8[7] = (byte)'-';
        Digits(utf8[8..], day);
    }

    private static void Digits(Span<byte> utf8, int number)
    {
        for (var at = utf8.Length - 1; at >= 0; at--, number /= 10) utf8[at] = (byte)('0' + (number % 10));
    }

    private async Task<sqlite3> OpenAsync(CancellationToken cancellation)
    {
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open) await context.Database.OpenConnectionAsync(cancellation);
        return connection.Handle!;
    }
}
