using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WelfareFund.Storage;

namespace WelfareFund.Benchmarks;

/// <summary>A database of a benchmark's own, in a folder of its own; both go when it is disposed.</summary>
internal sealed class MeasuredDatabase : IAsyncDisposable
{
    private readonly string? server;
    private readonly string name;
    private readonly string folder;

    private MeasuredDatabase(string? server, string folder)
    {
        (this.server, this.folder) = (server, folder);
        name = string.Create(CultureInfo.InvariantCulture, $"welfarefund_benchmark_{Path.GetFileName(folder).ToLowerInvariant().Replace('-', '_').Replace('.', '_')}");
    }

    internal string Address => server is null ? $"sqlite:{File}" : $"postgres:{new NpgsqlConnectionStringBuilder(server) { Database = name }}";
    internal string KeyFolder => Path.Combine(folder, "keys");
    private string File => Path.Combine(folder, "books.db");

    /// <param name="server">A connection to a PostgreSQL server; null for SQLite.</param>
    internal static async Task<MeasuredDatabase> CreateAsync(string? server)
    {
        var database = new MeasuredDatabase(server, Directory.CreateTempSubdirectory("welfarefund-").FullName);
        if (server is not null) await ExecuteAsync(server, $"CREATE DATABASE {database.name}");
        return database;
    }

    /// <summary>The same tables with the same rows.</summary>
    internal async Task<MeasuredDatabase> CopyAsync()
    {
        var copy = new MeasuredDatabase(server, Directory.CreateTempSubdirectory("welfarefund-").FullName);
        if (server is null)
        {
            await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
            {
                await connection.OpenAsync();
                await using var checkpoint = connection.CreateCommand();
                checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                await checkpoint.ExecuteNonQueryAsync();
            }

            System.IO.File.Copy(File, copy.File);
        }
        else
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(server, $"CREATE DATABASE {copy.name} TEMPLATE {name}");
        }

        return copy;
    }

    /// <summary>A context on the tables without what protects them.</summary>
    internal static async Task<FundContext> BareAsync(FundDatabase database)
    {
        var context = database.NewContext();
        await context.Database.OpenConnectionAsync();
        if (context.Database.GetDbConnection() is not SqliteConnection) return context; // PostgreSQL's triggers are not asked on inserts, and these tables have no foreign keys.
        await context.Database.ExecuteSqlRawAsync(string.Concat(AppendOnlyTable.All.SelectMany(table => table.SqliteTriggers.Keys).Select(trigger => $"DROP TRIGGER {trigger};")));
        await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        if (server is null) return;
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
