using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace WelfareFund.AcceptanceTests.Storage;

public sealed class SchemaTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_mapped_column_is_in_the_tables_and_every_column_is_mapped(Engine engine)
    {
        await using var empty = await EmptyDatabase.CreateAsync(engine);
        await using var context = (await empty.OpenAsync()).NewContext();
        foreach (var table in context.Model.GetEntityTypes())
        {
            var name = table.GetTableName()!;
            var mapped = Columns(table).Order(StringComparer.Ordinal).ToList();
            await empty.ExecutePlainAsync($"SELECT {string.Join(", ", mapped.Select(column => $"\"{column}\""))} FROM {name}", asOwner: true);
            var stored = engine == Engine.Sqlite
                ? await context.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM pragma_table_info({name})").ToListAsync()
                : await context.Database.SqlQuery<string>($"SELECT column_name::text AS \"Value\" FROM information_schema.columns WHERE table_name = {name}").ToListAsync();
            mapped.ShouldBe([.. stored.Order(StringComparer.Ordinal)], ignoreOrder: false, name);
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Opening_an_existing_database_changes_nothing(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        await using var context = (await fund.Empty.OpenAsync()).NewContext();
        (await context.Funds.SingleAsync()).Id.ShouldBe("small-fund");
    }

    [Theory]
    [InlineData("mysql:server")]
    [InlineData("sqlite:")]
    [InlineData("welfarefund.db")]
    public async Task An_address_that_names_no_engine_is_refused_with_what_would_be_right(string address) =>
        (await Should.ThrowAsync<FormatException>(WelfareFund.Storage.FundDatabase.OpenAsync(address))).Message.ShouldContain("sqlite:PATH or postgres:CONNECTION");

    private static IEnumerable<string> Columns(IEntityType table) =>
        table.GetProperties().Concat(table.GetComplexProperties().SelectMany(complex => complex.ComplexType.GetProperties())).Select(property => property.GetColumnName());
}
