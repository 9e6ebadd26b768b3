using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Settlement;

/// <summary>The sample fund's whole life, lived once on each engine by the command line itself, at the same time and under the same keys. Nobody changes it.</summary>
public sealed class LivedSample : IAsyncLifetime
{
    public EmptyDatabase Sqlite { get; private set; } = null!;
    public EmptyDatabase PostgreSql { get; private set; } = null!;

    public EmptyDatabase On(Engine engine) => engine is Engine.Sqlite ? Sqlite : PostgreSql;

    /// <summary>The folder of the fund's keys.</summary>
    public string Keys { get; } = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;

    public async Task InitializeAsync()
    {
        Sqlite = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        PostgreSql = await EmptyDatabase.CreateAsync(Engine.PostgreSql);
        await Task.WhenAll(
            SampleBooks.OutputAsync(Sqlite, Keys, "fund", "load", SampleBooks.Folder),
            SampleBooks.OutputAsync(PostgreSql, Keys, "fund", "load", SampleBooks.Folder));
    }

    /// <summary>What the command prints about the books on SQLite.</summary>
    public Task<string> AskAsync(params string[] arguments) => SampleBooks.OutputAsync(Sqlite, Keys, arguments);

    public async Task DisposeAsync()
    {
        await Sqlite.DisposeAsync();
        await PostgreSql.DisposeAsync();
        Directory.Delete(Keys, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class LivedSampleTests : ICollectionFixture<LivedSample>
{
    public const string Name = "the sample fund's whole life";
}
