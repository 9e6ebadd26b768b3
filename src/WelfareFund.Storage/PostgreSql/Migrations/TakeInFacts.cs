using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261122130000_Take_in_facts")]
public sealed class TakeInFacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(TakeInFactsTables.Sql(ColumnTypes.PostgreSql));
        foreach (var table in AppendOnlyTable.Named(TakeInFactsTables.AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(TakeInFactsTables.AppendOnly));
        migrationBuilder.Sql(ApplicationRole.GrantChange(TakeInFactsTables.Changing));
    }
}
