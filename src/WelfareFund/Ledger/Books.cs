using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>The one place where entries are made.</summary>
public static class Books
{
    private const int MostRefusals = 50;

    /// <summary>
    /// Appends all drafts or refuses all: an entry has two or more postings and sums to zero in every currency, keeps to its accounts'
    /// currencies and parties, names at most one investor, provider or worker, is effective in an open period, and leaves no balance beyond its limit.
    /// </summary>
    /// <remarks>
    /// Each refusal's place is the entry's key; the first 50 are listed. An entry that is refused counts as left out for
    /// those after it, so the drafts without the refused ones are accepted.
    /// Keys that are already in the books are the caller's to find, before: only their stored bodies tell a repetition from a conflict.
    /// </remarks>
    /// <param name="balances">Minor units of a balance before the drafts; asked only where a limit needs it: for accounts with a limit and the accounts that cover them.</param>
    /// <param name="secret">The fund's secret, from which each leaf's salt is made.</param>
    public static Result<Appended> Append(
        Head head, IReadOnlyDictionary<int, Account> accounts, Func<BalanceKey, long> balances, ReadOnlyMemory<byte> secret, IReadOnlyList<EntryDraft> drafts)
    {
        var rules = new EntryRules(accounts);
        var running = new RunningBalances(accounts, balances);
        var keys = new HashSet<EntryKey>(drafts.Count);
        var refusals = new List<Refusal>();
        for (var index = 0; index < drafts.Count && refusals.Count < MostRefusals; index++)
        {
            var draft = drafts[index];
            var refusedBefore = refusals.Count;
            rules.Check(draft, head.OpenPeriod, head.Size, refusals);
            if (refusals.Count == refusedBefore && keys.Contains(draft.Key)) refusals.Add(EntryRules.Refuse(draft, "duplicate-key", "the same call makes two entries with this key", "give each its own part or revision"));
            if (refusals.Count == refusedBefore) running.CheckLimits(draft, refusals);
            if (refusals.Count > refusedBefore) continue;
            keys.Add(draft.Key);
            running.Apply(draft);
        }

        if (refusals.Count > 0) return Result.Refused<Appended>(refusals.Count > MostRefusals ? refusals[..MostRefusals] : refusals);

        var leafHashes = LeafHash.OfAll(secret, head.Fund, drafts.Count, index => (head.Size + 1 + index, drafts[index]));
        var entries = new Entry[drafts.Count];
        for (var index = 0; index < entries.Length; index++) entries[index] = new(head.Size + 1 + index, drafts[index], leafHashes[index]);
        return new Appended(head with { Frontier = head.Frontier.Append(leafHashes) }, entries, running.Changes);
    }
}
