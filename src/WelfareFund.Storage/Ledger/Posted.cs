using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>What became of drafts that were posted.</summary>
/// <param name="Entries">In the order of the drafts, with their sequences: new ones and those that were already in the books with the same body.</param>
/// <param name="New">How many of them were written now.</param>
public sealed record Posted(IReadOnlyList<Entry> Entries, int New);
