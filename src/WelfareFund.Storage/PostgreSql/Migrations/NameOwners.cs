using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261129080000_Name_owners")]
public sealed class NameOwners : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(NameOwnersTables.Sql(ColumnTypes.PostgreSql));
        migrationBuilder.Sql(ApplicationRole.GrantChange(NameOwnersTables.Changing));
    }
}
