using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class SampleLifeTests
{
    [Fact]
    public async Task The_sample_funds_whole_life_gives_the_same_roots_and_balances_on_both_engines()
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        await using var sqlite = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var postgreSql = await EmptyDatabase.CreateAsync(Engine.PostgreSql);
        await Task.WhenAll(
            SampleBooks.RunAsync(sqlite, keys, null, "fund", "load", SampleBooks.Folder),
            SampleBooks.RunAsync(postgreSql, keys, null, "fund", "load", SampleBooks.Folder));

        var books = await SampleBooks.EndStateAsync(sqlite);
        books.ShouldBe(await SampleBooks.EndStateAsync(postgreSql));
        books.ShouldContain("2026-03 "); // the seal of the last month

        await SampleBooks.RunAsync(sqlite, keys, null, "fund", "load", SampleBooks.Folder);
        (await SampleBooks.EndStateAsync(sqlite)).ShouldBe(books, "a finished life lived again changes nothing");
        Directory.Delete(keys, recursive: true);
    }
}
