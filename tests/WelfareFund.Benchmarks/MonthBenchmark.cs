using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.Application;
using WelfareFund.Ledger;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.PostgreSql;
using WelfareFund.Storage.Sqlite;

namespace WelfareFund.Benchmarks;

/// <summary>
/// The second month of a fund with many workers, settled whole: facts read, everything calculated, lines and traces kept, entries and payments posted. Beside
/// it the same entries as raw inserts, as <see cref="PostingBenchmark"/> makes them, into a copy of the books as they were before the month.
/// </summary>
internal static class MonthBenchmark
{
    internal static async Task RunAsync(int workers, string? postgreSql)
    {
        Console.WriteLine(postgreSql is null ? "SQLite" : "PostgreSQL");
        await using var measured = await MeasuredDatabase.CreateAsync(postgreSql);
        await using var services = new ServiceCollection().AddWelfareFund(await FundDatabase.OpenAsync(measured.Address), measured.KeyFolder, new BenchmarkClock()).BuildServiceProvider();
        var fund = new ManyWorkersFund(services, workers);
        var started = Stopwatch.GetTimestamp();
        await fund.BeginAsync();
        await fund.SettleAsync(0, seals: true, (_, step) => step());
        await fund.TellAsync(1);
        var size = await fund.LogSizeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workers:N0} workers; facts of the fund and its first month made and settled in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, {size:N0} entries"));
        await using var copy = await measured.CopyAsync();

        using var parts = new PartTimes();
        using var memory = new PeakMemory();
        var total = default(Cost);
        await fund.SettleAsync(1, seals: false, async (name, step) =>
        {
            GC.Collect();
            var paused = GC.GetTotalPauseDuration();
            var from = Cost.Start();
            await step();
            paused = GC.GetTotalPauseDuration() - paused;
            var cost = from.Until();
            total += cost;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} {cost.Time.TotalSeconds,8:F2} s, {cost.Processor.TotalSeconds:F2} s of the processors, {paused.TotalSeconds:F2} s stopped by the collector{parts.Take()}"));
        });
        memory.Stop();
        var entries = await fund.LogSizeAsync() - size;
        var raw = await RawAsync(measured, copy, size);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  month      {total.Time.TotalSeconds,8:F2} s for {entries:N0} entries, {entries / total.Time.TotalSeconds:N0} a second; the same entries raw {raw.Time.TotalSeconds:F2} s, {entries / raw.Time.TotalSeconds:N0} a second: {total.Time / raw.Time:F2} times as long"
            + $" (of the processors' time {total.Processor.TotalSeconds:F1} s and {raw.Processor.TotalSeconds:F1} s); {memory}"));
    }

    private static async Task<Cost> RawAsync(MeasuredDatabase from, MeasuredDatabase into, long after)
    {
        await using var reading = (await FundDatabase.OpenAsync(from.Address)).NewContext();
        await using var writing = await MeasuredDatabase.BareAsync(await FundDatabase.OpenAsync(into.Address));
        await using var entries = await ReadAsync(reading, $"SELECT {StoredLog.EntryColumns} FROM entries WHERE sequence > {after} ORDER BY fund, sequence");
        await using var other = (await FundDatabase.OpenAsync(from.Address)).NewContext();
        await using var postings = await ReadAsync(other, $"SELECT {StoredLog.PostingColumns} FROM postings WHERE sequence > {after} ORDER BY fund, sequence, line");
        var cost = default(Cost);
        foreach (var chunk in StoredLog.Read(entries, postings).Select(stored => stored.Entry!).Chunk(LedgerWriter.ChunkSize))
        {
            var batch = new EntryBatch(1, new("raw", MerkleFrontier.Empty, new(2025, 1)), chunk, [.. chunk.Select(entry => entry.Body.Key.ToString())], [], [], new BenchmarkClock().GetCurrentInstant());
            var started = Cost.Start();
            await using var transaction = await writing.Database.BeginTransactionAsync();
            if (writing.Database.GetDbConnection() is SqliteConnection sqlite)
            {
                SqliteLedgerTables.WriteEntries(sqlite.Handle!, batch);
            }
            else
            {
                var tables = new PostgreSqlLedgerTables(writing);
                await tables.CopyEntriesAsync(batch, CancellationToken.None);
                await tables.CopyPostingsAsync(batch, CancellationToken.None);
            }

            await transaction.CommitAsync();
            cost += started.Until();
        }

        return cost;
    }

    private static async Task<DbDataReader> ReadAsync(FundContext context, string sql)
    {
        await context.Database.OpenConnectionAsync();
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return await command.ExecuteReaderAsync();
    }

    internal sealed class BenchmarkClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2026, 1, 5, 6, 0, 0) + Duration.FromTicks(1234560);
    }
}
