using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261123191500_Take_in_deductions")]
public sealed class TakeInDeductions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(TakeInDeductionsTables.Sql(ColumnTypes.Sqlite));
        foreach (var trigger in AppendOnlyTable.Named(TakeInDeductionsTables.AppendOnly).SelectMany(table => table.SqliteTriggers.Values)) migrationBuilder.Sql(trigger);
    }
}
