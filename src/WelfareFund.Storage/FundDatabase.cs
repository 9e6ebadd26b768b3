using System.Data.Common;
using WelfareFund.Refusals;
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
        var database = Of(address);
        await database.MigrateAsync(cancellation);
        return database;
    }

    /// <summary>As <see cref="WhyUnavailable(Exception)"/>, of a database that could not be opened.</summary>
    /// <param name="address">As <see cref="OpenAsync"/> takes it.</param>
    public static Refusal? WhyUnavailable(string address, Exception exception) => Of(address).WhyUnavailable(exception);

    private static FundDatabase Of(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (engine, place) = address.Split(':', 2) is [var before, { Length: > 0 } after] ? (before, after) : (address, "");
        return engine switch
        {
            "sqlite" when place.Length > 0 => new SqliteFundDatabase(place),
            "postgres" when place.Length > 0 => new PostgreSqlFundDatabase(place),
            _ => throw new FormatException($"'{engine}' is no database address; sqlite:PATH or postgres:CONNECTION would be right."),
        };
    }

    /// <summary>Folder of the funds' keys when the configuration names no other.</summary>
    public abstract string DefaultKeyFolder { get; }

    public abstract FundContext NewContext();

    /// <summary>As <see cref="NewContext"/>, for going through much of the tables once: it keeps few of their pages.</summary>
    public virtual FundContext NewReader() => NewContext();

    /// <summary>What is wrong where an exception says that the database cannot be written or reached now; null for any other exception, which is a bug.</summary>
    /// <returns><c>disk-full</c>, <c>read-only</c>, <c>unreachable</c>: the step under way is undone, and the same command goes on from there.</returns>
    public Refusal? WhyUnavailable(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException failed && WhyUnavailable(failed) is { } refusal)
                return refusal;
        }

        return null;
    }

    protected abstract Refusal? WhyUnavailable(DbException exception);

    protected static Refusal DiskFull(string where) => new("disk-full", where, "the disk is full or the file may not grow, and the step under way is undone", "make room, then run the same command again: it goes on from there");

    protected static Refusal ReadOnly(string where) => new("read-only", where, "the database may not be written to, and nothing was changed", "give this user the right to write the file and its folder, or the server's database");

    protected static Refusal Unreachable(string where, string why) => new("unreachable", where, $"the database does not answer ({why}), and the step under way is undone", "when it is back, run the same command again: it goes on from there");

    internal abstract LedgerTables LedgerTables(FundContext context);

    internal abstract SelfCheck SelfCheck(FundContext context);

    /// <summary>A transaction for reading in which nothing changes under one's eyes.</summary>
    internal abstract Task<IAsyncDisposable> BeginSnapshotAsync(FundContext context, CancellationToken cancellation);

    protected abstract Task MigrateAsync(CancellationToken cancellation);
}
