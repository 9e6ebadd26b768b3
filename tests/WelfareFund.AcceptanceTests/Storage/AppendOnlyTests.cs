using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using static WelfareFund.AcceptanceTests.Storage.SmallFund;

namespace WelfareFund.AcceptanceTests.Storage;

/// <summary>Through a plain client, without the product's code.</summary>
public sealed class AppendOnlyTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Nobody_changes_or_removes_a_row_of_an_append_only_table(Engine engine)
    {
        await using var fund = await FilledAsync(engine);
        foreach (var table in AppendOnlyTable.All)
        {
            await RefusedAsync(fund, $"UPDATE {table.Name} SET {table.Keys[0][0]} = {table.Keys[0][0]}", table.Name);
            await RefusedAsync(fund, $"DELETE FROM {table.Name}", table.Name);
            if (engine == Engine.PostgreSql) await RefusedAsync(fund, $"TRUNCATE {table.Name} CASCADE", table.Name);
        }

        var verification = await new LedgerVerifier(fund.Database, fund.Empty.Keys).VerifyAsync(fund.Number);
        (verification.Size, verification.Findings).ShouldSatisfyAllConditions(it => it.Size.ShouldBe(3), it => it.Findings.ShouldBeEmpty());
    }

    [Fact]
    public async Task Insert_or_replace_replaces_nothing_in_SQLite()
    {
        await using var fund = await FilledAsync(Engine.Sqlite);
        foreach (var table in AppendOnlyTable.All)
            await RefusedAsync(fund, $"INSERT OR REPLACE INTO {table.Name} SELECT * FROM {table.Name}", table.Name);

        // Under another sequence it would meet the old entry by its key.
        await RefusedAsync(fund, "INSERT OR REPLACE INTO entries SELECT fund, sequence + 100, key, effective, concerns, corrects, run, terms_version, rule_version, maker, approver, recorded_at, leaf_hash FROM entries", "entries");
        await RefusedAsync(fund, "UPDATE OR REPLACE postings SET line = 1", "postings");
    }

    [Fact]
    public async Task Nobody_adds_to_what_is_posted_in_SQLite_nor_moves_the_head_back_to_do_so()
    {
        await using var fund = await FilledAsync(Engine.Sqlite);

        await RefusedAsync(fund, "INSERT INTO postings SELECT fund, sequence, line + 10, account, currency, amount, party, corridor, cost_line FROM postings", "postings");
        await RefusedAsync(fund, "UPDATE heads SET size = 0", "heads");
        await RefusedAsync(fund, "INSERT OR REPLACE INTO heads SELECT fund, 0, frontier, open_period, fence FROM heads", "heads");
        await RefusedAsync(fund, "PRAGMA foreign_keys = OFF; DELETE FROM heads", "heads");
        await RefusedAsync(fund, "INSERT INTO entries SELECT fund + 1, sequence, key, effective, concerns, corrects, run, terms_version, rule_version, maker, approver, recorded_at, leaf_hash FROM entries", "entries");
    }

    [Fact]
    public async Task Replaying_a_replica_does_not_switch_the_triggers_off_in_PostgreSQL()
    {
        await using var fund = await FilledAsync(Engine.PostgreSql);
        (await Should.ThrowAsync<DbException>(fund.Empty.ExecutePlainAsync("SET session_replication_role = replica; DELETE FROM postings", asOwner: true))).Message.ShouldContain("append-only");
    }

    [Fact]
    public async Task The_role_of_the_application_owns_no_table_in_PostgreSQL()
    {
        await using var fund = await FilledAsync(Engine.PostgreSql);
        await using var context = fund.Database.NewContext();
        (await context.Database.SqlQueryRaw<string>("SELECT current_user::text AS \"Value\"").SingleAsync()).ShouldBe("welfarefund_app");
        (await context.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE tableowner = current_user").SingleAsync()).ShouldBe(0);
        (await Should.ThrowAsync<DbException>(fund.Empty.ExecutePlainAsync("ALTER TABLE entries DISABLE TRIGGER ALL"))).Message.ShouldContain("must be owner");
    }

    private static async Task<SmallFund> FilledAsync(Engine engine)
    {
        var fund = await SmallFund.OpenAsync(engine);
        (await fund.PostAsync(PaidIn("call-1", 100_00), Contribution("w-1", 10_00), Contribution("w-2", 7_00, Worker2))).IsRefused.ShouldBeFalse();
        (await fund.SealAsync(January)).IsRefused.ShouldBeFalse();
        if (engine == Engine.Sqlite) await GiveEveryTableARowAsync(fund);
        return fund;
    }

    /// <summary>SQLite asks triggers for each row only, so an empty table would refuse nothing.</summary>
    private static async Task GiveEveryTableARowAsync(SmallFund fund)
    {
        await using var context = fund.Database.NewContext();
        foreach (var table in AppendOnlyTable.All)
        {
            if (await RowsAsync(fund, table.Name) > 0) continue;
            var types = await context.Database.SqlQuery<string>($"SELECT type AS \"Value\" FROM pragma_table_info({table.Name})").ToListAsync();
            var values = types.Select(type => type switch { "TEXT" => "'2025-01-31'", "BLOB" => "x'00'", _ => "1" });
            await fund.Empty.ExecutePlainAsync($"PRAGMA foreign_keys = OFF; INSERT INTO {table.Name} VALUES ({string.Join(", ", values)})");
        }
    }

    private static async Task<long> RowsAsync(SmallFund fund, string table)
    {
        await using var connection = new SqliteConnection($"Data Source={fund.Empty.SqlitePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RefusedAsync(SmallFund fund, string sql, string table)
    {
        // The owner meets the trigger; the application's role has not even the right.
        (await Should.ThrowAsync<DbException>(fund.Empty.ExecutePlainAsync(sql, asOwner: true), sql)).Message.ShouldContain($"{table} ", customMessage: sql);
        await Should.ThrowAsync<DbException>(fund.Empty.ExecutePlainAsync(sql), sql);
    }
}
