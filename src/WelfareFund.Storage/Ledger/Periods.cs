using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Storage.Ledger;

/// <summary>Seals a fund's months, and makes balances and snapshots again from the entries.</summary>
public sealed class Periods(FundDatabase database, KeyRing keys, IClock clock)
{
    /// <summary>
    /// Seals the fund's open month: takes its snapshot, signs its seal and moves on to the next month, all in the context's transaction
    /// or in one of its own. That the bank's statements agree is the caller's to check before.
    /// </summary>
    /// <param name="rate">Closing rates: units of the currency for one unit of base currency.</param>
    /// <returns>Refused: <c>not-open</c> when another month is open, <c>no-rate</c>, <c>same-person</c>, <c>fenced</c>, <c>unknown-fund</c>.</returns>
    public async Task<Result<SignedSeal>> SealAsync(
        FundContext context, int fund, YearMonth period, Func<Currency, decimal?> rate, int maker, int approver, long? fence = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is not null) return await SealUnderLockAsync(context, fund, period, rate, maker, approver, fence, cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var result = await SealUnderLockAsync(context, fund, period, rate, maker, approver, fence, cancellation);
        if (!result.IsRefused) await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <summary>Drops a fund's balances and snapshots and makes them again from its entries.</summary>
    public async Task DropAndRebuildBalancesAsync(FundContext context, int fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await database.LedgerTables(context).LockHeadAsync(fund, cancellation);
        await StoredBalances.RebuildCurrentAsync(context, fund, cancellation);
        await StoredBalances.RebuildSnapshotsAsync(context, fund, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<Result<SignedSeal>> SealUnderLockAsync(
        FundContext context, int fund, YearMonth period, Func<Currency, decimal?> rate, int maker, int approver, long? fence, CancellationToken cancellation)
    {
        var stored = await database.LedgerTables(context).LockHeadAsync(fund, cancellation);
        if (stored is null) return new Refusal("unknown-fund", "", $"there is no fund number {fund}", "open the fund first");
        var head = stored.Head;
        if (fence is { } held && held != stored.Fence) return Leases.Fenced(head.Fund, held, stored.Fence);
        if (head.OpenPeriod != period) return new Refusal("not-open", head.Fund, $"{YearMonthText.Write(period)} is not the month to be sealed", $"seal {YearMonthText.Write(head.OpenPeriod)}");
        if (maker == approver) return new Refusal("same-person", YearMonthText.Write(period), $"user {maker} proposed and approved the seal", "another person approves");

        var row = await context.Funds.AsNoTracking().SingleAsync(row => row.Number == fund, cancellation);
        var reader = new LedgerReader(context, fund);
        var previous = await context.Seals.AsNoTracking().Where(seal => seal.Fund == fund).OrderByDescending(seal => seal.Period).FirstOrDefaultAsync(cancellation);
        await StoredBalances.TakeSnapshotAsync(context, fund, period, cancellation);
        var names = await reader.AccountNamesAsync(null, cancellation);
        var seal = Seal.Close(head, row.BaseCurrency, StoredBalances.Closing(context, fund, period), rate, names, previous?.ToSeal().Seal);
        if (seal.IsRefused)
        {
            await DropSnapshotAsync(context, fund, period, cancellation);
            return Result.Refused<SignedSeal>(seal.Refusals);
        }

        using var key = keys.SigningKeyOf(head.Fund);
        var signed = SignedSeal.Sign(seal.Value, key);
        context.Seals.Add(new()
        {
            Fund = fund,
            Period = period,
            Size = signed.Seal.LogSize,
            Root = signed.Seal.Root.ToArray(),
            Encoding = signed.Seal.Encode(),
            Signature = signed.Signature.ToArray(),
            PublicKey = signed.PublicKey.ToArray(),
            Maker = maker,
            Approver = approver,
            SealedAt = clock.GetCurrentInstant(),
        });
        await context.SaveChangesAsync(cancellation);
        var next = period.PlusMonths(1);
        await context.Heads.Where(head => head.Fund == fund).ExecuteUpdateAsync(set => set.SetProperty(head => head.OpenPeriod, next), cancellation);
        return signed;
    }

    /// <summary>A refusal changes nothing, also in a transaction that the caller then commits.</summary>
    private static async Task DropSnapshotAsync(FundContext context, int fund, YearMonth period, CancellationToken cancellation)
    {
        await context.Snapshots.Where(snapshot => snapshot.Fund == fund && snapshot.Period == period).ExecuteDeleteAsync(cancellation);
        await context.PartySnapshots.Where(snapshot => snapshot.Fund == fund && snapshot.Period == period).ExecuteDeleteAsync(cancellation);
    }
}
