using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Ledger;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.PostgreSql;
using WelfareFund.Storage.Sqlite;

namespace WelfareFund.Benchmarks;

/// <summary>
/// Our posting, with everything on, beside raw inserts of the same rows: the same tables, keys, indexes, row bytes, chunks and caches, by prepared
/// INSERTs or binary COPY, without triggers, foreign keys, hashes, balances and without looking for keys. In turns, slice by slice.
/// </summary>
internal static class PostingBenchmark
{
    private const int SliceSize = 50_000;

    internal static async Task RunAsync(int entries, string? postgreSql)
    {
        await MeasureAsync("SQLite", entries, null);
        if (postgreSql is null)
            Console.WriteLine("PostgreSQL was left out: no --postgres CONNECTION.");
        else
            await MeasureAsync("PostgreSQL", entries, postgreSql);
    }

    private static async Task MeasureAsync(string engine, int entries, string? server)
    {
        await using var rawPlace = await MeasuredDatabase.CreateAsync(server);
        await using var place = await MeasuredDatabase.CreateAsync(server);
        var rawDatabase = await FundDatabase.OpenAsync(rawPlace.Address);
        var database = await FundDatabase.OpenAsync(place.Address);
        var keys = new KeyRing(place.KeyFolder);
        var rawFund = await GeneratedEntries.OpenBooksAsync(rawDatabase, new KeyRing(rawPlace.KeyFolder));
        var fund = await GeneratedEntries.OpenBooksAsync(database, keys);
        await using var rawContext = await MeasuredDatabase.BareAsync(rawDatabase);
        var writer = new LedgerWriter(database, keys, GeneratedEntries.SystemClock());

        // Neither pays for the compiler: some chunks go through both before the time is taken.
        var warmUp = Enumerable.Range(entries, SliceSize / 2).Select(GeneratedEntries.Make).Chunk(LedgerWriter.ChunkSize).ToArray();
        await RawAsync(rawContext, Batches(rawFund, warmUp, entries));
        await OursAsync(writer, fund, warmUp, SliceSize / 2);
        var (raw, ours) = (default(Cost), default(Cost));
        for (var first = 0; first < entries; first += SliceSize)
        {
            var drafts = Enumerable.Range(first, Math.Min(SliceSize, entries - first)).Select(GeneratedEntries.Make).ToArray();
            var chunks = drafts.Chunk(LedgerWriter.ChunkSize).ToArray();
            var batches = Batches(rawFund, chunks, first);
            if ((first / SliceSize) % 2 == 0)
            {
                raw += await RawAsync(rawContext, batches);
                ours += await OursAsync(writer, fund, chunks, drafts.Length);
            }
            else
            {
                ours += await OursAsync(writer, fund, chunks, drafts.Length);
                raw += await RawAsync(rawContext, batches);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine}: {entries:N0} entries; raw {entries / raw.Time.TotalSeconds:N0} a second, ours {entries / ours.Time.TotalSeconds:N0} a second, ratio {raw.Time / ours.Time:F2}; "
            + $"processor time in this process: raw {raw.Processor.TotalMicroseconds / entries:F1} µs an entry, ours {ours.Processor.TotalMicroseconds / entries:F1} µs"));
    }

    /// <summary>Rows made before the time is taken. The leaf hashes are as long as real ones and as random.</summary>
    private static EntryBatch[] Batches(int fund, EntryDraft[][] chunks, int first)
    {
        var sequence = (long)first + 1_000;
        return
        [
            .. chunks.Select(chunk => new EntryBatch(
                fund,
                new("measured", MerkleFrontier.Empty, new(2025, 1)),
                [.. chunk.Select(draft => new Entry(++sequence, draft, Digest.Of(BitConverter.GetBytes(sequence))))],
                [.. chunk.Select(draft => draft.Key.ToString())],
                [],
                [],
                GeneratedEntries.SystemClock().GetCurrentInstant())),
        ];
    }

    private static async Task<Cost> RawAsync(FundContext context, EntryBatch[] batches)
    {
        GC.Collect();
        var started = Cost.Start();
        foreach (var batch in batches)
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            if (context.Database.GetDbConnection() is SqliteConnection sqlite)
            {
                SqliteLedgerTables.WriteEntries(sqlite.Handle!, batch);
            }
            else
            {
                var tables = new PostgreSqlLedgerTables(context);
                await tables.CopyEntriesAsync(batch, CancellationToken.None);
                await tables.CopyPostingsAsync(batch, CancellationToken.None);
            }

            await transaction.CommitAsync();
        }

        return started.Until();
    }

    private static async Task<Cost> OursAsync(LedgerWriter writer, int fund, EntryDraft[][] chunks, int expected)
    {
        GC.Collect();
        var started = Cost.Start();
        var posted = await writer.PostChunksAsync(fund, chunks.ToAsyncEnumerable<IReadOnlyList<EntryDraft>>());
        var elapsed = started.Until();
        return posted.Value == expected ? elapsed : throw new InvalidOperationException($"{posted.Value} of {expected} entries were posted.");
    }
}
