using System.Diagnostics;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class KilledSettlementTests
{
    private const int KillsInALife = 5;
    private static readonly int Kills = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 200 : 10;
    private static readonly string[] Live = ["fund", "load", SampleBooks.Folder, "--through", "2024-11"];

    /// <summary>
    /// The instants are spread evenly over the time that an undisturbed life takes; a life that ended before its instant shows that it takes less.
    /// The schema is there before: a process killed while it migrates keeps the next one waiting for two minutes.
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

        for (var (killed, lives) = (0, 0); killed < Kills; lives++)
        {
            lives.ShouldBeLessThan(2 * Kills, "the runs end before they are killed");
            await using var database = await EmptyDatabase.CreateAsync(engine);
            await database.OpenAsync();
            clock.Restart();
            var killedBefore = killed;
            while (killed < Math.Min(Kills, killedBefore + KillsInALife)
                && await SampleBooks.RunAsync(database, keys, length * (killed + 1) / (Kills + 1), Live) is null)
                killed++;
            if (killed == killedBefore) length = clock.Elapsed;

            await SampleBooks.RunAsync(database, keys, null, Live);
            (await SampleBooks.EndStateAsync(database)).ShouldBe(expected);
        }

        Directory.Delete(keys, recursive: true);
    }
}
