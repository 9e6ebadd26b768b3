using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.SampleFunds;

namespace WelfareFund.AcceptanceTests.Samples;

public sealed class GeneratedSampleTests
{
    /// <summary>From the rates in the sample itself: the bank's file they were taken from need not be at hand.</summary>
    [Fact]
    public async Task The_committed_sample_is_byte_for_byte_what_its_generator_writes()
    {
        var folder = Directory.CreateTempSubdirectory("welfarefund-generated-").FullName;
        var committed = Path.Combine(SampleBooks.Folder, "sample");
        File.Copy(Path.Combine(SampleBooks.Folder, "fund.json"), Path.Combine(folder, "fund.json"));

        await Generator.RunAsync(folder, Path.Combine(committed, "fx-ecb.csv"), Generator.CommittedSeed, new ClockAt(Instant.FromUtc(2026, 4, 6, 6, 0)), _ => { });

        var generated = Path.Combine(folder, "sample");
        Names(generated).ShouldBe(Names(committed));
        Names(committed).Where(file => !File.ReadAllBytes(Path.Combine(generated, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(committed, file))))
            .ShouldBeEmpty("the generator writes these files otherwise");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Another_seed_tells_another_story() => new SeededRandom(2).Between(0, int.MaxValue - 1).ShouldNotBe(new SeededRandom(1).Between(0, int.MaxValue - 1));

    /// <summary>Published for SplitMix64 with seed 1234567: its first number is 6457827717110365317.</summary>
    [Fact]
    public void The_numbers_are_those_of_SplitMix64() => new SeededRandom(1234567).Between(0, 999_999).ShouldBe((int)(6457827717110365317UL % 1_000_000));

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private sealed class ClockAt(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
