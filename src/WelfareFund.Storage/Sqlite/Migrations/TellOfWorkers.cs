using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace WelfareFund.Storage.Sqlite.Migrations;

/// <summary>SQLite is told how many workers a large fund has: it went through all of them to find a few.</summary>
[DbContext(typeof(SqliteFundContext))]
[Migration("20261130150000_Tell_of_workers")]
public sealed class TellOfWorkers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(LargeFundStatistics.Sql);
}
