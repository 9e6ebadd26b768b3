using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261130090000_Grievance_words")]
public sealed class GrievanceWords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(GrievanceWordsTables.Sql(ColumnTypes.Sqlite));
        foreach (var trigger in AppendOnlyTable.Named(GrievanceWordsTables.AppendOnly).SelectMany(table => table.SqliteTriggers.Values)) migrationBuilder.Sql(trigger);
    }
}
