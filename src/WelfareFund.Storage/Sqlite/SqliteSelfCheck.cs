using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using WelfareFund.Ledger;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage.Sqlite;

internal sealed class SqliteSelfCheck(FundContext context) : SelfCheck(context)
{
    internal override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var line in await Context.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToListAsync(cancellation))
            if (line != "ok") findings.Add(new("database file", line));

        var stored = (await Context.Database.SqlQueryRaw<string>("SELECT name || ' ' || sql AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        foreach (var table in AppendOnlyTable.All)
            foreach (var (name, sql) in table.SqliteTriggers)
                if (!stored.Contains($"{name} {sql}")) findings.Add(new($"trigger {name}", $"it is missing or was changed, so {table.Name} is not protected"));
        foreach (var (name, sql) in AppendOnlyTable.SqliteHeadTriggers)
            if (!stored.Contains($"{name} {sql}")) findings.Add(new($"trigger {name}", "it is missing or was changed, so the log's end is not protected"));
        return findings;
    }

    /// <remarks>These tables are their own primary key (WITHOUT ROWID), so the order costs nothing.</remarks>
    internal override async Task<DbDataReader> ReadAsync(string table, string columns, string order, int fund, long size, CancellationToken cancellation)
    {
        var command = Context.Database.GetDbConnection().CreateCommand();
        command.Transaction = Context.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"SELECT {columns} FROM {table} NOT INDEXED WHERE fund = {fund} AND sequence <= {size} ORDER BY {order}";
        return await command.ExecuteReaderAsync(cancellation);
    }
}
