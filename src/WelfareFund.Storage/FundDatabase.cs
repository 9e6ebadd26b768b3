using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.PostgreSql;
using WelfareFund.Storage.Sqlite;

namespace WelfareFund.Storage;

/// <summary>Where the funds' books are kept. One for the whole process; contexts are made from it, one for each use case.</summary>
public abstract class FundDatabase
{
    /// <summary>Opens <c>sqlite:PATH</c> or <c>postgres:CONNECTION</c>; creates and migrates the schema where it is not the newest.</summary>
    /// <exception cref="FormatException">The address names neither engine.</exception>
    public static async Task<FundDatabase> OpenAsync(string address, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (engine, place) = address.Split(':', 2) is [var before, { Length: > 0 } after] ? (before, after) : (address, "");
        FundDatabase database = engine switch
        {
            "sqlite" when place.Length > 0 => new SqliteFundDatabase(place),
            "postgres" when place.Length > 0 => new PostgreSqlFundDatabase(place),
            _ => throw new FormatException($"'{engine}' is no database address; sqlite:PATH or postgres:CONNECTION would be right."),
        };
        await database.MigrateAsync(cancellation);
        return database;
    }

    /// <summary>Folder of the funds' keys when the configuration names no other.</summary>
    public abstract string DefaultKeyFolder { get; }

    public abstract FundContext NewContext();

    internal abstract LedgerTables LedgerTables(FundContext context);

    internal abstract SelfCheck SelfCheck(FundContext context);

    /// <summary>A transaction for reading in which nothing changes under one's eyes.</summary>
    internal abstract Task<IAsyncDisposable> BeginSnapshotAsync(FundContext context, CancellationToken cancellation);

    protected abstract Task MigrateAsync(CancellationToken cancellation);
}
