using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using WelfareFund.Ledger;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage.PostgreSql;

internal sealed class PostgreSqlSelfCheck(FundContext context) : SelfCheck(context)
{
    internal override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var body = await Context.Database.SqlQueryRaw<string>("SELECT prosrc AS \"Value\" FROM pg_proc WHERE proname = 'refuse_change'").ToListAsync(cancellation);
        if (body is not [AppendOnlyTable.PostgreSqlFunctionBody]) findings.Add(new("function refuse_change", "it is missing or was changed, so no append-only table is protected"));

        var stored = (await Context.Database.SqlQueryRaw<string>("SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text AS \"Value\" FROM pg_trigger WHERE NOT tgisinternal").ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        foreach (var table in AppendOnlyTable.All)
        {
            if (!stored.Contains(table.PostgreSqlDefinition + " A")) findings.Add(new($"trigger {table.PostgreSqlTrigger}", $"it is missing, changed or switched off, so {table.Name} is not protected"));
            var tooMuch = await Context.Database.SqlQuery<bool>($"SELECT has_table_privilege({ApplicationRole.Name}, {table.Name}, 'UPDATE, DELETE, TRUNCATE') AS \"Value\"").SingleAsync(cancellation);
            if (tooMuch) findings.Add(new($"table {table.Name}", $"the role {ApplicationRole.Name} was given the right to change it"));
        }

        return findings;
    }

    internal override async Task<DbDataReader> ReadAsync(string table, string columns, string order, int fund, long size, CancellationToken cancellation)
    {
        var command = Context.Database.GetDbConnection().CreateCommand();
        command.Transaction = Context.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off";
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = $"SELECT {columns} FROM {table} WHERE fund = {fund} AND sequence <= {size} ORDER BY {order}";
        command.CommandTimeout = 0; // A large log takes longer to sort than any query of a page may.
        return await command.ExecuteReaderAsync(cancellation);
    }
}
