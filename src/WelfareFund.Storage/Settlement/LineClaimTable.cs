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

    /// <summary>Of claims by their ids, in no order.</summary>
    public static List<LineClaimRow> Read(FundContext context, int fund, IEnumerable<string> claims)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<LineClaimRow>.Of(context.Model);
        var (named, ids) = SqlList.Of(context, "@claims", "text", [.. claims]);
        return [.. StoredRow.Read(context, $"SELECT {table.ColumnList} FROM \"{table.Name}\" WHERE fund = @fund AND claim {named}", table.Make, ("fund", fund), ("claims", ids))];
    }
}
