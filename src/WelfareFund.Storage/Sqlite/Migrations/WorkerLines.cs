using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261130120000_Worker_lines")]
public sealed class WorkerLines : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(WorkerLinesTables.Sql(ColumnTypes.Sqlite));
        migrationBuilder.Sql(LargeFundStatistics.Sql);
        foreach (var trigger in AppendOnlyTable.Named(WorkerLinesTables.AppendOnly).SelectMany(table => table.SqliteTriggers.Values)) migrationBuilder.Sql(trigger);
    }
}
