using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Terms;
using WelfareFund.Statements;
using WelfareFund.Storage;

namespace WelfareFund.AcceptanceTests.Capital;

/// <summary>What the sample fund's books say about its investors' money, month after month.</summary>
[Collection(LivedSampleTests.Name)]
public sealed class SampleCapitalTests(LivedSample sample)
{
    private const string Fund = "care-corridors";
    private static readonly YearMonth First = new(2024, 10);
    private static readonly YearMonth Last = new(2026, 3);

    private static readonly LocalDate[] QuarterEnds = [.. Enumerable.Range(0, 6).Select(quarter => new YearMonth(2024, 12).PlusMonths(3 * quarter).ToDateInterval().End)];

    [Fact]
    public async Task Capital_accounts_unspent_grants_the_managers_claim_and_the_surplus_are_the_net_assets_at_every_months_end()
    {
        await using var books = await BooksAsync();
        for (var month = First; month <= Last; month = month.PlusMonths(1))
        {
            var on = new ReportView(month.ToDateInterval().End);
            var figures = (await books.Get<CapitalAccountReport>().RunAsync(books.Actor, Fund, on)).Value;
            var sheet = (await books.Get<FinancialReports>().BalanceSheetAsync(books.Actor, Fund, on)).Value.Figures;

            (Sum(figures.Holdings.Select(holding => holding.Account.Balance)) + figures.ManagerClaim + figures.UnspentGrants + figures.RecycledSurplus).ShouldBe(sheet.TotalAssets - sheet.TotalLiabilities, $"{month}");
            figures.Holdings.ShouldAllBe(holding => !holding.Account.Balance.IsNegative && holding.Account.PaidIn == holding.Commitment.PaidIn);

            // A surplus before all capital and return is covered would be somebody's; none while there is less than nothing is only the fund's.
            if (figures.RecycledSurplus.IsPositive)
                figures.Holdings.ShouldAllBe(holding => holding.Account.Capital == holding.Account.PaidIn - holding.Distributed);
            (figures.RecycledSurplus.IsNegative && figures.Holdings.Any(holding => holding.Account.Balance.IsPositive)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Every_investors_statement_opens_where_the_last_one_closed_and_its_past_years_are_what_they_were_then()
    {
        await using var books = await BooksAsync();
        foreach (var investor in new[] { "nordlicht-bank", "twenty-years", "kapwa-capital", "lindenhof", "rafiq-development" })
        {
            InvestorStatement? before = null;
            var yearEnds = new Dictionary<LocalDate, (decimal? Pic, decimal? Tvpi, decimal? Irr)>();
            foreach (var end in QuarterEnds)
            {
                var statement = (await books.Get<StateInvestor>().RunAsync(books.Actor, Fund, investor, end)).Value.Statement;
                statement.RollForward.Opening.Quarter.ShouldBe(before?.RollForward.Closing ?? Money.Zero(statement.Head.Currency), $"{investor} {end}");
                foreach (var (returns, year) in statement.Performance.AtYearEnds.Zip(statement.Performance.Years))
                {
                    yearEnds.TryAdd(year.Last, (returns.Pic, returns.Tvpi, returns.Irr.Value));
                    (returns.Pic, returns.Tvpi, returns.Irr.Value).ShouldBe(yearEnds[year.Last], $"{investor} {end}: {year.Last}");
                }

                // What the years gained sums to the account's gain since inception.
                Sum(statement.Performance.Years.Select(year => year.Gain)).ShouldBe(statement.RollForward.NetResult.Total.SinceInception, $"{investor} {end}");
                before = statement;
            }
        }
    }

    [Fact]
    public async Task What_the_funders_are_shown_of_the_outcomes_sums_to_all_of_them()
    {
        await using var books = await BooksAsync();
        foreach (var end in QuarterEnds)
        {
            var report = (await books.Get<StateFund>().RunAsync(books.Actor, Fund, end)).Value;
            var capital = (await books.Get<CapitalAccountReport>().RunAsync(books.Actor, Fund, new(end))).Value;
            var outcomes = await FundedAsync(books, end);
            outcomes.ShouldAllBe(outcome => outcome.Shares.Sum(share => share.Count) == 1);
            outcomes.Count.ShouldBe(report.OutcomeTotal.Accepted, $"{end}");
            var (amount, count) = (report.Income.Result.SinceInception.GrantIncome, outcomes.Sum(outcome => outcome.Of(new(FunderKind.Grant, "language-grant"))?.Count ?? 0));
            foreach (var investor in capital.Holdings.Select(holding => holding.Account.Investor.Value).Distinct())
            {
                var shown = (await books.Get<StateInvestor>().RunAsync(books.Actor, Fund, investor, end)).Value.Statement.OutcomeTotal;
                (amount, count) = (amount + shown.Amount, count + shown.Count);
            }

            // A grant has income exactly of what it paid.
            amount.ShouldBe(report.OutcomeTotal.Amount, $"{end}");
            count.ShouldBe(report.OutcomeTotal.Accepted, $"{end}");
        }
    }

    [Fact]
    public async Task What_is_free_is_the_same_in_the_report_of_liquidity_and_in_the_funds_own_and_cash_flows_from_quarter_to_quarter()
    {
        await using var books = await BooksAsync();
        foreach (var end in QuarterEnds)
        {
            var report = (await books.Get<StateFund>().RunAsync(books.Actor, Fund, end)).Value;
            (await books.Get<LiquidityReport>().RunAsync(books.Actor, Fund, new(end))).Value.Figures.Left.ShouldBe(report.Liquidity.Left);
            var flows = (await books.Get<CashFlowReport>().RunAsync(books.Actor, Fund, new(end), report.Head.Period.Start)).Value.Figures.Statement;
            flows.Cash.Where(cash => !cash.Closing.IsZero).Select(cash => cash.Closing).ShouldBe(report.Liquidity.Banks.Select(bank => bank.Amount).Where(held => !held.IsZero).OrderBy(held => held.Currency), $"{end}");
            Sum(flows.Lines.Where(line => line.Account.Id == "called-capital").Select(line => line.InBase)).ShouldBe(report.Quarters[^1].PaidIn, $"{end}");
        }
    }

    private static async Task<IReadOnlyList<FundedOutcome>> FundedAsync(SampleReader books, LocalDate on)
    {
        await using var context = books.Get<FundDatabase>().NewContext();
        var view = (await BooksView.OpenAsync(context, books.Actor, Fund, Right.ReadBooks, new(on), default)).Value;
        var terms = (await TermsInForce.OnAsync(context, view.Fund.Number, on, default)).Value.Terms;
        return await FundedOutcomes.ReadAsync(view, await CapitalView.ReadAsync(view, terms, default), default);
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(Currency.Of("EUR")), (sum, amount) => sum + amount);

    private async Task<SampleReader> BooksAsync()
    {
        var services = new ServiceCollection().AddWelfareFund(await sample.Sqlite.OpenAsync(), sample.Keys, new SettableClock()).BuildServiceProvider();
        return new(services, (await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Cli, null)).Value);
    }

    private sealed record SampleReader(ServiceProvider Services, Actor Actor) : IAsyncDisposable
    {
        internal T Get<T>() where T : notnull => Services.GetRequiredService<T>();

        public ValueTask DisposeAsync() => Services.DisposeAsync();
    }
}
