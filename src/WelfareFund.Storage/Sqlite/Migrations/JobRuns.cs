using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Jobs;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261125180000_Job_runs")]
public sealed class JobRuns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(JobRunsTable.Sql(ColumnTypes.Sqlite));
}
