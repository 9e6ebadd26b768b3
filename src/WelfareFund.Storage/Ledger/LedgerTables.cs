using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>A fund's head as its row holds it.</summary>
internal sealed record StoredHead(Head Head, long Fence);

/// <summary>An entry that is in the books under a key that was asked for.</summary>
internal readonly record struct PostedEntry(long Sequence, Digest LeafHash);

/// <summary>
/// What each engine does in its own way because rows by the hundred thousand go through it: one head locked, many keys and balances
/// looked up, many entries written. Everything runs on the context's connection and in its transaction.
/// </summary>
internal abstract class LedgerTables
{
    /// <summary>Waits for whoever holds the fund's head, until the transaction ends. Null when there is no such fund.</summary>
    internal abstract Task<StoredHead?> LockHeadAsync(int fund, CancellationToken cancellation);

    /// <summary>Without a lock: it may have moved when the caller acts on it.</summary>
    internal abstract Task<StoredHead?> ReadHeadAsync(int fund, CancellationToken cancellation);

    /// <summary>Those of the keys that are in the books.</summary>
    internal abstract Task<IReadOnlyDictionary<string, PostedEntry>> FindKeysAsync(int fund, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>Kinds of those of the numbers that are registered.</summary>
    internal abstract Task<IReadOnlyDictionary<long, PartyKind>> ReadPartiesAsync(int fund, IReadOnlyCollection<long> numbers, CancellationToken cancellation);

    /// <summary>Numbers of those of the ids that are registered.</summary>
    internal abstract Task<IReadOnlyDictionary<string, long>> FindPartiesAsync(int fund, PartyKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Current balances in minor units; what was never touched is left out. Party 0 asks for the account's whole balance.</summary>
    internal abstract Task<IReadOnlyDictionary<BalanceKey, long>> ReadBalancesAsync(int fund, IReadOnlyCollection<BalanceKey> keys, CancellationToken cancellation);

    /// <summary>Writes entries, balances and the moved head.</summary>
    internal abstract Task WriteAsync(EntryBatch batch, CancellationToken cancellation);
}
