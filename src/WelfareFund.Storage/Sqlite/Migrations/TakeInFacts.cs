using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261122130000_Take_in_facts")]
public sealed class TakeInFacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(TakeInFactsTables.Sql(ColumnTypes.Sqlite));
        foreach (var trigger in AppendOnlyTable.Named(TakeInFactsTables.AppendOnly).SelectMany(table => table.SqliteTriggers.Values)) migrationBuilder.Sql(trigger);
    }
}
