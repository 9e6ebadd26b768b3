namespace WelfareFund.AcceptanceTests.Settlement;

[Collection(LivedSampleTests.Name)]
public sealed class SampleLifeTests(LivedSample sample)
{
    [Fact]
    public async Task The_sample_funds_whole_life_gives_the_same_roots_and_balances_on_both_engines()
    {
        var books = await SampleBooks.EndStateAsync(sample.Sqlite);

        books.ShouldBe(await SampleBooks.EndStateAsync(sample.PostgreSql));
        books.ShouldContain("2026-03 "); // the seal of the last month
    }

    [Fact]
    public async Task A_finished_life_lived_again_changes_nothing()
    {
        var books = await SampleBooks.EndStateAsync(sample.Sqlite);

        await sample.AskAsync("fund", "load", SampleBooks.Folder);

        (await SampleBooks.EndStateAsync(sample.Sqlite)).ShouldBe(books);
    }
}
