using NodaTime;

namespace WelfareFund.Ledger;

/// <summary>The end of a fund's log. Whoever appends has locked it, so the order of the log is the order of commits.</summary>
/// <param name="Fund">The fund's id, which every leaf commits to.</param>
/// <param name="OpenPeriod">The first month that is not sealed.</param>
public sealed record Head(string Fund, MerkleFrontier Frontier, YearMonth OpenPeriod)
{
    /// <summary>Number of entries; the next one gets sequence <c>Size + 1</c>.</summary>
    public long Size => Frontier.Size;
}
