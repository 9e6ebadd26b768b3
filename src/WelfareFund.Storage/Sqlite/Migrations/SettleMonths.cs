using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261122140000_Settle_months")]
public sealed class SettleMonths : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SettleMonthsTables.Sql(ColumnTypes.Sqlite));
        foreach (var trigger in AppendOnlyTable.Named(SettleMonthsTables.AppendOnly).SelectMany(table => table.SqliteTriggers.Values)) migrationBuilder.Sql(trigger);
    }
}
