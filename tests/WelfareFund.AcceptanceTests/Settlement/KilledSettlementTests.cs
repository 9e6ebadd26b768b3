using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class KilledSettlementTests
{
    private const int KillsInALife = 5;

    /// <summary>Half of them at instants of the whole life, half of them at a stage of a month.</summary>
    private static readonly int Kills = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 100 : 5;
    private static readonly string[] Live = ["fund", "load", SampleBooks.Folder, "--through", "2024-11"];

    /// <summary>
    /// The instants are spread evenly over the time that an undisturbed life takes; a life that ended before its instant shows that it takes less.
    /// The schema is there before, so that every instant falls into the fund's life.
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

    /// <summary>
    /// Where the newest month is when its process is killed, by the table of runs: told its facts and being calculated, proposed, being posted, being
    /// paid, being sealed. A little later each time round.
    /// </summary>
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Killed_while_a_month_is_calculated_posted_paid_or_sealed_the_books_are_as_if_undisturbed(Engine engine)
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        await using var undisturbed = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await SampleBooks.RunAsync(undisturbed, keys, null, Live);
        var expected = await SampleBooks.EndStateAsync(undisturbed);

        RunState?[] stages = [null, RunState.Calculated, RunState.Approved, RunState.Posted, RunState.Paid];
        for (var (killed, lives) = (0, 0); killed < Kills; lives++)
        {
            lives.ShouldBeLessThan(4 * Kills, $"no process is seen while a month is {stages[killed % stages.Length]?.ToString() ?? "being calculated"}");
            await using var database = await EmptyDatabase.CreateAsync(engine);
            var opened = await database.OpenAsync();
            while (killed < Kills && await SampleBooks.RunUntilAsync(database, keys, ended => ReachedAsync(opened, stages[killed % stages.Length], killed / stages.Length % 20, ended), Live) is null)
                killed++;

            await SampleBooks.RunAsync(database, keys, null, Live);
            (await SampleBooks.EndStateAsync(database)).ShouldBe(expected);
        }

        Directory.Delete(keys, recursive: true);
    }

    private static async Task ReachedAsync(FundDatabase database, RunState? stage, int milliseconds, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await using var context = database.NewContext();
            var newest = await context.Set<RunRow>().Where(run => run.State != RunState.Superseded).OrderByDescending(run => run.Number).Select(run => (RunState?)run.State).FirstOrDefaultAsync(CancellationToken.None);
            if (stage is null ? newest is null or RunState.Sealed && await context.Set<ImportRow>().AnyAsync(import => import.Kind == "bank-balances", CancellationToken.None) : newest == stage)
            {
                await Task.Delay(milliseconds, CancellationToken.None);
                return;
            }

            // Asked without a breath, the looking would take a processor from what is looked at.
            await Task.Delay(1, CancellationToken.None);
        }
    }
}
