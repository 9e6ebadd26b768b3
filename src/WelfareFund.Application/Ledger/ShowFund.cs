using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Ledger;

/// <summary>A month that was calculated.</summary>
/// <param name="State">How far it is, as a word: <c>calculated</c>, <c>approved</c>, <c>posted</c>, <c>paid</c>, <c>sealed</c>.</param>
/// <param name="Root">The log's Merkle root at the seal; null before.</param>
/// <param name="LogSize">Entries in the log at the seal; null before.</param>
public sealed record FundMonth(YearMonth Month, string State, int Lines, Digest? Root, long? LogSize);

/// <summary>Lines of the newest month that wait for the same thing.</summary>
public sealed record HeldLines(string Kind, string Reason, int Count);

public sealed record BankBalance(Account Account, AccountName Name, Money Balance);

/// <summary>What a sealed month added to the books, in base currency.</summary>
public sealed record MonthFigures(YearMonth Month, Money Contributions, Money Outcomes);

/// <param name="PaidIn">Investors' capital in the books now.</param>
/// <param name="Contributions">Everything that workers came to owe.</param>
/// <param name="Outcomes">Everything that providers came to be owed.</param>
/// <param name="Months">The newest first.</param>
/// <param name="Held">Of the newest calculated month.</param>
/// <param name="Figures">Of every sealed month, the oldest first.</param>
/// <param name="IsBalanced">Whether debits equal credits in every currency.</param>
public sealed record FundOverview(
    FundSummary Fund, DateTimeZone TimeZone, Money PaidIn, Money Contributions, Money Outcomes,
    IReadOnlyList<FundMonth> Months, IReadOnlyList<HeldLines> Held, IReadOnlyList<BankBalance> Banks, IReadOnlyList<MonthFigures> Figures,
    bool IsBalanced);

/// <summary>Where a fund stands: its months, its money, what waits. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ShowFund(FundDatabase database, ListFunds funds)
{
    public async Task<Result<FundOverview>> RunAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<FundOverview>(fund.Refusals);
        var (summary, terms) = (await funds.ShowAsync(actor, fundId, cancellation)).Value;
        var number = fund.Value.Number;
        var reader = new LedgerReader(context, number);
        var accounts = await reader.AccountsAsync(cancellation);
        var names = (await reader.AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Number);
        var balances = await reader.BalancesAsync(cancellation);
        var runs = await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == number && run.Purpose == RunPurpose.Settlement && run.State != RunState.Superseded).OrderByDescending(run => run.Month).ToListAsync(cancellation);
        var seals = await context.Seals.AsNoTracking().Where(seal => seal.Fund == number).ToDictionaryAsync(seal => seal.Period, seal => (Root: new Digest(seal.Root), seal.Size), cancellation);

        return new FundOverview(
            summary, terms.Terms.TimeZone,
            Sum("investor-capital", -1), Sum("contribution-income", -1), Sum("outcome-payments:", 1),
            runs.ConvertAll(run => seals.TryGetValue(run.Month, out var seal)
                ? new FundMonth(run.Month, Words.Of(run.State), run.Lines, seal.Root, seal.Size)
                : new FundMonth(run.Month, Words.Of(run.State), run.Lines, null, null)),
            await HeldAsync(context, runs, cancellation),
            [.. balances.Where(balance => IsOf(accounts[balance.Key.Account], "bank:")).OrderBy(balance => balance.Key.Account)
                .Select(balance => new BankBalance(accounts[balance.Key.Account], names[balance.Key.Account], new Money(balance.Value, balance.Key.Currency)))],
            await FiguresAsync(context, number, summary.BaseCurrency, accounts, cancellation),
            balances.GroupBy(balance => balance.Key.Currency).All(currency => currency.Aggregate(Int128.Zero, (sum, balance) => sum + balance.Value) == 0));

        Money Sum(string role, int sign) => new(sign * balances
            .Where(balance => balance.Key.Currency == summary.BaseCurrency && IsOf(accounts[balance.Key.Account], role)).Sum(balance => balance.Value), summary.BaseCurrency);
    }

    private static bool IsOf(Account account, string role) => role.EndsWith(':') ? account.Id.StartsWith(role, StringComparison.Ordinal) : account.Id == role;

    private static async Task<IReadOnlyList<HeldLines>> HeldAsync(FundContext context, List<RunRow> runs, CancellationToken cancellation)
    {
        if (runs.Count == 0)
            return [];
        var held = (await LineGroups.RowsAsync(context, runs[0], cancellation)).Where(group => group.State is LineState.Held)
            .GroupBy(group => (group.Kind, group.Reason)).Select(group => (group.Key.Kind, group.Key.Reason, Count: group.Sum(row => row.Lines)));
        return [.. held.OrderByDescending(group => group.Count).ThenBy(group => group.Kind, StringComparer.Ordinal).ThenBy(group => group.Reason, StringComparer.Ordinal)
            .Select(group => new HeldLines(group.Kind, group.Reason, group.Count))];
    }

    /// <summary>A month's figure is the difference of two snapshots, so no posting is read.</summary>
    private static async Task<IReadOnlyList<MonthFigures>> FiguresAsync(FundContext context, int fund, Currency currency, IReadOnlyDictionary<int, Account> accounts, CancellationToken cancellation)
    {
        var income = accounts.Values.Where(account => IsOf(account, "contribution-income")).Select(account => account.Number).ToHashSet();
        var outcomes = accounts.Values.Where(account => IsOf(account, "outcome-payments:")).Select(account => account.Number).ToHashSet();
        int[] both = [.. income, .. outcomes];
        var snapshots = await context.Snapshots.AsNoTracking().Where(snapshot => snapshot.Fund == fund && snapshot.Currency == currency && both.Contains(snapshot.Account)).ToListAsync(cancellation);
        var months = await context.Seals.Where(seal => seal.Fund == fund).OrderBy(seal => seal.Period).Select(seal => seal.Period).ToListAsync(cancellation);

        var figures = new List<MonthFigures>();
        var (incomeBefore, outcomesBefore) = (0L, 0L);
        foreach (var month in months)
        {
            var ofMonth = snapshots.FindAll(snapshot => snapshot.Period == month);
            var incomeNow = -ofMonth.Where(snapshot => income.Contains(snapshot.Account)).Sum(snapshot => snapshot.Amount);
            var outcomesNow = ofMonth.Where(snapshot => outcomes.Contains(snapshot.Account)).Sum(snapshot => snapshot.Amount);
            figures.Add(new(month, new Money(incomeNow - incomeBefore, currency), new Money(outcomesNow - outcomesBefore, currency)));
            (incomeBefore, outcomesBefore) = (incomeNow, outcomesNow);
        }

        return figures;
    }
}
