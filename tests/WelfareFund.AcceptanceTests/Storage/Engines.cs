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

/// <summary>An empty database of its own, gone with the test.</summary>
public sealed class EmptyDatabase : IAsyncDisposable
{
    private const string Variable = "WELFAREFUND_TEST_POSTGRES";
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

    /// <param name="server">A PostgreSQL server of the test's own; null for the one that all tests share.</param>
    public static async Task<EmptyDatabase> CreateAsync(Engine engine, string? server = null)
    {
        var folder = Directory.CreateTempSubdirectory("welfarefund-").FullName;
        if (engine == Engine.Sqlite) return new(engine, folder, $"sqlite:{Path.Combine(folder, "books.db")}", "", null);

        server ??= Server;
        var name = string.Create(CultureInfo.InvariantCulture, $"welfarefund_test_{Environment.ProcessId}_{Interlocked.Increment(ref counter)}");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return new(engine, folder, $"postgres:{ConnectionTo(server, name)}", server, name);
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
