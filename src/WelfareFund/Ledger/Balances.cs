using System.Runtime.InteropServices;

namespace WelfareFund.Ledger;

/// <summary>Balances as the entries give them: what is stored can always be dropped and rebuilt from here.</summary>
public static class Balances
{
    /// <summary>Minor units by balance; a debit is positive.</summary>
    public static Dictionary<BalanceKey, long> Of(IEnumerable<EntryDraft> entries)
    {
        var balances = new Dictionary<BalanceKey, long>();
        foreach (var entry in entries) Add(balances, entry);
        return balances;
    }

    /// <summary>Those that are not zero, in the order of <see cref="BalanceKey"/>: what a seal lists.</summary>
    public static IReadOnlyList<KeyValuePair<BalanceKey, long>> Ordered(IEnumerable<KeyValuePair<BalanceKey, long>> balances) =>
        [.. balances.Where(balance => balance.Value != 0).OrderBy(balance => balance.Key)];

    internal static void Add(Dictionary<BalanceKey, long> balances, EntryDraft entry)
    {
        for (var index = 0; index < entry.Postings.Count; index++)
        {
            var posting = entry.Postings[index];
            CollectionsMarshal.GetValueRefOrAddDefault(balances, BalanceKey.Of(posting), out _) += posting.Amount.MinorUnits;
        }
    }
}
