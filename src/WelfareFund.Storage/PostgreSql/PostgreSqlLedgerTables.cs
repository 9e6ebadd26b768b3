using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using WelfareFund.Ledger;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage.PostgreSql;

internal sealed class PostgreSqlLedgerTables(FundContext context) : LedgerTables
{
    private const string SelectHead = "SELECT f.id, h.size, h.frontier, h.open_period, h.fence FROM heads h JOIN funds f ON f.number = h.fund WHERE h.fund = $1";

    internal override Task<StoredHead?> LockHeadAsync(int fund, CancellationToken cancellation) =>
        context.Database.CurrentTransaction is null
            ? throw new InvalidOperationException("A head is locked inside a transaction.")
            : ReadHeadAsync(fund, SelectHead + " FOR UPDATE OF h", cancellation);

    internal override Task<StoredHead?> ReadHeadAsync(int fund, CancellationToken cancellation) => ReadHeadAsync(fund, SelectHead, cancellation);

    private async Task<StoredHead?> ReadHeadAsync(int fund, string sql, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(sql, cancellation);
        command.Parameters.Add(new() { Value = fund });
        await using var head = await command.ExecuteReaderAsync(cancellation);
        if (!await head.ReadAsync(cancellation)) return null;
        var frontier = MerkleFrontier.Parse(head.GetInt64(1), head.GetFieldValue<byte[]>(2));
        return new(new Head(head.GetString(0), frontier, YearMonthText.Read(head.GetString(3))), head.GetInt64(4));
    }

    internal override async Task<IReadOnlyDictionary<string, PostedEntry>> FindKeysAsync(int fund, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<string, PostedEntry>(StringComparer.Ordinal);
        foreach (var run in KeyRun.Of(keys))
        {
            // A run that is new has no key between its first and its last: one look at the index instead of one for each key.
            await using var any = await CommandAsync("SELECT EXISTS (SELECT FROM entries WHERE fund = $1 AND key BETWEEN $2 AND $3)", cancellation);
            any.Parameters.Add(new() { Value = fund });
            any.Parameters.Add(new() { Value = run.First });
            any.Parameters.Add(new() { Value = run.Last });
            if (!(bool)(await any.ExecuteScalarAsync(cancellation))!) continue;

            await using var command = await CommandAsync("SELECT asked.key, e.sequence, e.leaf_hash FROM unnest($2::text[]) AS asked (key) CROSS JOIN LATERAL (SELECT sequence, leaf_hash FROM entries WHERE fund = $1 AND key = asked.key OFFSET 0) AS e", cancellation);
            command.Parameters.Add(new() { Value = fund });
            command.Parameters.Add(new() { Value = run.Keys.ToArray() });
            await using var entry = await command.ExecuteReaderAsync(cancellation);
            while (await entry.ReadAsync(cancellation)) found[entry.GetString(0)] = new(entry.GetInt64(1), new Digest(entry.GetFieldValue<byte[]>(2)));
        }

        return found;
    }

    internal override async Task<IReadOnlyDictionary<long, PartyKind>> ReadPartiesAsync(int fund, IReadOnlyCollection<long> numbers, CancellationToken cancellation)
    {
        var kinds = new Dictionary<long, PartyKind>(numbers.Count);
        await using var command = await CommandAsync("SELECT asked.number, p.kind FROM unnest($2::bigint[]) AS asked (number) CROSS JOIN LATERAL (SELECT kind FROM parties WHERE fund = $1 AND number = asked.number OFFSET 0) AS p", cancellation);
        command.Parameters.Add(new() { Value = fund });
        command.Parameters.Add(new() { Value = numbers.ToArray() });
        await using var party = await command.ExecuteReaderAsync(cancellation);
        while (await party.ReadAsync(cancellation)) kinds[party.GetInt64(0)] = (PartyKind)party.GetInt16(1);
        return kinds;
    }

    internal override async Task<IReadOnlyDictionary<string, long>> FindPartiesAsync(int fund, PartyKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, long>(ids.Count, StringComparer.Ordinal);

        // OFFSET 0 keeps it one look at the index for each id: without statistics yet, as in a first import, the planner would read the whole table.
        await using var command = await CommandAsync(
            "SELECT asked.id, p.number FROM unnest($3::text[]) AS asked (id) CROSS JOIN LATERAL (SELECT number FROM parties WHERE fund = $1 AND kind = $2 AND external_id = asked.id OFFSET 0) AS p", cancellation);
        command.Parameters.Add(new() { Value = fund });
        command.Parameters.Add(new() { Value = (short)kind });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var party = await command.ExecuteReaderAsync(cancellation);
        while (await party.ReadAsync(cancellation)) numbers[party.GetString(0)] = party.GetInt64(1);
        return numbers;
    }

    internal override async Task<IReadOnlyDictionary<BalanceKey, long>> ReadBalancesAsync(int fund, IReadOnlyCollection<BalanceKey> keys, CancellationToken cancellation)
    {
        var balances = new Dictionary<BalanceKey, long>(keys.Count);
        await ReadAsync(
            "SELECT account, currency, 0::bigint, amount FROM balances JOIN unnest($2::integer[], $3::smallint[], $4::bigint[]) AS asked (account, currency, party) USING (account, currency) WHERE fund = $1",
            [.. keys.Where(key => key.Party == 0)]);
        await ReadAsync(
            "SELECT asked.account, asked.currency, asked.party, b.amount FROM unnest($2::integer[], $3::smallint[], $4::bigint[]) AS asked (account, currency, party) "
            + "CROSS JOIN LATERAL (SELECT amount FROM party_balances WHERE fund = $1 AND account = asked.account AND currency = asked.currency AND party = asked.party OFFSET 0) AS b",
            [.. keys.Where(key => key.Party != 0)]);
        return balances;

        async Task ReadAsync(string sql, BalanceKey[] asked)
        {
            if (asked.Length == 0) return;
            await using var command = await CommandAsync(sql, cancellation);
            command.Parameters.Add(new() { Value = fund });
            command.Parameters.Add(new() { Value = Array.ConvertAll(asked, key => key.Account) });
            command.Parameters.Add(new() { Value = Array.ConvertAll(asked, key => key.Currency.Number) });
            command.Parameters.Add(new() { Value = Array.ConvertAll(asked, key => key.Party) });
            await using var balance = await command.ExecuteReaderAsync(cancellation);
            while (await balance.ReadAsync(cancellation))
                balances[new(balance.GetInt32(0), Currency.Of(balance.GetInt16(1)), balance.GetInt64(2))] = balance.GetInt64(3);
        }
    }

    internal override async Task WriteAsync(EntryBatch batch, CancellationToken cancellation)
    {
        await CopyEntriesAsync(batch, cancellation);
        await CopyPostingsAsync(batch, cancellation);
        await ChangeBalancesAsync(
            "INSERT INTO balances (fund, account, currency, amount) SELECT $1, account, currency, change FROM unnest($2::integer[], $3::smallint[], $4::bigint[], $5::bigint[]) AS c (account, currency, party, change) "
            + "ON CONFLICT (fund, account, currency) DO UPDATE SET amount = balances.amount + excluded.amount",
            batch.Fund, batch.AccountChanges, cancellation);
        await ChangeBalancesAsync(
            "INSERT INTO party_balances (fund, account, currency, party, amount) SELECT $1, account, currency, party, change FROM unnest($2::integer[], $3::smallint[], $4::bigint[], $5::bigint[]) AS c (account, currency, party, change) "
            + "ON CONFLICT (fund, account, currency, party) DO UPDATE SET amount = party_balances.amount + excluded.amount",
            batch.Fund, batch.PartyChanges, cancellation);

        await using var head = await CommandAsync("UPDATE heads SET size = $2, frontier = $3 WHERE fund = $1", cancellation);
        head.Parameters.Add(new() { Value = batch.Fund });
        head.Parameters.Add(new() { Value = batch.Head.Size });
        head.Parameters.Add(new() { Value = batch.Head.Frontier.ToArray() });
        await head.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task CopyEntriesAsync(EntryBatch batch, CancellationToken cancellation)
    {
        var connection = await OpenAsync(cancellation);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY entries (fund, sequence, key, effective, concerns, corrects, run, terms_version, rule_version, maker, approver, recorded_at, leaf_hash) FROM STDIN (FORMAT BINARY)", cancellation);
        var recordedAt = batch.RecordedAt.ToDateTimeUtc();
        var hash = new byte[Digest.Length];
        for (var index = 0; index < batch.Entries.Count; index++)
        {
            var entry = batch.Entries[index];
            var (body, provenance) = (entry.Body, entry.Body.Provenance);
            copy.StartRow();
            copy.Write(batch.Fund, NpgsqlDbType.Integer);
            copy.Write(entry.Sequence, NpgsqlDbType.Bigint);
            copy.Write(batch.Keys[index], NpgsqlDbType.Text);
            copy.Write(body.Effective.ToDateOnly(), NpgsqlDbType.Date);
            copy.Write(body.Concerns.ToDateOnly(), NpgsqlDbType.Date);
            if (body.Corrects is { } corrects) copy.Write(corrects, NpgsqlDbType.Bigint);
            else copy.WriteNull();
            copy.Write(provenance.Run, NpgsqlDbType.Bigint);
            copy.Write(provenance.TermsVersion, NpgsqlDbType.Integer);
            copy.Write(provenance.RuleVersion, NpgsqlDbType.Integer);
            copy.Write(provenance.Maker, NpgsqlDbType.Integer);
            copy.Write(provenance.Approver, NpgsqlDbType.Integer);
            copy.Write(recordedAt, NpgsqlDbType.TimestampTz);
            entry.LeafHash.CopyTo(hash);
            copy.Write(hash, NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync(cancellation);
    }

    internal async Task CopyPostingsAsync(EntryBatch batch, CancellationToken cancellation)
    {
        var connection = await OpenAsync(cancellation);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY postings (fund, sequence, line, account, currency, amount, party, corridor, cost_line) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var entry in batch.Entries)
        {
            for (var line = 0; line < entry.Body.Postings.Count; line++)
            {
                var posting = entry.Body.Postings[line];
                copy.StartRow();
                copy.Write(batch.Fund, NpgsqlDbType.Integer);
                copy.Write(entry.Sequence, NpgsqlDbType.Bigint);
                copy.Write((short)(line + 1), NpgsqlDbType.Smallint);
                copy.Write(posting.Account, NpgsqlDbType.Integer);
                copy.Write(posting.Amount.Currency.Number, NpgsqlDbType.Smallint);
                copy.Write(posting.Amount.MinorUnits, NpgsqlDbType.Bigint);
                if (posting.Party == 0) copy.WriteNull();
                else copy.Write(posting.Party, NpgsqlDbType.Bigint);
                if (posting.Corridor is null) copy.WriteNull();
                else copy.Write(posting.Corridor, NpgsqlDbType.Text);
                if (posting.CostLine is null) copy.WriteNull();
                else copy.Write(posting.CostLine, NpgsqlDbType.Text);
            }
        }

        await copy.CompleteAsync(cancellation);
    }

    private async Task ChangeBalancesAsync(string sql, int fund, IReadOnlyList<KeyValuePair<BalanceKey, long>> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0) return;
        await using var command = await CommandAsync(sql, cancellation);
        command.Parameters.Add(new() { Value = fund });
        command.Parameters.Add(new() { Value = changes.Select(change => change.Key.Account).ToArray() });
        command.Parameters.Add(new() { Value = changes.Select(change => change.Key.Currency.Number).ToArray() });
        command.Parameters.Add(new() { Value = changes.Select(change => change.Key.Party).ToArray() });
        command.Parameters.Add(new() { Value = changes.Select(change => change.Value).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<NpgsqlCommand> CommandAsync(string sql, CancellationToken cancellation)
    {
        var connection = await OpenAsync(cancellation);
        return new NpgsqlCommand(sql, connection, (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open) await context.Database.OpenConnectionAsync(cancellation);
        return connection;
    }
}
