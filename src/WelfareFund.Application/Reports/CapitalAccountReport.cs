using WelfareFund.Application.Access;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Terms;
using WelfareFund.Capital;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;

namespace WelfareFund.Application.Reports;

/// <summary>One investor's money in one tranche, from its commitment to what it is worth.</summary>
/// <param name="Distributed">In cash, capital and return.</param>
public sealed record HoldingLine(TrancheCommitment Commitment, Money Distributed, CapitalAccount Account);

/// <param name="Holdings">By rank, tranche and investor.</param>
/// <param name="UnspentGrants">With the capital accounts, the manager's claim and the surplus they are the net assets.</param>
public sealed record CapitalAccountFigures(IReadOnlyList<HoldingLine> Holdings, Money ManagerClaim, Money UnspentGrants, Money RecycledSurplus, Money NetAssets);

/// <summary>Every capital account: what the waterfall would pay if net assets at book were paid out that day. Right: <see cref="Right.ReadBooks"/>.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed class CapitalAccountReport(FundDatabase database)
{
    /// <returns>Refused: <c>no-rate</c>, <c>no-terms</c>; <c>not-restated</c>.</returns>
    public async Task<Result<CapitalAccountFigures>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<CapitalAccountFigures>(opened.Refusals);
        var books = opened.Value;
        if (view.Restated)
            return new Refusal("not-restated", "--restated", "a capital account is of the books as they stood", "leave it out, or name a place of the log with --known-at");
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<CapitalAccountFigures>(terms.Refusals);
        var capital = await CapitalView.ReadAsync(books, terms.Value.Terms, cancellation);
        var position = await capital.PositionAsync(books.AsOf, cancellation);
        var sheet = BalanceSheet.Of(books.Accounts, await books.BalancesAsync(books.AsOf, cancellation), await books.RatesAsync(books.AsOf, cancellation), books.BaseCurrency);
        if (position.IsRefused || sheet.IsRefused)
            return Result.Refused<CapitalAccountFigures>([.. position.Refusals, .. sheet.Refusals]);
        var history = await HoldingHistory.ReadAsync(books, capital.Holdings, cancellation);
        return new CapitalAccountFigures(
            [.. capital.Holdings.Zip(position.Value.Accounts, (holding, account) => new HoldingLine(history.On(holding, books.AsOf), capital.DistributedTo(holding, books.AsOf), account))],
            position.Value.ManagerClaim, CapitalView.UnspentGrants(sheet.Value, books.BaseCurrency), position.Value.RecycledSurplus, sheet.Value.NetAssets);
    }
}
