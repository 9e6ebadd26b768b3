using System.Globalization;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Ledger;

/// <param name="Books">What the balance sheet and the income statement are made of.</param>
/// <param name="Memorandum">Off the balance sheet; balances within itself.</param>
/// <param name="Names">By account number.</param>
/// <param name="LogSize">Entries in the log now: the most that <c>known-at</c> can be.</param>
public sealed record FundTrialBalance(TrialBalance Books, TrialBalance Memorandum, IReadOnlyDictionary<int, AccountName> Names, long LogSize);

/// <summary>A fund's balances at the end of a day, as they were known at a place of the log. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ShowTrialBalance(FundDatabase database)
{
    private static readonly LocalDate Always = new(9999, 12, 31);

    /// <param name="asOf">Null for all entries, whatever their date.</param>
    /// <param name="knownAt">From the first entries of the log, this many; null for all.</param>
    /// <param name="restated">Counts entries from the date they concern and not from their effective date.</param>
    /// <returns>Refused: <c>bad-known-at</c>.</returns>
    public async Task<Result<FundTrialBalance>> RunAsync(Actor actor, string fundId, LocalDate? asOf, long? knownAt, bool restated, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<FundTrialBalance>(fund.Refusals);
        var size = (await context.Heads.FindAsync([fund.Value.Number], cancellation))!.Size;
        if (knownAt < 0 || knownAt > size)
        {
            return new Refusal("bad-known-at", "known-at", string.Create(CultureInfo.InvariantCulture, $"the log has {size} entries, and {knownAt} is not between 0 and that"),
                "name a place of the log, or leave it empty for all of it");
        }

        var reader = new LedgerReader(context, fund.Value.Number);
        var accounts = await reader.AccountsAsync(cancellation);
        var balances = asOf is null && knownAt is null
            ? await reader.BalancesAsync(cancellation)
            : await reader.BalancesAsync(asOf ?? Always, knownAt, restated, cancellation);
        return new FundTrialBalance(
            TrialBalance.Of(accounts, balances.Where(balance => accounts[balance.Key.Account].Type != AccountType.Memorandum)),
            TrialBalance.Of(accounts, balances.Where(balance => accounts[balance.Key.Account].Type == AccountType.Memorandum)),
            (await reader.AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Number), size);
    }
}
