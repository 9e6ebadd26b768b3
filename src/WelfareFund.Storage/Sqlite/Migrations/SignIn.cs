using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261129070000_Sign_in")]
public sealed class SignIn : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SignInTables.Sql(ColumnTypes.Sqlite));
    }
}
