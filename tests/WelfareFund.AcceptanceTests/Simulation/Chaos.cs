using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>
/// Disturbs acts: the storage fails at some command or commit, somebody stops the process, a node dies with the lease, two nodes act at once, the clock is set back. What
/// may have broken off is done again.
/// </summary>
internal sealed class Chaos(Dice dice, List<string> story)
{
    private const int LeaseSeconds = 21;
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    /// <summary>A lease lasts by the clock: where a dead node left one, a clock set back would keep everybody waiting.</summary>
    private bool hasLostLease;

    internal Dictionary<string, int> Happened { get; } = new(StringComparer.Ordinal);

    /// <returns>Whether it may have broken off, so that it has to be done again; false when it was done.</returns>
    internal async Task<bool> BreaksAsync(string what, Func<SimulatedFund, CancellationToken, Task> act, SimulatedFund fund)
    {
        switch (dice.Between(1, 100))
        {
            case <= 16: return await BreaksStorageAsync(what, act, fund);
            case <= 18:
                await DiesWithLeaseAsync(what, act, fund);
                return false;
            case <= 19:
                await TwiceAtOnceAsync(what, act, fund);
                return true;
            case <= 22 when !hasLostLease:
                await SetBackAsync(what, act, fund);
                return true;
            default:
                await act(fund, CancellationToken.None);
                return false;
        }
    }

    private async Task<bool> BreaksStorageAsync(string what, Func<SimulatedFund, CancellationToken, Task> act, SimulatedFund fund)
    {
        var kind = dice.OneOf(Kinds);
        var after = kind is FaultKind.BeforeCommit or FaultKind.AfterCommit ? dice.OneOf(0, 0, 0, 1, 2, 3) : dice.OneOf(dice.Between(0, 6), dice.Between(0, 30));
        if (!await StorageFaults.DuringAsync(kind, after, stop => act(fund, stop)))
            return false;
        Happens(kind.ToString(), $"{what} breaks off: {kind} {after}");
        if (dice.Percent(10))
            await fund.ReopenAsync();
        return true;
    }

    private async Task DiesWithLeaseAsync(string what, Func<SimulatedFund, CancellationToken, Task> act, SimulatedFund fund)
    {
        hasLostLease = true;
        await fund.LoseLeaseAsync();
        fund.Now += Duration.FromSeconds(LeaseSeconds);
        Happens("DeadNode", $"{what} after a node died with the lease");
        await act(fund, CancellationToken.None);
    }

    private async Task TwiceAtOnceAsync(string what, Func<SimulatedFund, CancellationToken, Task> act, SimulatedFund fund)
    {
        Happens("TwoNodes", $"{what} on two nodes at once");
        await using var other = await fund.OtherNodeAsync();
        await Task.WhenAll(Task.Run(() => AttemptAsync(act, fund)), Task.Run(() => AttemptAsync(act, other)));
    }

    /// <summary>Of two nodes one may be told that the other was there first.</summary>
    private static async Task AttemptAsync(Func<SimulatedFund, CancellationToken, Task> act, SimulatedFund fund)
    {
        try
        {
            await act(fund, CancellationToken.None);
        }
        catch (ShouldAssertException told) when (told.Message.Contains("lease", StringComparison.Ordinal) || told.Message.Contains("by now", StringComparison.Ordinal) || told.Message.Contains("a node is at it", StringComparison.Ordinal))
        {
        }
    }

    private async Task SetBackAsync(string what, Func<SimulatedFund, CancellationToken, Task> act, SimulatedFund fund)
    {
        Happens("ClockSetBack", $"{what} while the clock is set back");
        var now = fund.Now;
        fund.Now -= Duration.FromHours(dice.Between(1, 100));
        await act(fund, CancellationToken.None);
        fund.Now = now;
    }

    private void Happens(string kind, string words)
    {
        story.Add(words);
        Happened[kind] = Happened.GetValueOrDefault(kind) + 1;
    }
}
