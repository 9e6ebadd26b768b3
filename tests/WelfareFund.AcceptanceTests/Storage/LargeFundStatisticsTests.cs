using Microsoft.EntityFrameworkCore;

namespace WelfareFund.AcceptanceTests.Storage;

public sealed class LargeFundStatisticsTests
{
    /// <summary>An index that SQLite is told nothing of looks worse than any other, and a page goes through a fund's rows one by one.</summary>
    [Fact]
    public async Task SQLite_is_told_of_every_index_of_the_tables_it_is_told_of()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var context = (await database.OpenAsync()).NewContext();
        var tables = await context.Database.SqlQuery<string>($"SELECT DISTINCT tbl AS \"Value\" FROM sqlite_stat1").ToListAsync();
        var untold = await context.Database.SqlQuery<string>($"""
            SELECT name AS "Value" FROM sqlite_schema
            WHERE type = 'index' AND tbl_name IN (SELECT tbl FROM sqlite_stat1) AND name NOT IN (SELECT idx FROM sqlite_stat1)
            """).ToListAsync();
        tables.ShouldContain("settlement_lines");
        untold.ShouldBeEmpty();
    }

    /// <summary>As a month asks for what was told of its workers (<c>FactsOfWorkers</c>): by a list of them, and from one to another.</summary>
    [Theory]
    [InlineData("workers")]
    [InlineData("agreements")]
    [InlineData("employments")]
    [InlineData("wages")]
    [InlineData("claims")]
    [InlineData("costs")]
    [InlineData("grievances")]
    [InlineData("pauses")]
    [InlineData("endings")]
    public async Task What_was_told_of_some_workers_is_found_by_their_ids(string table)
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var context = (await database.OpenAsync()).NewContext();
        foreach (var (asked, found) in new[] { ("IN (SELECT value FROM json_each('[\"W1\", \"W2\"]'))", "worker_id=?"), ("BETWEEN 'W1' AND 'W2'", "worker_id>? AND worker_id<?") })
        {
            await context.Database.OpenConnectionAsync();
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE fund = 1 AND worker_id {asked} AND +intake <= 1000";
            await using var plan = await command.ExecuteReaderAsync();
            (await plan.ReadAsync()).ShouldBeTrue();
            plan.GetString(3).ShouldContain(found);
        }
    }
}
