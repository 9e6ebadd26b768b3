using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace WelfareFund.AcceptanceTests.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    /// <summary>Of so many seeds the roots of one are compared with those of an undisturbed life.</summary>
    private const ulong TwinOfEvery = 5;

    private const int Shown = 3;

    private static readonly bool IsDeep = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1";
    private static readonly string? Only = Environment.GetEnvironmentVariable("WELFAREFUND_SEED");

    private readonly ConcurrentDictionary<string, int> happened = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(ulong Seed, string Why)> failures = [];

    [Fact]
    public async Task Months_of_random_business_under_faults_come_out_to_the_cent_as_a_naive_model_predicts()
    {
        var (clock, worked) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        List<ulong> seeds = Only is null ? [.. Enumerable.Range(1, IsDeep ? 1_000 : 50).Select(seed => (ulong)seed)] : [ulong.Parse(Only, CultureInfo.InvariantCulture)];
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (seed, _) => await LiveAsync(seed));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeds.Count} seeds in {clock.Elapsed.TotalSeconds:F1} s ({(Environment.CpuUsage.TotalTime - worked).TotalSeconds:F1} s of processors), {failures.Count} failed: {string.Join(' ', failures.Select(failure => failure.Seed).Order())}"));
        output.WriteLine(string.Join(", ", happened.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}")));
        if (!failures.IsEmpty)
            Assert.Fail(string.Join("\n\n", failures.OrderBy(failure => failure.Seed).Take(Shown).Select(failure => failure.Why)));
    }

    private async Task LiveAsync(ulong seed)
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        try
        {
            var disturbed = await SeededLife.LiveAsync(seed, isDisturbed: true, keys);
            foreach (var (what, times) in disturbed.Business.Concat(disturbed.Faults))
                happened.AddOrUpdate(what, times, (_, before) => before + times);
            if (IsDeep || Only is not null || seed % TwinOfEvery == 0)
                (await SeededLife.LiveAsync(seed, isDisturbed: false, keys)).Roots.ShouldBe(disturbed.Roots, $"seed {seed}: the roots of the books, disturbed and undisturbed");
        }
        catch (Exception broken) when (broken is SimulationException or ShouldAssertException)
        {
            failures.Add((seed, broken.Message));
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }
}
