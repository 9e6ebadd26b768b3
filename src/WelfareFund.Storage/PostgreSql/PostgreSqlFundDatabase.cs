using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WelfareFund.Refusals;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage.PostgreSql;

internal sealed class PostgreSqlFundDatabase : FundDatabase
{
    private readonly string ownerConnection;
    private readonly DbContextOptions<PostgreSqlFundContext> options;

    internal PostgreSqlFundDatabase(string connection)
    {
        // Many short statements of a few shapes: prepared once a connection, whoever sends them.
        var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 100 };
        ownerConnection = settings.ToString();

        // A setting of the session's start, not a SET ROLE after it: whatever resets the session comes back to this role.
        settings.Options = $"{settings.Options} -c role={ApplicationRole.Name}".Trim();
        options = Options(settings.ToString());
    }

    public override string DefaultKeyFolder => Path.GetFullPath(Path.Combine("data", "keys"));

    public override FundContext NewContext() => new PostgreSqlFundContext(options);

    internal override LedgerTables LedgerTables(FundContext context) => new PostgreSqlLedgerTables(context);

    internal override SelfCheck SelfCheck(FundContext context) => new PostgreSqlSelfCheck(context);

    /// <remarks>Classes of SQLSTATE: 53 no room, 57 stopped by an operator, 08 the connection broke; 25006 and 42501 are a database or a table that may not be written.</remarks>
    protected override Refusal? WhyUnavailable(DbException exception) => exception switch
    {
        PostgresException { SqlState: "53100" } => DiskFull("the database server"),
        PostgresException { SqlState: "25006" or "42501" } => ReadOnly("the database server"),
        PostgresException stopped when stopped.SqlState[..2] is "53" or "57" or "08" => Unreachable("the database server", stopped.MessageText),
        PostgresException => null,
        NpgsqlException broken => Unreachable("the database server", (broken.InnerException ?? broken).Message.TrimEnd('.')),
        _ => null,
    };

    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(FundContext context, CancellationToken cancellation) =>
        await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    protected override async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var owner = new PostgreSqlFundContext(Options(ownerConnection));
        if (!(await owner.Database.GetPendingMigrationsAsync(cancellation)).Any()) return;
        await owner.Database.ExecuteSqlRawAsync(ApplicationRole.Create, cancellation);
        await owner.Database.MigrateAsync(cancellation);
    }

    private static DbContextOptions<PostgreSqlFundContext> Options(string connection) =>
        new DbContextOptionsBuilder<PostgreSqlFundContext>().UseNpgsql(connection).Options;
}
