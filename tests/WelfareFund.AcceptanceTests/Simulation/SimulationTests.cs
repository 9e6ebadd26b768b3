using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace WelfareFund.AcceptanceTests.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 1_000 : 50;

    [Fact]
    public async Task Months_of_random_business_under_faults_come_out_to_the_cent_as_a_naive_model_predicts()
    {
        var clock = Stopwatch.StartNew();
        var only = Environment.GetEnvironmentVariable("WELFAREFUND_SEED");
        List<ulong> seeds = only is null ? [.. Enumerable.Range(1, Seeds).Select(seed => (ulong)seed)] : [ulong.Parse(only, CultureInfo.InvariantCulture)];
        var failures = new System.Collections.Concurrent.ConcurrentBag<(ulong Seed, string Why)>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (seed, _) =>
        {
            try
            {
                await LiveAsync(seed);
            }
            catch (SimulationException broken)
            {
                failures.Add((seed, broken.Message));
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeds.Count} seeds in {clock.Elapsed.TotalSeconds:F1} s, {failures.Count} failed: {string.Join(' ', failures.Select(failure => failure.Seed).Order())}"));
        if (!failures.IsEmpty)
            Assert.Fail(failures.MinBy(failure => failure.Seed).Why);
    }

    /// <summary>Disturbed, and undisturbed under the same keys: the same roots.</summary>
    private static async Task LiveAsync(ulong seed)
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        var disturbed = await SeededLife.LiveAsync(seed, isDisturbed: true, keys);
        (await SeededLife.LiveAsync(seed, isDisturbed: false, keys)).ShouldBe(disturbed, $"seed {seed}: the roots of the books, disturbed and undisturbed");
        Directory.Delete(keys, recursive: true);
    }
}
