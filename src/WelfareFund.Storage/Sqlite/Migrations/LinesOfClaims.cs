using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261130100000_Lines_of_claims")]
public sealed class LinesOfClaims : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(LinesOfClaimsTables.Sql(ColumnTypes.Sqlite));
        migrationBuilder.Sql(LargeFundStatistics.Sql);
        foreach (var trigger in AppendOnlyTable.Named(LinesOfClaimsTables.AppendOnly).SelectMany(table => table.SqliteTriggers.Values)) migrationBuilder.Sql(trigger);
    }
}
