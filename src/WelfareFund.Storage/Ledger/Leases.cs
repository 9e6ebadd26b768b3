using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Refusals;

namespace WelfareFund.Storage.Ledger;

/// <summary>The right to run a fund's settlement, for a while.</summary>
/// <param name="Fence">Grows with every lease; what is posted under an older one is refused.</param>
public sealed record Lease(int Fund, string Owner, long Fence, Instant Until);

/// <summary>Hands out leases. Nobody waits for a dead holder: after its time anybody may take the lease, and the new fencing number shuts the old holder out.</summary>
public sealed class Leases(FundDatabase database, IClock clock)
{
    /// <param name="owner">The node and process, for people.</param>
    /// <returns>Refused: <c>leased</c> while another holds it, <c>unknown-fund</c>.</returns>
    public async Task<Result<Lease>> TakeAsync(int fund, string owner, Duration length, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var head = await database.LedgerTables(context).LockHeadAsync(fund, cancellation);
        if (head is null) return new Refusal("unknown-fund", "", $"there is no fund number {fund}", "open the fund first");

        var now = clock.GetCurrentInstant();
        var row = await context.Leases.SingleOrDefaultAsync(lease => lease.Fund == fund, cancellation);
        if (row is not null && row.Until > now && row.Owner != owner)
            return new Refusal("leased", head.Head.Fund, $"{row.Owner} holds the lease until {row.Until.ToString("uuuu-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}", "wait until it has finished");

        var lease = new Lease(fund, owner, head.Fence + 1, Instants.ToMicroseconds(now + length));
        if (row is null) context.Leases.Add(new() { Fund = fund, Owner = owner, Fence = lease.Fence, Until = lease.Until });
        else (row.Owner, row.Fence, row.Until) = (lease.Owner, lease.Fence, lease.Until);
        await context.SaveChangesAsync(cancellation);
        await context.Heads.Where(row => row.Fund == fund).ExecuteUpdateAsync(set => set.SetProperty(row => row.Fence, lease.Fence), cancellation);
        await transaction.CommitAsync(cancellation);
        return lease;
    }

    /// <summary>Refused (<c>fenced</c>) when somebody else has taken it.</summary>
    public async Task<Result<Lease>> RenewAsync(Lease lease, Duration length, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return await SetEndAsync(lease, Instants.ToMicroseconds(clock.GetCurrentInstant() + length), cancellation);
    }

    /// <summary>Lets the next one in at once. Somebody else's lease is left alone.</summary>
    public async Task ReleaseAsync(Lease lease, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await SetEndAsync(lease, Instants.ToMicroseconds(clock.GetCurrentInstant()), cancellation);
    }

    internal static Refusal Fenced(string fund, long held, long newest) =>
        new("fenced", fund, $"lease {held} was taken over by lease {newest}", "stop; whoever holds the newer lease goes on");

    private async Task<Result<Lease>> SetEndAsync(Lease lease, Instant until, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var renewed = await context.Leases.Where(row => row.Fund == lease.Fund && row.Fence == lease.Fence)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, until), cancellation);
        if (renewed == 1) return lease with { Until = until };
        var newest = await context.Heads.Where(head => head.Fund == lease.Fund).Select(head => head.Fence).SingleAsync(cancellation);
        var id = await context.Funds.Where(fund => fund.Number == lease.Fund).Select(fund => fund.Id).SingleAsync(cancellation);
        return Fenced(id, lease.Fence, newest);
    }
}
