namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Breaks acts off: the storage fails at some command or commit, somebody stops the process, everything is thrown away and opened again.</summary>
internal sealed class Chaos(Dice dice, List<string> story)
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    /// <returns>Whether it broke off, so that it has to be done again; false when it was done.</returns>
    internal async Task<bool> BreaksAsync(string what, Func<CancellationToken, Task> act, SimulatedFund fund)
    {
        if (!dice.Percent(35))
        {
            await act(CancellationToken.None);
            return false;
        }

        var kind = dice.OneOf(Kinds);
        var after = kind is FaultKind.BeforeCommit or FaultKind.AfterCommit ? dice.OneOf(0, 0, 0, 1, 2, 3) : dice.OneOf(dice.Between(0, 6), dice.Between(0, 30));
        var (_, isBroken) = await StorageFaults.DuringAsync(kind, after, async stop =>
        {
            await act(stop);
            return true;
        });
        if (!isBroken)
            return false;
        story.Add($"{what} breaks off: {kind} {after}");
        if (dice.Percent(40))
            await fund.ReopenAsync();
        return true;
    }
}
