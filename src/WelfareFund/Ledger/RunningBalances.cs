using System.Runtime.InteropServices;
using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>The balances while entries are added one after another, and their limits.</summary>
/// <param name="opening">Minor units of a balance before the first entry; asked once a key, and only where a limit needs it.</param>
internal sealed class RunningBalances(IReadOnlyDictionary<int, Account> accounts, Func<BalanceKey, long> opening)
{
    private readonly Dictionary<BalanceKey, long> openings = [];
    private readonly List<BalanceKey> checkedKeys = [];

    /// <summary>Net change of each touched balance, in minor units.</summary>
    internal Dictionary<BalanceKey, long> Changes { get; } = [];

    internal void Apply(EntryDraft draft) => Balances.Add(Changes, draft);

    /// <summary>Refuses an entry that moves a balance towards its limit and would leave it beyond.</summary>
    internal void CheckLimits(EntryDraft draft, List<Refusal> refusals)
    {
        checkedKeys.Clear();
        for (var index = 0; index < draft.Postings.Count; index++)
        {
            var posting = draft.Postings[index];
            if (!accounts.TryGetValue(posting.Account, out var account) || account.Limit is not { } limit) continue;
            var key = BalanceKey.Of(posting);
            if (checkedKeys.Contains(key)) continue;
            checkedKeys.Add(key);

            var beyond = Beyond(limit, key, draft);
            if (beyond <= 0) continue;
            var party = account.Party == PartyKind.None ? "" : $" of {EntryRules.Name(account.Party, key.Party)}";
            refusals.Add(EntryRules.Refuse(draft, "limit", $"{account.Id}{party} would go {new Money(beyond, key.Currency)} beyond its limit", Remedy(limit)));
        }
    }

    /// <summary>By how much the entry would leave the balance beyond its limit; 0 or less when it would not.</summary>
    private long Beyond(BalanceLimit limit, BalanceKey key, EntryDraft draft)
    {
        var change = Change(draft, key);
        return limit switch
        {
            BalanceLimit.NeverCredit when change < 0 => -(Current(key) + change),
            BalanceLimit.NeverDebit when change > 0 => Current(key) + change,
            BalanceLimit.CoveredBy covered when change < 0 => -(Current(key) + change + After(draft, new(covered.Account, key.Currency, 0))),
            _ => 0,
        };
    }

    private long After(EntryDraft draft, BalanceKey key) => Current(key) + Change(draft, key);

    private long Current(BalanceKey key)
    {
        ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(openings, key, out var known);
        if (!known) before = opening(key);
        return before + Changes.GetValueOrDefault(key);
    }

    private static long Change(EntryDraft draft, BalanceKey key)
    {
        var change = 0L;
        for (var index = 0; index < draft.Postings.Count; index++)
        {
            var posting = draft.Postings[index];
            if (BalanceKey.Of(posting) == key) change += posting.Amount.MinorUnits;
        }

        return change;
    }

    private string Remedy(BalanceLimit limit) => limit switch
    {
        BalanceLimit.NeverCredit => "it may be used up and not more",
        BalanceLimit.NeverDebit => "pay or release what is owed and not more",
        BalanceLimit.CoveredBy covered => $"keep to what {(accounts.TryGetValue(covered.Account, out var other) ? other.Id : $"account {covered.Account}")} holds",
        _ => "",
    };
}
