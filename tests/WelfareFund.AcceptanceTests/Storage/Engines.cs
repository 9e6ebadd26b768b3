using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using WelfareFund.Storage;

namespace WelfareFund.AcceptanceTests.Storage;

/// <summary>Every test of storage runs on both: <c>[Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]</c>.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "An engine's name.")]
public static class Engines
{
    public static TheoryData<Engine> Both => [Engine.Sqlite, Engine.PostgreSql];
}

public enum Engine
{
    Sqlite,
    PostgreSql,
}

/// <summary>An empty database of its own, gone with the test. Its schema is the newest, copied from one that was migrated once.</summary>
public sealed class EmptyDatabase : IAsyncDisposable
{
    private const string Variable = "WELFAREFUND_TEST_POSTGRES";
    private static readonly Lazy<Task<byte[]>> SqliteTemplate = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> PostgreSqlTemplate = new(MigratePostgreSqlAsync);
    private static int counter;

    private readonly string folder;
    private readonly string? postgreSqlName;

    private readonly string server;

    private EmptyDatabase(Engine engine, string folder, string address, string server, string? postgreSqlName)
    {
        (Engine, this.folder, Address, this.server, this.postgreSqlName) = (engine, folder, address, server, postgreSqlName);
        Keys = new KeyRing(Path.Combine(folder, "keys"));
    }

    public Engine Engine { get; }
    public string Address { get; }
    public KeyRing Keys { get; }
    public string SqlitePath => Path.Combine(folder, "books.db");

    public static async Task<EmptyDatabase> CreateAsync(Engine engine)
    {
        if (engine == Engine.PostgreSql)
            return await CreateAsync(Server, await PostgreSqlTemplate.Value);
        var database = await CreateBareAsync(engine);
        await File.WriteAllBytesAsync(database.SqlitePath, await SqliteTemplate.Value);
        return database;
    }

    /// <summary>Without any schema.</summary>
    /// <param name="server">A PostgreSQL server of the test's own; null for the one that all tests share.</param>
    public static async Task<EmptyDatabase> CreateBareAsync(Engine engine, string? server = null)
    {
        if (engine == Engine.PostgreSql)
            return await CreateAsync(server ?? Server, "template1");
        var folder = Directory.CreateTempSubdirectory("welfarefund-").FullName;
        return new(engine, folder, $"sqlite:{Path.Combine(folder, "books.db")}", "", null);
    }

    private static async Task<EmptyDatabase> CreateAsync(string server, string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"welfarefund_test_{Environment.ProcessId}_{Interlocked.Increment(ref counter)}");
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new(Engine.PostgreSql, Directory.CreateTempSubdirectory("welfarefund-").FullName, $"postgres:{ConnectionTo(server, name)}", server, name);
    }

    private static async Task<byte[]> MigrateSqliteAsync()
    {
        await using var migrated = await CreateBareAsync(Engine.Sqlite);
        await migrated.OpenAsync();
        SqliteConnection.ClearAllPools(); // The last one to close leaves one file.
        return await File.ReadAllBytesAsync(migrated.SqlitePath);
    }

    private static async Task<string> MigratePostgreSqlAsync()
    {
        var migrated = await CreateBareAsync(Engine.PostgreSql);
        await migrated.OpenAsync();
        NpgsqlConnection.ClearAllPools(); // Nobody may be connected to what is copied.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => migrated.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return migrated.postgreSqlName!;
    }

    /// <summary>Another database with the same content. Nobody may be connected to this one meanwhile.</summary>
    public async Task<EmptyDatabase> CopyAsync()
    {
        if (Engine == Engine.PostgreSql)
        {
            NpgsqlConnection.ClearAllPools();
            return await CreateAsync(server, postgreSqlName!);
        }

        var copy = await CreateBareAsync(Engine.Sqlite);
        await ExecutePlainAsync($"VACUUM INTO '{copy.SqlitePath}'");
        return copy;
    }

    public Task<FundDatabase> OpenAsync() => FundDatabase.OpenAsync(Address);

    /// <summary>A plain client: no code of the product between it and the tables.</summary>
    /// <param name="asOwner">On PostgreSQL the owner of the tables; otherwise the role the product works under.</param>
    public async Task<int> ExecutePlainAsync(string sql, bool asOwner = false)
    {
        if (Engine == Engine.PostgreSql) return await ExecuteAsync(ConnectionTo(server, postgreSqlName!), asOwner ? sql : $"SET ROLE welfarefund_app; {sql}");
        await using var connection = new SqliteConnection($"Data Source={SqlitePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (postgreSqlName is null) SqliteConnection.ClearAllPools();
        else await ExecuteAsync(server, $"DROP DATABASE {postgreSqlName} WITH (FORCE)");
        Directory.Delete(folder, recursive: true);
    }

    private static string Server => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} names no PostgreSQL server. Run ./test, which starts one; or set it to a superuser's connection string.");

    private static string ConnectionTo(string server, string database) => new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = true }.ToString();

    private static async Task<int> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }
}
