using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Settlement;

/// <summary>What lines say of claims and payments by the ten thousand, in the context's transaction. Nothing is tracked.</summary>
public static class LineClaimTable
{
    public static async Task AddAsync(FundContext context, IReadOnlyList<LineClaimRow> claims, IReadOnlyList<LinePaymentRow> payments, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await BulkWriter.WriteAsync(context, claims, cancellation);
        await BulkWriter.WriteAsync(context, payments, cancellation);
    }

    /// <summary>Of the runs up to one, in the order of their lines, and of the claims in a line.</summary>
    public static IEnumerable<LineClaimRow> ReadAll(FundContext context, int fund, long throughRun) => ReadAll<LineClaimRow>(context, fund, throughRun, "run, line, part");

    /// <summary>Of the runs up to one, in the order of their lines.</summary>
    public static IEnumerable<LinePaymentRow> ReadPayments(FundContext context, int fund, long throughRun) => ReadAll<LinePaymentRow>(context, fund, throughRun, "run, line");

    internal static IEnumerable<T> ReadAll<T>(FundContext context, int fund, long throughRun, string order)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<T>.Of(context.Model);
        return StoredRow.Read(context, $"SELECT {table.ColumnList} FROM \"{table.Name}\" WHERE fund = @fund AND run <= @run ORDER BY {order}", table.Make, ("fund", fund), ("run", throughRun));
    }

    /// <summary>Of claims by their ids, in no order.</summary>
    public static List<LineClaimRow> Read(FundContext context, int fund, IEnumerable<string> claims)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<LineClaimRow>.Of(context.Model);
        var (named, ids) = SqlList.Of(context, "@claims", "text", [.. claims]);
        return [.. StoredRow.Read(context, $"SELECT {table.ColumnList} FROM \"{table.Name}\" WHERE fund = @fund AND claim {named}", table.Make, ("fund", fund), ("claims", ids))];
    }
}
