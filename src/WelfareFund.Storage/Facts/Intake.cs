using Microsoft.EntityFrameworkCore;

namespace WelfareFund.Storage.Facts;

/// <summary>The order in which a fund learns its facts.</summary>
public static class Intake
{
    /// <summary>Locks the fund's intake until the transaction ends.</summary>
    /// <returns>The last number taken; 0 before the first fact.</returns>
    public static async Task<long> LockAsync(FundContext context, int fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is null) throw new InvalidOperationException("An intake is locked inside a transaction.");
        await context.Database.ExecuteSqlAsync($"INSERT INTO intake_heads (fund, last) VALUES ({fund}, 0) ON CONFLICT (fund) DO NOTHING", cancellation);
        await context.Database.ExecuteSqlAsync($"UPDATE intake_heads SET last = last WHERE fund = {fund}", cancellation);
        return await LastAsync(context, fund, cancellation);
    }

    /// <summary>The number of the newest fact: a snapshot is everything up to it.</summary>
    public static async Task<long> LastAsync(FundContext context, int fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.Set<IntakeHeadRow>().AsNoTracking().Where(head => head.Fund == fund).Select(head => (long?)head.Last).SingleOrDefaultAsync(cancellation) ?? 0;
    }

    /// <summary>Needs <see cref="LockAsync"/> before.</summary>
    public static async Task MoveAsync(FundContext context, int fund, long last, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.Database.ExecuteSqlAsync($"UPDATE intake_heads SET last = {last} WHERE fund = {fund}", cancellation);
    }
}
