using System.Diagnostics;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class KilledSettlementTests
{
    private const int KillsInALife = 5;
    private static readonly int Kills = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 200 : 10;
    private static readonly string[] Live = ["fund", "load", SampleBooks.Folder, "--through", "2024-11"];

    /// <summary>
    /// The instants are spread evenly over the time that an undisturbed life takes. The schema is there before: a process killed while it
    /// migrates keeps the next one waiting for two minutes.
    /// </summary>
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Killed_at_any_instant_and_started_again_the_books_are_as_if_undisturbed(Engine engine)
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        await using var undisturbed = await EmptyDatabase.CreateAsync(engine);
        await undisturbed.OpenAsync();
        var clock = Stopwatch.StartNew();
        await SampleBooks.RunAsync(undisturbed, keys, null, Live);
        var length = clock.Elapsed;
        var expected = await SampleBooks.EndStateAsync(undisturbed);

        var killed = 0;
        for (var instant = 0; instant < Kills;)
        {
            await using var database = await EmptyDatabase.CreateAsync(engine);
            await database.OpenAsync();
            var ended = false;
            for (var inThisLife = 0; !ended && inThisLife < KillsInALife && instant < Kills; inThisLife++, instant++)
            {
                ended = await SampleBooks.RunAsync(database, keys, length * (instant + 1) / (Kills + 1), Live) is not null;
                killed += ended ? 0 : 1;
            }

            await SampleBooks.RunAsync(database, keys, null, Live);
            (await SampleBooks.EndStateAsync(database)).ShouldBe(expected);
        }

        killed.ShouldBeGreaterThan(Kills / 3, "too few of the runs were killed before they ended");
        Directory.Delete(keys, recursive: true);
    }
}
