using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261130120000_Worker_lines")]
public sealed class WorkerLines : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(WorkerLinesTables.Sql(ColumnTypes.PostgreSql));
        foreach (var table in AppendOnlyTable.Named(WorkerLinesTables.AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(WorkerLinesTables.AppendOnly));
    }
}
