using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;

namespace WelfareFund.Application.Reports;

/// <summary>A report with the day it was made for and the names that people see for its accounts.</summary>
public sealed record Report<T>(T Figures, LocalDate AsOf, Func<Account, AccountName> NameOf);

/// <param name="From">First day; the period ends with the report's day.</param>
public sealed record IncomeReport(LocalDate From, IncomeStatement Statement);

/// <summary>Balance sheet and income statement. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class FinancialReports(FundDatabase database)
{
    /// <returns>Refused: <c>no-rate</c>.</returns>
    public async Task<Result<Report<BalanceSheet>>> BalanceSheetAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<Report<BalanceSheet>>(opened.Refusals);
        var books = opened.Value;
        var sheet = BalanceSheet.Of(books.Accounts, await books.BalancesAsync(books.AsOf, cancellation), await books.RatesAsync(books.AsOf, cancellation), books.BaseCurrency);
        return sheet.IsRefused ? Result.Refused<Report<BalanceSheet>>(sheet.Refusals) : new Report<BalanceSheet>(sheet.Value, books.AsOf, books.NameOf);
    }

    /// <param name="from">First day; null for the fiscal year's.</param>
    /// <returns>Refused: <c>no-rate</c>; <c>no-period</c> when it would end before it begins.</returns>
    public async Task<Result<Report<IncomeReport>>> IncomeAsync(Actor actor, string fundId, ReportView view, LocalDate? from, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<Report<IncomeReport>>(opened.Refusals);
        var books = opened.Value;
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<Report<IncomeReport>>(terms.Refusals);
        var first = from ?? FiscalPeriods.YearStart(books.AsOf, terms.Value.Terms.FiscalYearEnd);
        if (first > books.AsOf)
            return new Refusal("no-period", "--from", $"{first:uuuu-MM-dd} is after the report's day {books.AsOf:uuuu-MM-dd}", "begin on or before that day");
        var statement = await IncomeAsync(books, first, books.AsOf, cancellation);
        return statement.IsRefused ? Result.Refused<Report<IncomeReport>>(statement.Refusals) : new Report<IncomeReport>(new(first, statement.Value), books.AsOf, books.NameOf);
    }

    internal static async Task<Result<IncomeStatement>> IncomeAsync(BooksView books, LocalDate first, LocalDate last, CancellationToken cancellation)
    {
        var dayBefore = first.PlusDays(-1);
        var opening = await books.BalancesAsync(dayBefore, cancellation);
        var closing = await books.BalancesAsync(last, cancellation);
        var openingExchange = ExchangeResult.Cumulative(books.Accounts, opening, books.BaseCurrency, await books.RatesAsync(dayBefore, cancellation));
        var closingExchange = ExchangeResult.Cumulative(books.Accounts, closing, books.BaseCurrency, await books.RatesAsync(last, cancellation));
        return openingExchange.IsRefused || closingExchange.IsRefused
            ? Result.Refused<IncomeStatement>([.. openingExchange.Refusals, .. closingExchange.Refusals])
            : IncomeStatement.Of(books.Accounts, opening, closing, openingExchange.Value, closingExchange.Value);
    }
}
