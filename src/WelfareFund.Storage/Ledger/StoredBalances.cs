using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>Balances and snapshots made from the postings. The statements are the same on both engines.</summary>
internal static class StoredBalances
{
    /// <summary>Drops a fund's current balances and makes them again.</summary>
    internal static async Task RebuildCurrentAsync(FundContext context, int fund, CancellationToken cancellation)
    {
        await context.Balances.Where(balance => balance.Fund == fund).ExecuteDeleteAsync(cancellation);
        await context.PartyBalances.Where(balance => balance.Fund == fund).ExecuteDeleteAsync(cancellation);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO balances (fund, account, currency, amount) SELECT fund, account, currency, CAST(SUM(amount) AS bigint) FROM postings WHERE fund = {fund} GROUP BY fund, account, currency", cancellation);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO party_balances (fund, account, currency, party, amount) SELECT fund, account, currency, party, CAST(SUM(amount) AS bigint) FROM postings WHERE fund = {fund} AND party IS NOT NULL GROUP BY fund, account, currency, party", cancellation);
    }

    /// <summary>Drops a fund's snapshots and makes them again, month by month.</summary>
    internal static async Task RebuildSnapshotsAsync(FundContext context, int fund, CancellationToken cancellation)
    {
        await context.Snapshots.Where(snapshot => snapshot.Fund == fund).ExecuteDeleteAsync(cancellation);
        await context.PartySnapshots.Where(snapshot => snapshot.Fund == fund).ExecuteDeleteAsync(cancellation);
        foreach (var period in await context.Seals.Where(seal => seal.Fund == fund).OrderBy(seal => seal.Period).Select(seal => seal.Period).ToListAsync(cancellation))
            await TakeSnapshotAsync(context, fund, period, cancellation);
    }

    /// <summary>A month's end from the end of the month before and the month's own entries: every account's balance, and each party's that changed.</summary>
    internal static async Task TakeSnapshotAsync(FundContext context, int fund, YearMonth period, CancellationToken cancellation)
    {
        var (month, before) = (YearMonthText.Write(period), YearMonthText.Write(period.PlusMonths(-1)));
        var (first, last) = (period.OnDayOfMonth(1).ToDateOnly(), LedgerReader.EndOf(period).ToDateOnly());
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO snapshots (fund, period, account, currency, amount)
            SELECT {fund}, {month}, account, currency, CAST(SUM(amount) AS bigint) FROM (
                SELECT account, currency, amount FROM snapshots WHERE fund = {fund} AND period = {before}
                UNION ALL
                SELECT p.account, p.currency, p.amount FROM entries e JOIN postings p ON p.fund = e.fund AND p.sequence = e.sequence
                WHERE e.fund = {fund} AND e.effective BETWEEN {first} AND {last}
            ) AS movements GROUP BY account, currency
            """, cancellation);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO party_snapshots (fund, account, currency, party, period, amount)
            SELECT {fund}, m.account, m.currency, m.party, {month}, CAST(m.amount AS bigint) + COALESCE((
                SELECT s.amount FROM party_snapshots s
                WHERE s.fund = {fund} AND s.account = m.account AND s.currency = m.currency AND s.party = m.party AND s.period < {month}
                ORDER BY s.period DESC LIMIT 1), 0)
            FROM (
                SELECT p.account, p.currency, p.party, SUM(p.amount) AS amount FROM entries e JOIN postings p ON p.fund = e.fund AND p.sequence = e.sequence
                WHERE e.fund = {fund} AND e.effective BETWEEN {first} AND {last} AND p.party IS NOT NULL
                GROUP BY p.account, p.currency, p.party
            ) AS m
            """, cancellation);
    }

    /// <summary>At a sealed month's end, in the order of <see cref="BalanceKey"/>: each party's where the account has parties, else the account's.</summary>
    internal static IEnumerable<KeyValuePair<BalanceKey, long>> Closing(FundContext context, int fund, YearMonth period)
    {
        var accounts = context.Snapshots.Where(snapshot => snapshot.Fund == fund && snapshot.Period == period
            && context.Accounts.Any(account => account.Fund == fund && account.Number == snapshot.Account && account.PartyKind == PartyKind.None))
            .Select(snapshot => new { snapshot.Account, snapshot.Currency, Party = 0L, snapshot.Amount });
        var parties = context.PartySnapshots.Where(snapshot => snapshot.Fund == fund && snapshot.Period.CompareTo(period) <= 0 && !context.PartySnapshots.Any(later => later.Fund == fund
            && later.Account == snapshot.Account && later.Currency == snapshot.Currency && later.Party == snapshot.Party && later.Period.CompareTo(snapshot.Period) > 0 && later.Period.CompareTo(period) <= 0))
            .Select(snapshot => new { snapshot.Account, snapshot.Currency, snapshot.Party, snapshot.Amount });
        return accounts.Concat(parties).OrderBy(balance => balance.Account).ThenBy(balance => balance.Currency).ThenBy(balance => balance.Party)
            .AsEnumerable().Select(balance => KeyValuePair.Create(new BalanceKey(balance.Account, balance.Currency, balance.Party), balance.Amount));
    }
}
