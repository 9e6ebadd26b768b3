using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
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
        await MeasureAsync("SQLite", entries, name =>
        {
            var folder = Directory.CreateTempSubdirectory("welfarefund-" + name).FullName;
            return Task.FromResult(($"sqlite:{Path.Combine(folder, "books.db")}", new KeyRing(Path.Combine(folder, "keys")), (Func<Task>)(() =>
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
                return Task.CompletedTask;
            })));
        });
        if (postgreSql is null)
        {
            Console.WriteLine("PostgreSQL was left out: no --postgres CONNECTION.");
            return;
        }

        await MeasureAsync("PostgreSQL", entries, async name =>
        {
            var database = string.Create(CultureInfo.InvariantCulture, $"welfarefund_benchmark_{name}_{Environment.ProcessId}");
            var folder = Directory.CreateTempSubdirectory("welfarefund-" + name).FullName;
            await ExecuteAsync(postgreSql, $"CREATE DATABASE {database}");
            return ($"postgres:{new NpgsqlConnectionStringBuilder(postgreSql) { Database = database }}", new KeyRing(folder), async () =>
            {
                NpgsqlConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
                await ExecuteAsync(postgreSql, $"DROP DATABASE {database} WITH (FORCE)");
            }
            );
        });
    }

    private static async Task MeasureAsync(string engine, int entries, Func<string, Task<(string Address, KeyRing Keys, Func<Task> Remove)>> create)
    {
        var (rawAddress, rawKeys, removeRaw) = await create("raw");
        var (address, keys, remove) = await create("ours");
        var rawDatabase = await FundDatabase.OpenAsync(rawAddress);
        var database = await FundDatabase.OpenAsync(address);
        var rawFund = await GeneratedEntries.OpenBooksAsync(rawDatabase, rawKeys);
        var fund = await GeneratedEntries.OpenBooksAsync(database, keys);
        await using var rawContext = await BareAsync(rawDatabase, engine);
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

        await rawContext.DisposeAsync();
        await removeRaw();
        await remove();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine}: {entries:N0} entries; raw {entries / raw.Time.TotalSeconds:N0} a second, ours {entries / ours.Time.TotalSeconds:N0} a second, ratio {raw.Time / ours.Time:F2}; "
            + $"processor time in this process: raw {raw.Processor.TotalMicroseconds / entries:F1} µs an entry, ours {ours.Processor.TotalMicroseconds / entries:F1} µs"));
    }

    /// <summary>The same tables without what protects them.</summary>
    private static async Task<FundContext> BareAsync(FundDatabase database, string engine)
    {
        var context = database.NewContext();
        if (engine == "PostgreSQL") return context; // Its triggers are not asked on inserts, and these tables have no foreign keys.
        var drop = string.Concat(AppendOnlyTable.All.SelectMany(table => table.SqliteTriggers.Keys).Select(trigger => $"DROP TRIGGER {trigger};"));
        await context.Database.ExecuteSqlRawAsync(drop);
        await context.Database.OpenConnectionAsync();
        await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
        return context;
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

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>On a busy machine the time of the processor says more than the time on the wall.</summary>
    private readonly record struct Cost(TimeSpan Time, TimeSpan Processor)
    {
        public static Cost operator +(Cost left, Cost right) => new(left.Time + right.Time, left.Processor + right.Processor);

        internal static Cost Start() => new(Stopwatch.GetElapsedTime(0), Environment.CpuUsage.TotalTime);

        internal Cost Until() => new(Stopwatch.GetElapsedTime(0) - Time, Environment.CpuUsage.TotalTime - Processor);
    }
}
