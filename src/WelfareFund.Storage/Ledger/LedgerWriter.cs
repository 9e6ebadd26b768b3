using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Storage.Ledger;

/// <summary>The one way into the entries' tables. A posting first locks the fund's head, so the log's order is the order of commits.</summary>
public sealed class LedgerWriter(FundDatabase database, KeyRing keys, IClock clock)
{
    /// <summary>Entries in a chunk: some 60 ms under the lock, which nobody may hold for more than 200.</summary>
    public const int ChunkSize = 4_000;

    /// <summary>
    /// Posts all drafts or none. In the context's transaction when it has one, which the caller commits with whatever else belongs
    /// to it; otherwise in one of its own. Drafts that are in the books already, with the same body, count as posted.
    /// </summary>
    /// <param name="fence">The fencing number of the lease under which this is posted; null where no lease is needed.</param>
    /// <returns>
    /// Refused: <c>fenced</c>, <c>unknown-fund</c>, <c>key-conflict</c>, <c>unknown-party</c>, <c>wrong-party</c> and what <see cref="Books.Append"/> refuses.
    /// </returns>
    public async Task<Result<Posted>> PostAsync(FundContext context, int fund, IReadOnlyList<EntryDraft> drafts, long? fence = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var accounts = await AccountsAsync(context, fund, cancellation);
        if (context.Database.CurrentTransaction is not null) return await PostUnderLockAsync(context, fund, accounts, drafts, null, fence, cancellation);

        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var posted = await PostUnderLockAsync(context, fund, accounts, drafts, null, fence, cancellation);
        if (!posted.IsRefused) await transaction.CommitAsync(cancellation);
        return posted;
    }

    /// <summary>
    /// Posts chunk after chunk, each in its own transaction, and stops at the first that is refused; those before it stay.
    /// While one chunk is being written the next is prepared: keys looked up, entries encoded and hashed.
    /// </summary>
    /// <param name="alongside">Saves the caller's progress in the chunk's transaction.</param>
    /// <returns>Number of new entries.</returns>
    public async Task<Result<long>> PostChunksAsync(
        int fund, IAsyncEnumerable<IReadOnlyList<EntryDraft>> chunks, long? fence = null, Func<FundContext, Posted, Task>? alongside = null, CancellationToken cancellation = default)
    {
        await using var reading = database.NewContext();
        await using var writing = database.NewContext();
        var accounts = await AccountsAsync(reading, fund, cancellation);
        var (written, ahead) = (Task.FromResult<Result<Posted>>(new Posted([], 0)), (PreparedChunk?)null);
        var total = 0L;
        await foreach (var drafts in chunks.WithCancellation(cancellation))
        {
            var prepared = await PrepareAheadAsync(reading, fund, accounts, ahead, drafts, cancellation);
            var before = await written;
            if (before.IsRefused) return Result.Refused<long>(before.Refusals);
            total += before.Value.New;
            written = Task.Run(() => WriteChunkAsync(writing, fund, accounts, drafts, prepared, fence, alongside, cancellation), cancellation);
            ahead = prepared;
        }

        var last = await written;
        return last.IsRefused ? Result.Refused<long>(last.Refusals) : total + last.Value.New;
    }

    /// <summary>For the head as it will be. Null when that cannot be known, or when it would be refused: the lock then decides.</summary>
    private async Task<PreparedChunk?> PrepareAheadAsync(
        FundContext context, int fund, IReadOnlyDictionary<int, Account> accounts, PreparedChunk? ahead, IReadOnlyList<EntryDraft> drafts, CancellationToken cancellation)
    {
        // One view of the tables for head, keys and balances, with or without the chunk that is being written.
        await using var snapshot = await database.BeginSnapshotAsync(context, cancellation);
        var tables = database.LedgerTables(context);
        var stored = await tables.ReadHeadAsync(fund, cancellation);
        if (stored is null) return null;
        var head = stored.Head;
        if (ahead is not null)
        {
            if (head == ahead.Appended.Head) ahead = null;
            else if (head == ahead.Before) head = ahead.Appended.Head;
            else return null;
        }

        var prepared = await new ChunkPreparation(tables, fund, accounts, keys.SecretOf(head.Fund)).PrepareAsync(head, ahead, drafts, cancellation);
        return prepared.IsRefused ? null : prepared.Value;
    }

    private async Task<Result<Posted>> WriteChunkAsync(
        FundContext context, int fund, IReadOnlyDictionary<int, Account> accounts, IReadOnlyList<EntryDraft> drafts, PreparedChunk? prepared, long? fence,
        Func<FundContext, Posted, Task>? alongside, CancellationToken cancellation)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var posted = await PostUnderLockAsync(context, fund, accounts, drafts, prepared, fence, cancellation);
        if (posted.IsRefused) return posted;
        if (alongside is not null) await alongside(context, posted.Value);
        await transaction.CommitAsync(cancellation);
        context.ChangeTracker.Clear();
        return posted;
    }

    private async Task<Result<Posted>> PostUnderLockAsync(
        FundContext context, int fund, IReadOnlyDictionary<int, Account> accounts, IReadOnlyList<EntryDraft> drafts, PreparedChunk? prepared, long? fence, CancellationToken cancellation)
    {
        var tables = database.LedgerTables(context);
        var stored = await tables.LockHeadAsync(fund, cancellation);
        if (stored is null) return new Refusal("unknown-fund", "", $"there is no fund number {fund}", "open the fund first");
        if (fence is { } number && number != stored.Fence) return Leases.Fenced(stored.Head.Fund, number, stored.Fence);

        if (prepared is null || prepared.Before != stored.Head)
        {
            var again = await new ChunkPreparation(tables, fund, accounts, keys.SecretOf(stored.Head.Fund)).PrepareAsync(stored.Head, null, drafts, cancellation);
            if (again.IsRefused) return Result.Refused<Posted>(again.Refusals);
            prepared = again.Value;
        }

        if (prepared.Posted.New > 0) await tables.WriteAsync(EntryBatch.Of(fund, prepared.Appended, prepared.Keys, clock.GetCurrentInstant()), cancellation);
        return prepared.Posted;
    }

    private static async Task<IReadOnlyDictionary<int, Account>> AccountsAsync(FundContext context, int fund, CancellationToken cancellation) =>
        (await context.Accounts.AsNoTracking().Where(account => account.Fund == fund).ToListAsync(cancellation)).ToDictionary(account => account.Number, account => account.ToAccount());
}
