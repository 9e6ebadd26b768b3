using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261125180000_Pay_out")]
public sealed class PayOut : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(PayOutTables.Sql(ColumnTypes.PostgreSql));
        foreach (var table in AppendOnlyTable.Named(PayOutTables.AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(PayOutTables.AppendOnly));
        migrationBuilder.Sql(ApplicationRole.GrantChange(PayOutTables.Changing));
    }
}
