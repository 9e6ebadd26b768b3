using Microsoft.EntityFrameworkCore;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Reports;

/// <summary>What one clearing account holds now, and what it is for.</summary>
public sealed record ClearingBalance(ClearingKind Kind, AccountName Name, Money Balance);

/// <summary>What the clearing accounts hold, item by item, since when; with what an unallocated receipt could be. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ClearingReport(FundDatabase database)
{
    /// <summary>What stands now on each account that has to return to zero; none of those that do.</summary>
    public async Task<Result<List<ClearingBalance>>> BalancesAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<List<ClearingBalance>>(fund.Refusals);
        var reader = new LedgerReader(context, fund.Value.Number);
        var (accounts, names) = (await reader.AccountsAsync(cancellation), (await reader.AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Number));
        return (await reader.BalancesAsync(cancellation)).Where(balance => balance.Value != 0 && KindOf(accounts[balance.Key.Account]) is not null)
            .Select(balance => new ClearingBalance(KindOf(accounts[balance.Key.Account])!.Value, names[balance.Key.Account], new Money(balance.Value, balance.Key.Currency)))
            .OrderBy(balance => balance.Kind).ThenBy(balance => balance.Name.Code, StringComparer.Ordinal).ThenBy(balance => balance.Balance.Currency).ToList();
    }

    /// <summary>What was called and is not paid now, the oldest first.</summary>
    public async Task<Result<List<ClearingItem>>> OpenCallsAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var found = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (found.IsRefused)
            return Result.Refused<List<ClearingItem>>(found.Refusals);
        var fund = found.Value;
        var terms = await CurrentTerms.ReadAsync(context, fund, cancellation);
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Number, cancellation)).OpenPeriod.ToDateInterval().End;
        var books = (await BooksView.OpenAsync(context, fund, new(open), cancellation)).Value;
        var called = (await books.UntracedLinesAsync(cancellation, "capital-call")).Where(line => line.Counts && line.Line.State is not LineState.Held).Select(line => line.Line);
        var paid = RunStore.PaymentLines(context, fund.Number).Where(line => line.Event is DrawdownReceived).ToList();
        return Clearing.Of(terms, new() { Rates = new([], 0) }, [.. called, .. paid]).ToList();
    }

    private static ClearingKind? KindOf(Account account) => ChartOfAccounts.RoleOf(account) switch
    {
        AccountRole.PaymentsInTransit => ClearingKind.PaymentsInTransit,
        AccountRole.DeductedByEmployers => ClearingKind.DeductedByEmployers,
        AccountRole.UnallocatedReceipts => ClearingKind.UnallocatedReceipts,
        AccountRole.CalledCapital => ClearingKind.CalledCapital,
        _ => null,
    };

    /// <returns>By account, the oldest first.</returns>
    public async Task<Result<List<ClearingItem>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<List<ClearingItem>>(opened.Refusals);
        var (books, fund) = (opened.Value, opened.Value.Fund.Number);
        var terms = await TermsInForce.OnAsync(context, fund, books.AsOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<List<ClearingItem>>(terms.Refusals);
        var facts = await FactsReader.ReadAsync(context, fund, await Intake.LastAsync(context, fund, cancellation), terms.Value.Terms, cancellation);
        var posted = (await books.UntracedLinesAsync(cancellation)).Where(line => line.Counts && line.Line.State is not LineState.Held).Select(line => line.Line).ToList();
        return Clearing.Of(terms.Value.Terms, facts, posted).ToList();
    }
}
