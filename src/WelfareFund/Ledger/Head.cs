using NodaTime;

namespace WelfareFund.Ledger;

/// <summary>The end of a fund's log. Whoever appends has locked it, so the order of the log is the order of commits.</summary>
/// <param name="Size">Number of entries; the next one gets sequence <c>Size + 1</c>.</param>
/// <param name="Frontier">The Merkle log's subtree roots, largest first (<see cref="MerkleFrontier"/>).</param>
/// <param name="OpenPeriod">The first month that is not sealed.</param>
public sealed record Head(long Size, MerkleFrontier Frontier, YearMonth OpenPeriod);

/// <summary>What one balance is about.</summary>
public readonly record struct BalanceKey(int Account, Currency Currency, long Party);

/// <summary>What <see cref="Books.Append"/> made of the drafts.</summary>
/// <param name="Entries">In the order of the drafts, numbered from the head's size + 1.</param>
/// <param name="Changes">Net change of each touched balance, in minor units.</param>
public sealed record Appended(Head Head, IReadOnlyList<Entry> Entries, IReadOnlyDictionary<BalanceKey, long> Changes);
