using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261122140000_Settle_months")]
public sealed class SettleMonths : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SettleMonthsTables.Sql(ColumnTypes.PostgreSql));
        foreach (var table in AppendOnlyTable.Named(SettleMonthsTables.AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(SettleMonthsTables.AppendOnly));
        migrationBuilder.Sql(ApplicationRole.GrantChange(SettleMonthsTables.Changing));
    }
}
