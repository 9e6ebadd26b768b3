using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Reports;

/// <summary>What the banks hold, what of it is owed or bound, and what could be distributed. Right: <see cref="Right.ReadBooks"/>.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed class LiquidityReport(FundDatabase database)
{
    /// <returns>Refused: <c>no-rate</c>, <c>no-terms</c>.</returns>
    public async Task<Result<Report<FundLiquidity>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<Report<FundLiquidity>>(opened.Refusals);
        var books = opened.Value;
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        var sheet = BalanceSheet.Of(books.Accounts, await books.BalancesAsync(books.AsOf, cancellation), await books.RatesAsync(books.AsOf, cancellation), books.BaseCurrency);
        return terms.IsRefused || sheet.IsRefused
            ? Result.Refused<Report<FundLiquidity>>([.. terms.Refusals, .. sheet.Refusals])
            : new Report<FundLiquidity>(await OfAsync(books, terms.Value.Terms, sheet.Value, cancellation), books.AsOf, books.NameOf);
    }

    /// <param name="sheet">At the end of the view's day.</param>
    internal static async Task<FundLiquidity> OfAsync(BooksView books, FundTerms terms, BalanceSheet sheet, CancellationToken cancellation)
    {
        var zero = Money.Zero(books.BaseCurrency);
        var reserve = (await books.LinesAsync(cancellation, "reserve")).FindLast(line => line.Counts)?.Line;
        var beyond = (await books.LinesAsync(cancellation, "enrolments")).FindLast(line => line.Counts && line.Line.Effective.ToYearMonth() == books.AsOf.ToYearMonth())?.Line;
        var names = books.Accounts.Values.ToDictionary(account => account.Id, account => books.NameOf(account).Name, StringComparer.Ordinal);
        var idle = await IdleRecycledAsync(books, terms, cancellation);
        return new(
            [.. sheet.Assets.Where(IsBank).GroupBy(line => ChartOfAccounts.QualifierOf(line.Account)).Select(bank => new BankHolding(
                bank.Key, bank.Aggregate(Money.Zero(bank.First().Amount.Currency), (sum, line) => sum + line.Amount), bank.Aggregate(zero, (sum, line) => sum + line.InBase)))],
            [
                .. CashPosition.Of(sheet).Bound.Where(bound => !InTransit(books, bound.Name) && !bound.Amount.IsZero).Select(bound => new NamedFigure(names[bound.Name], bound.Amount)),
                .. idle.IsPositive ? [new NamedFigure("Recycled and not used yet", idle)] : Array.Empty<NamedFigure>(),
            ],
            reserve?.Amount ?? zero, Words(reserve), Words(beyond));

        static string Words(SettlementLine? line) => line is null ? "" : TraceText.Sentence(line.Trace);
    }

    /// <summary>What was instructed counts as gone from the bank.</summary>
    internal static bool IsBank(BalanceSheetLine line) => ChartOfAccounts.RoleOf(line.Account) is AccountRole.Bank or AccountRole.PaymentsInTransit;

    private static bool InTransit(BooksView books, string account) => ChartOfAccounts.RoleOf(books.Accounts.Values.Single(known => known.Id == account)) is AccountRole.PaymentsInTransit;

    /// <summary>Bound while recycling goes on; before the first distribution there is none.</summary>
    private static async Task<Money> IdleRecycledAsync(BooksView books, FundTerms terms, CancellationToken cancellation)
    {
        if (!(terms.Capital.Recycling is { } recycling && books.AsOf <= recycling.Until) || !(await books.LinesAsync(cancellation, "distribution")).Exists(line => line.Line.Event is PrincipalRecycled))
            return Money.Zero(books.BaseCurrency);
        var lines = await books.LinesAsync(cancellation, "distribution", "outcome", "clawback", "forfeit", "grant", "grant-reversal");
        return DistributionRun.IdleRecycled(lines.Where(line => line.Counts).Select(line => line.Line), books.BaseCurrency);
    }
}
