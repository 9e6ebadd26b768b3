using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261130090000_Grievance_words")]
public sealed class GrievanceWords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(GrievanceWordsTables.Sql(ColumnTypes.PostgreSql));
        foreach (var table in AppendOnlyTable.Named(GrievanceWordsTables.AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(GrievanceWordsTables.AppendOnly));
        migrationBuilder.Sql(ApplicationRole.GrantChange(GrievanceWordsTables.Changing));
    }
}
