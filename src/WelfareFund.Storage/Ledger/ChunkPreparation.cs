using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Storage.Ledger;

/// <summary>Makes entries of drafts: finds what is posted already, reads what limits need, and asks the books.</summary>
internal sealed class ChunkPreparation(LedgerTables tables, int fund, IReadOnlyDictionary<int, Account> accounts, ReadOnlyMemory<byte> secret)
{
    /// <param name="head">The head that the drafts go after.</param>
    /// <param name="ahead">A chunk that goes before and is not in the tables yet.</param>
    internal async Task<Result<PreparedChunk>> PrepareAsync(Head head, PreparedChunk? ahead, IReadOnlyList<EntryDraft> drafts, CancellationToken cancellation)
    {
        var keys = new string[drafts.Count];
        for (var index = 0; index < keys.Length; index++) keys[index] = drafts[index].Key.ToString();

        var refusals = new List<Refusal>();
        var posted = await FindPostedAsync(keys, ahead, cancellation);
        var entries = new Entry[drafts.Count];
        var (newDrafts, newKeys) = (drafts, (IReadOnlyList<string>)keys);
        if (posted.Count > 0) (newDrafts, newKeys) = SetPostedApart(head.Fund, drafts, keys, posted, entries, refusals);
        await CheckPartiesAsync(newDrafts, refusals, cancellation);
        if (refusals.Count > 0) return Result.Refused<PreparedChunk>(refusals);

        var balances = await ReadBalancesAsync(newDrafts, ahead, cancellation);
        var appended = Books.Append(head, accounts, key => balances.GetValueOrDefault(key), secret, newDrafts);
        if (appended.IsRefused) return Result.Refused<PreparedChunk>(appended.Refusals);

        var next = 0;
        for (var index = 0; index < entries.Length; index++) entries[index] ??= appended.Value.Entries[next++];
        return new PreparedChunk(head, appended.Value, newKeys, new Posted(entries, newDrafts.Count));
    }

    private async Task<IReadOnlyDictionary<string, PostedEntry>> FindPostedAsync(string[] keys, PreparedChunk? ahead, CancellationToken cancellation)
    {
        var found = await tables.FindKeysAsync(fund, keys, cancellation);
        if (ahead is null) return found;
        var asked = keys.ToHashSet(StringComparer.Ordinal);
        var repeated = Enumerable.Range(0, ahead.Keys.Count).Where(index => asked.Contains(ahead.Keys[index])).ToList();
        if (repeated.Count == 0) return found;
        var all = found.ToDictionary(StringComparer.Ordinal);
        foreach (var index in repeated) all[ahead.Keys[index]] = new(ahead.Appended.Entries[index].Sequence, ahead.Appended.Entries[index].LeafHash);
        return all;
    }

    /// <summary>The same key with the same body is done already; with another body it is a conflict.</summary>
    private (IReadOnlyList<EntryDraft> Drafts, IReadOnlyList<string> Keys) SetPostedApart(
        string fundId, IReadOnlyList<EntryDraft> drafts, string[] keys, IReadOnlyDictionary<string, PostedEntry> posted, Entry[] entries, List<Refusal> refusals)
    {
        var (newDrafts, newKeys) = (new List<EntryDraft>(), new List<string>());
        for (var index = 0; index < drafts.Count; index++)
        {
            var draft = drafts[index];
            if (!posted.TryGetValue(keys[index], out var stored))
            {
                newDrafts.Add(draft);
                newKeys.Add(keys[index]);
                continue;
            }

            // The leaf commits to the whole body, so equal leaves are equal bodies.
            var leaf = LeafHash.Of(LeafHash.Salt(secret.Span, fundId, draft.Key), CanonicalEntry.Encode(fundId, stored.Sequence, draft));
            if (leaf == stored.LeafHash) entries[index] = new(stored.Sequence, draft, stored.LeafHash);
            else refusals.Add(new("key-conflict", keys[index], $"entry {stored.Sequence} has this key and says something else", "correct it by a linked reversal and post under the next revision"));
        }

        return (newDrafts, newKeys);
    }

    private async Task CheckPartiesAsync(IReadOnlyList<EntryDraft> drafts, List<Refusal> refusals, CancellationToken cancellation)
    {
        var named = new HashSet<long>();
        foreach (var draft in drafts)
            for (var line = 0; line < draft.Postings.Count; line++)
                if (draft.Postings[line].Party is > 0 and var party) named.Add(party);
        if (named.Count == 0) return;

        var kinds = await tables.ReadPartiesAsync(fund, named, cancellation);
        foreach (var draft in drafts)
        {
            for (var line = 0; line < draft.Postings.Count; line++)
            {
                var posting = draft.Postings[line];
                if (posting.Party <= 0 || !accounts.TryGetValue(posting.Account, out var account) || account.Party == PartyKind.None) continue;
                if (!kinds.TryGetValue(posting.Party, out var kind))
                    refusals.Add(new("unknown-party", draft.Key.ToString(), $"the fund has no party {posting.Party}", "register the party first"));
                else if (kind != account.Party)
                    refusals.Add(new("wrong-party", draft.Key.ToString(), $"party {posting.Party} on {account.Id} is of the kind {kind.ToString().ToLowerInvariant()}", $"{account.Id} takes {account.Party.ToString().ToLowerInvariant()}s"));
            }
        }
    }

    private async Task<Dictionary<BalanceKey, long>> ReadBalancesAsync(IReadOnlyList<EntryDraft> drafts, PreparedChunk? ahead, CancellationToken cancellation)
    {
        var keys = new HashSet<BalanceKey>();
        foreach (var draft in drafts)
        {
            for (var line = 0; line < draft.Postings.Count; line++)
            {
                var posting = draft.Postings[line];
                if (!accounts.TryGetValue(posting.Account, out var account) || account.Limit is null) continue;
                keys.Add(new(posting.Account, posting.Amount.Currency, posting.Party));
                if (account.Limit is BalanceLimit.CoveredBy covered) keys.Add(new(covered.Account, posting.Amount.Currency, 0));
            }
        }

        var balances = new Dictionary<BalanceKey, long>(keys.Count);
        if (keys.Count == 0) return balances;
        var stored = await tables.ReadBalancesAsync(fund, keys, cancellation);
        foreach (var key in keys) balances[key] = stored.GetValueOrDefault(key) + (ahead?.Appended.Changes.GetValueOrDefault(key) ?? 0);
        return balances;
    }
}
