using NodaTime;
using NodaTime.Text;
using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>
/// Makes a fund's books again from its stored entries, in the order of the log, and says what differs: every rule of
/// <see cref="Books.Append"/> with the limits in order, leaf hashes, seals, balances. That keys are unique is the database's to check.
/// </summary>
public sealed class LedgerReplay
{
    private readonly string fund;
    private readonly ReadOnlyMemory<byte> secret;
    private readonly EntryRules rules;
    private readonly RunningBalances running;
    private readonly SealReplay seals;
    private readonly List<Refusal> refusals = [];
    private readonly List<Finding> findings = [];
    private long lastSequence;

    /// <param name="firstPeriod">The fund's first month.</param>
    /// <param name="storedSeals">By period.</param>
    /// <param name="trustedKeys">Fingerprints of the fund's signing keys, past and present, from outside the database.</param>
    public LedgerReplay(
        string fund,
        IReadOnlyDictionary<int, Account> accounts,
        ReadOnlyMemory<byte> secret,
        YearMonth firstPeriod,
        IReadOnlyList<SignedSeal> storedSeals,
        IReadOnlySet<Digest> trustedKeys)
    {
        this.fund = fund;
        this.secret = secret;
        rules = new(accounts);
        running = new(accounts, _ => 0);
        seals = new(fund, firstPeriod, storedSeals, trustedKeys, findings);
        seals.CheckThoseAt(Frontier);
    }

    /// <summary>Of the entries so far, over the stored leaf hashes: a changed entry shows once, and not in every root after it.</summary>
    public MerkleFrontier Frontier { get; private set; } = MerkleFrontier.Empty;

    /// <summary>Of the entries so far, in minor units.</summary>
    public IReadOnlyDictionary<BalanceKey, long> Balances => running.Changes;

    /// <summary>So far.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>The next entries of the log; some thousands at a time keep all cores busy.</summary>
    public void Add(IReadOnlyList<Entry> entries)
    {
        var leafHashes = LeafHash.OfAll(secret, fund, entries.Count, index => (entries[index].Sequence, entries[index].Body));
        var pending = new List<Digest>(entries.Count);
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            if (entry.Sequence != lastSequence + 1) findings.Add(new($"entry {lastSequence + 1}", $"the log goes from {lastSequence} to {entry.Sequence}"));
            lastSequence = entry.Sequence;
            Check(entry);
            if (leafHashes[index] != entry.LeafHash) Find(entry, "its stored leaf hash does not match its content");

            pending.Add(entry.LeafHash);
            if (Frontier.Size + pending.Count == seals.NextSize || index == entries.Count - 1)
            {
                Frontier = Frontier.Append([.. pending]);
                pending.Clear();
                seals.CheckThoseAt(Frontier);
            }
        }
    }

    /// <summary>After the last entry: compares with the stored head and, unless null, with the stored balances.</summary>
    public void Finish(Head stored, IEnumerable<KeyValuePair<BalanceKey, long>>? storedBalances)
    {
        seals.Finish(Frontier.Size);
        if (stored.Size != Frontier.Size) findings.Add(new("head", $"it stores {stored.Size} entries, and there are {Frontier.Size}"));
        else if (stored.Frontier != Frontier) findings.Add(new("head", $"the root of its frontier is {stored.Frontier.Root}, and the entries' is {Frontier.Root}"));
        if (stored.OpenPeriod != seals.OpenPeriod) findings.Add(new("head", $"its open period is {YearMonthPattern.Iso.Format(stored.OpenPeriod)}, and after the seals it is {YearMonthPattern.Iso.Format(seals.OpenPeriod)}"));
        if (storedBalances is not null) CompareBalances(storedBalances);
    }

    private void Check(Entry entry)
    {
        refusals.Clear();
        rules.Check(entry.Body, seals.OpenPeriod, entry.Sequence - 1, refusals);
        running.CheckLimits(entry.Body, refusals);
        foreach (var refusal in refusals) Find(entry, refusal.What);
        running.Apply(entry.Body);
        seals.Apply(entry.Body);
    }

    private void CompareBalances(IEnumerable<KeyValuePair<BalanceKey, long>> storedBalances)
    {
        var stored = storedBalances.ToDictionary();
        foreach (var key in stored.Keys.Union(running.Changes.Keys).Order())
        {
            var (theirs, ours) = (stored.GetValueOrDefault(key), running.Changes.GetValueOrDefault(key));
            if (theirs != ours) findings.Add(new($"balance of account {key.Account}, party {key.Party}", $"it is stored as {new Money(theirs, key.Currency)}, and its entries give {new Money(ours, key.Currency)}"));
        }
    }

    private void Find(Entry entry, string what) => findings.Add(new($"entry {entry.Sequence} ({entry.Body.Key})", what));
}
