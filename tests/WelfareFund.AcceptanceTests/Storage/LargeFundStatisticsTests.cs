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
}
