using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261123191500_Take_in_deductions")]
public sealed class TakeInDeductions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(TakeInDeductionsTables.Sql(ColumnTypes.PostgreSql));
        foreach (var table in AppendOnlyTable.Named(TakeInDeductionsTables.AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(TakeInDeductionsTables.AppendOnly));
        migrationBuilder.Sql(ApplicationRole.GrantChange(TakeInDeductionsTables.Changing));
    }
}
