namespace WelfareFund.Ledger;

/// <summary>What <see cref="Books.Append"/> made of the drafts.</summary>
/// <param name="Entries">In the order of the drafts, numbered from the head's size + 1.</param>
/// <param name="Changes">Net change of each touched balance, in minor units.</param>
public sealed record Appended(Head Head, IReadOnlyList<Entry> Entries, IReadOnlyDictionary<BalanceKey, long> Changes);
