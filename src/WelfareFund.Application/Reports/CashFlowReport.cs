using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;

namespace WelfareFund.Application.Reports;

/// <param name="From">First day; the period ends with the report's day.</param>
public sealed record CashFlows(LocalDate From, CashFlowStatement Statement);

/// <summary>Where the fund's cash came from and where it went. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class CashFlowReport(FundDatabase database)
{
    /// <param name="from">First day; null for the fiscal year's.</param>
    /// <returns>Refused: <c>no-rate</c>, <c>no-terms</c>; <c>no-period</c> when it would end before it begins; <c>not-restated</c>.</returns>
    public async Task<Result<Report<CashFlows>>> RunAsync(Actor actor, string fundId, ReportView view, LocalDate? from, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<Report<CashFlows>>(opened.Refusals);
        var books = opened.Value;
        if (view.Restated)
            return new Refusal("not-restated", "--restated", "cash moves on the day the bank says", "leave it out");
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<Report<CashFlows>>(terms.Refusals);
        var first = from ?? FiscalPeriods.YearStart(books.AsOf, terms.Value.Terms.FiscalYearEnd);
        if (first > books.AsOf)
            return new Refusal("no-period", "--from", $"{first:uuuu-MM-dd} is after the report's day {books.AsOf:uuuu-MM-dd}", "begin on or before that day");

        var postings = await PostingsAsync(books, first, cancellation);
        var rates = new Dictionary<LocalDate, Func<Currency, decimal?>>();
        foreach (var day in postings.Where(posting => posting.Amount.Currency != books.BaseCurrency).Select(posting => CashFlowStatement.ConvertedOn(posting.On, books.AsOf)).Append(first.PlusDays(-1)).Append(books.AsOf).Distinct())
            rates.Add(day, await books.RatesAsync(day, cancellation));
        var statement = CashFlowStatement.Of(
            books.Accounts, await books.BalancesAsync(first.PlusDays(-1), cancellation), await books.BalancesAsync(books.AsOf, cancellation), postings, first, books.AsOf,
            (day, currency) => rates[day](currency), books.BaseCurrency);
        return statement.IsRefused ? Result.Refused<Report<CashFlows>>(statement.Refusals) : new Report<CashFlows>(new(first, statement.Value), books.AsOf, books.NameOf);
    }

    private static async Task<List<DatedPosting>> PostingsAsync(BooksView books, LocalDate first, CancellationToken cancellation)
    {
        int[] cash = [.. books.Accounts.Values.Where(CashFlowStatement.IsCash).Select(account => account.Number)];
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where entry.Effective >= first
                && books.Context.Postings.Any(own => own.Fund == entry.Fund && own.Sequence == entry.Sequence && cash.Contains(own.Account))
            orderby posting.Sequence, posting.Line
            select new { entry.Effective, entry.Sequence, posting.Account, posting.Amount }).ToListAsync(cancellation);
        return postings.ConvertAll(posting => new DatedPosting(posting.Effective, posting.Sequence, books.Accounts[posting.Account], posting.Amount));
    }
}
