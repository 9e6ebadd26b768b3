using System.Data.Common;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>What an engine can say about itself, and how to read its tables without believing its indexes.</summary>
internal abstract class SelfCheck(FundContext context)
{
    protected FundContext Context { get; } = context;

    /// <summary>The engine's own check of its files, and that what refuses changes is in place, word for word.</summary>
    internal abstract Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation);

    /// <summary>Rows of a table in the order of its key, read from the table itself. Inside a transaction.</summary>
    internal abstract Task<DbDataReader> ReadAsync(string table, string columns, string order, int fund, long size, CancellationToken cancellation);
}
