using NodaTime.Text;
using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <param name="Encoding">The canonical bytes of the entry (<see cref="CanonicalEntry"/>).</param>
/// <param name="Path">From its leaf up to the sealed root.</param>
public sealed record ProvenEntry(long Sequence, ReadOnlyMemory<byte> Encoding, Digest Salt, IReadOnlyList<Digest> Path);

/// <summary>
/// Shows to somebody who has nothing but this that some entries stand in a fund's sealed books. It does not show that
/// none is missing. Everything in it is either proven or the proof itself: there is no word that could be changed unseen.
/// </summary>
/// <param name="AccountNames">All of the fund's, by number, as the seal commits to them, so that the entries can be read.</param>
/// <param name="Entries">By sequence.</param>
public sealed record StatementProof(SignedSeal Seal, IReadOnlyList<AccountName> AccountNames, IReadOnlyList<ProvenEntry> Entries)
{
    /// <param name="entries">By sequence; all of them at or before the seal.</param>
    /// <param name="leafHash">The stored leaf hash at a place of the log, from 0; asked for every place of the sealed log, once and in order.</param>
    public static StatementProof Make(
        SignedSeal seal, IReadOnlyList<AccountName> accountNames, ReadOnlySpan<byte> secret, IReadOnlyList<Entry> entries, Func<long, Digest> leafHash)
    {
        var fund = seal.Seal.Fund;
        var paths = MerkleLog.InclusionProofs(seal.Seal.LogSize, [.. entries.Select(entry => entry.Sequence - 1)], leafHash);
        var proven = new ProvenEntry[entries.Count];
        for (var index = 0; index < proven.Length; index++)
        {
            var entry = entries[index];
            proven[index] = new(entry.Sequence, CanonicalEntry.Encode(fund, entry.Sequence, entry.Body), LeafHash.Salt(secret, fund, entry.Body.Key), paths[index]);
        }

        return new(seal, accountNames, proven);
    }

    /// <summary>The proven entries, or every part that fails.</summary>
    /// <param name="expectedKey">Fingerprint of the key that the fund publishes; without it, compare <see cref="SignedSeal.KeyFingerprint"/> yourself.</param>
    public Result<Entry[]> Verify(Digest? expectedKey = null)
    {
        var refusals = new List<Refusal>();
        var sealName = $"seal of {YearMonthPattern.Iso.Format(Seal.Seal.Period)}";
        if (expectedKey is { } expected && expected != Seal.KeyFingerprint)
            refusals.Add(new("seal-key", sealName, $"it is signed with the key {Seal.KeyFingerprint} and not with {expected}", "ask the fund for its key's fingerprint"));
        if (!Seal.IsSigned()) refusals.Add(new("seal-signature", sealName, "the seal, its signature or its key was changed", "ask for the statement again"));
        if (!AreSealed(AccountNames)) refusals.Add(new("account-names", sealName, "the names of the accounts are not the sealed ones", "ask for the statement again"));

        var entries = new List<Entry>(Entries.Count);
        var before = 0L;
        foreach (var entry in Entries)
        {
            var result = VerifyOne(entry, before);
            refusals.AddRange(result.Refusals);
            if (!result.IsRefused) entries.Add(result.Value);
            before = entry.Sequence;
        }

        return refusals.Count > 0 ? Result.Refused<Entry[]>(refusals) : entries.ToArray();
    }

    private Result<Entry> VerifyOne(ProvenEntry entry, long before)
    {
        if (entry.Sequence <= before) return Refuse("entry-order", "it is listed twice or out of order");
        var seal = Seal.Seal;
        var leaf = LeafHash.Of(entry.Salt, entry.Encoding.Span);
        if (!MerkleLog.Includes(seal.LogSize, seal.Root, entry.Sequence - 1, leaf, entry.Path))
            return Refuse("entry-changed", "its amount, its text or its place was changed: its leaf hash does not lead to the sealed root");
        var decoded = CanonicalEntry.Decode(entry.Encoding.Span);
        if (decoded.IsRefused) return Refuse("entry-encoding", decoded.Refusals[0].What);
        var (fund, sequence, body) = decoded.Value;
        if (fund != seal.Fund || sequence != entry.Sequence) return Refuse("entry-place", $"its bytes are entry {sequence} of {fund}");
        return new Entry(sequence, body, leaf);

        Refusal Refuse(string code, string what) => new(code, $"entry {entry.Sequence}", what, "ask for the statement again");
    }

    private bool AreSealed(IReadOnlyList<AccountName> names)
    {
        for (var index = 1; index < names.Count; index++)
        {
            if (names[index].Number <= names[index - 1].Number) return false;
        }

        return SealedList.OfAccountNames(names) == Seal.Seal.AccountNames;
    }
}
