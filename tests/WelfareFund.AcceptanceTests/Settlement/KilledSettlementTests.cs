using System.Diagnostics;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class KilledSettlementTests
{
    private const int KillsInALife = 5;
    private static readonly int Kills = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 200 : 10;
    private static readonly string[] Live = ["fund", "load", SampleBooks.Folder, "--through", "2024-11"];

    /// <summary>The instants are spread evenly over the time that an undisturbed life takes, beyond the start of the process.</summary>
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Killed_at_any_instant_and_started_again_the_books_are_as_if_undisturbed(Engine engine)
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        await using var undisturbed = await EmptyDatabase.CreateAsync(engine);
        var clock = Stopwatch.StartNew();
        await SampleBooks.RunAsync(undisturbed, keys, null, Live);
        var length = clock.Elapsed;
        var expected = await SampleBooks.EndStateAsync(undisturbed);

        for (var kill = 0; kill < Kills;)
        {
            await using var database = await EmptyDatabase.CreateAsync(engine);
            for (var inThisLife = 0; inThisLife < KillsInALife && kill < Kills; inThisLife++, kill++)
            {
                if (await SampleBooks.RunAsync(database, keys, TimeSpan.FromSeconds(0.4) + (length * (kill + 1) / (Kills + 1)), Live))
                    break;
            }

            await SampleBooks.RunAsync(database, keys, null, Live);
            (await SampleBooks.EndStateAsync(database)).ShouldBe(expected);
        }

        Directory.Delete(keys, recursive: true);
    }
}
