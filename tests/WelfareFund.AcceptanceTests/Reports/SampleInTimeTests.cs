using WelfareFund.AcceptanceTests.Settlement;

namespace WelfareFund.AcceptanceTests.Reports;

/// <summary>
/// What June 2025 says, asked at different times. The wage report of W00061 for May, due on 30 June, came on 19 July, when June was
/// sealed: its 16,808 JPY are posted in July and concern June.
/// </summary>
[Collection(LivedSampleTests.Name)]
public sealed class SampleInTimeTests(LivedSample sample)
{
    private static readonly string[] June = ["--fund", "care-corridors", "--as-of", "2025-06-30", "--csv"];

    [Fact]
    public async Task What_a_sealed_month_reported_never_changes()
    {
        var (_, sealedAt) = await LateDueAsync();

        var now = await AskAsync("trial-balance");

        now.ShouldContain("1200");
        (await AskAsync("trial-balance", "--known-at", sealedAt)).ShouldBe(now);
        (await AskAsync("trial-balance", "--known-at", sealedAt, "--restated")).ShouldBe(now, "nothing was late yet");
    }

    [Fact]
    public async Task A_late_due_changes_what_the_month_was_really_as_soon_as_it_is_known()
    {
        var (late, _) = await LateDueAsync();
        var before = Text(long.Parse(late, Invariant) - 1);

        (await ReceivableAsync("--restated", "--known-at", late)).ShouldBe(await ReceivableAsync("--restated", "--known-at", before) + 16_808);
        (await ReceivableAsync("--known-at", late)).ShouldBe(await ReceivableAsync("--known-at", before));
        (await AskAsync("entries", "--party", "W00061", "--restated")).ShouldContain("contribution/2025-05/W00061/due/0,2025-07-01,2025-06-30,");
        (await AskAsync("entries", "--party", "W00061", "--restated", "--known-at", before)).ShouldNotContain("contribution/2025-05/");
        (await AskAsync("entries", "--party", "W00061")).ShouldNotContain("contribution/2025-05/");
    }

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    private static string Text(long number) => number.ToString(Invariant);

    /// <returns>The late entry's sequence, and the size of the log when June was sealed: its last entry with a date in June.</returns>
    private async Task<(string Late, string SealedAt)> LateDueAsync()
    {
        var all = await sample.AskAsync("report", "entries", "--fund", "care-corridors", "--as-of", "2025-07-31", "--csv");
        var rows = all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        var late = rows.First(cells => cells[1] == "contribution/2025-05/W00061/due/0");
        late[2..4].ShouldBe(["2025-07-01", "2025-06-30"]);
        return (late[0], rows.Last(cells => string.CompareOrdinal(cells[2], "2025-06-30") <= 0)[0]);
    }

    private async Task<decimal> ReceivableAsync(params string[] view) =>
        (await AskAsync("trial-balance", view)).Split('\n').Select(line => line.Split(','))
            .Where(cells => cells is ["books", "1200", _, "JPY", ..]).Select(cells => decimal.Parse(cells[4], Invariant)).Single();

    private Task<string> AskAsync(string report, params string[] view) => sample.AskAsync(["report", report, .. June, .. view]);
}
