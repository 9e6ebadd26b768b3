using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WelfareFund.Refusals;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage.Sqlite;

internal sealed class SqliteFundDatabase : FundDatabase
{
    private readonly string path;
    private readonly DbContextOptions<SqliteFundContext> options;
    private readonly DbContextOptions<SqliteFundContext> reading;

    internal SqliteFundDatabase(string path)
    {
        this.path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
        var connection = new SqliteConnectionStringBuilder { DataSource = this.path, ForeignKeys = true, DefaultTimeout = 30 };
        options = Options(16);
        reading = Options(4);

        DbContextOptions<SqliteFundContext> Options(int cache) =>
            new DbContextOptionsBuilder<SqliteFundContext>().UseSqlite(connection.ToString()).AddInterceptors(new SqliteSettings(cache)).Options;
    }

    public override string DefaultKeyFolder => Path.Combine(Path.GetDirectoryName(path)!, "keys");

    public override FundContext NewContext() => new SqliteFundContext(options);

    public override FundContext NewReader() => new SqliteFundContext(reading);

    internal override LedgerTables LedgerTables(FundContext context) => new SqliteLedgerTables(context);

    internal override SelfCheck SelfCheck(FundContext context) => new SqliteSelfCheck(context);

    /// <remarks>Result codes of SQLite: 5 busy, 6 locked, 8 read-only, 10 input or output, 13 full, 14 cannot be opened.</remarks>
    protected override Refusal? WhyUnavailable(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        5 or 6 => Unreachable(path, "another process keeps it locked"),
        8 => ReadOnly(path),
        10 or 13 => DiskFull(path),
        14 => Unreachable(path, "the file cannot be opened"),
        _ => null,
    };

    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(FundContext context, CancellationToken cancellation)
    {
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open) await context.Database.OpenConnectionAsync(cancellation);
        var transaction = connection.BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(transaction, cancellation);
        return new Snapshot(context, transaction);
    }

    /// <summary>EF begins only transactions that take the write lock, and does not end one that it did not begin.</summary>
    private sealed class Snapshot(FundContext context, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await context.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
        }
    }

    protected override async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var context = NewContext();
        var isNew = !File.Exists(path) || new FileInfo(path).Length == 0;
        // Write-ahead logging is a property of the file: readers and the one writer do not wait for each other.
        if (isNew) await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        if (!isNew && !(await context.Database.GetPendingMigrationsAsync(cancellation)).Any()) return;
        await using var turn = await TakeTurnAsync(cancellation);
        await RemoveAbandonedLockAsync(context, cancellation);
        await context.Database.MigrateAsync(cancellation);
    }

    /// <summary>
    /// The system's lock on an empty file beside the database: whoever is killed, or meets a full disk, leaves it by ending. Where the file cannot be made, nobody
    /// migrates either, and the database says why.
    /// </summary>
    private async Task<FileStream?> TakeTurnAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path + ".migrating"))
            {
                await Task.Delay(100, cancellation);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Whoever is killed while migrating leaves EF's lock row behind, and everybody after would wait for ever: who has the turn knows that nobody else migrates.</summary>
    private static async Task RemoveAbandonedLockAsync(FundContext context, CancellationToken cancellation)
    {
        const string Lock = "__EFMigrationsLock";
        var exists = await context.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = {Lock}").SingleAsync(cancellation);
        if (exists > 0) await context.Database.ExecuteSqlRawAsync($"DELETE FROM \"{Lock}\"", cancellation);
    }
}

/// <summary>What SQLite forgets with each connection.</summary>
/// <param name="cache">In MiB. Every connection of the pool keeps that much, and what it gives back stays with the process, so it is few; the system has the other pages at hand.</param>
internal sealed class SqliteSettings(int cache) : DbConnectionInterceptor
{
    /// <summary>FULL: what was committed survives a power cut. A checkpoint every 64 MiB writes a page that changed in many commits once.</summary>
    private readonly string sql = string.Create(CultureInfo.InvariantCulture, $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA cache_size = {-1024 * cache}; PRAGMA wal_autocheckpoint = 16384;");

    public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
