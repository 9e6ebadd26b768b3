using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>Appended entries on their way into the tables.</summary>
/// <param name="AccountChanges">Net change of each account, over its parties, in the order of the table's key.</param>
/// <param name="PartyChanges">Net change of each party's balance, in the order of the table's key.</param>
internal sealed record EntryBatch(
    int Fund,
    Head Head,
    IReadOnlyList<Entry> Entries,
    IReadOnlyList<string> Keys,
    IReadOnlyList<KeyValuePair<BalanceKey, long>> AccountChanges,
    IReadOnlyList<KeyValuePair<BalanceKey, long>> PartyChanges,
    Instant RecordedAt)
{
    internal static EntryBatch Of(int fund, Appended appended, IReadOnlyList<string> keys, Instant recordedAt)
    {
        var accounts = new SortedDictionary<BalanceKey, long>();
        var parties = new List<KeyValuePair<BalanceKey, long>>(appended.Changes.Count);
        foreach (var change in appended.Changes)
        {
            var account = change.Key with { Party = 0 };
            accounts[account] = accounts.GetValueOrDefault(account) + change.Value;
            if (change.Key.Party != 0) parties.Add(change);
        }

        parties.Sort((left, right) => left.Key.CompareTo(right.Key));
        return new(fund, appended.Head, appended.Entries, keys, [.. accounts], parties, Instants.ToMicroseconds(recordedAt));
    }
}
