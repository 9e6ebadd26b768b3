using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Terms;
using WelfareFund.Capital;
using WelfareFund.Evidence;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>A fund's quarterly report, from the books: sums of all, nothing of one person. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class StateFund(FundDatabase database)
{
    /// <summary>Three years of quarters; a chart of more is not read.</summary>
    private const int MostQuarters = 12;

    /// <returns>Refused: <c>no-terms</c>, <c>no-rate</c>, <c>waterfall-not-valued</c>, <c>before-the-fund</c>.</returns>
    public async Task<Result<FundReport>> RunAsync(Actor actor, string fundId, LocalDate asOf, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, new(asOf), cancellation);
        if (opened.IsRefused)
            return Result.Refused<FundReport>(opened.Refusals);
        var books = opened.Value;
        if (asOf < books.Fund.FirstMonth.OnDayOfMonth(1))
            return new Refusal("before-the-fund", "--as-of", $"{fundId} begins with {YearMonthPattern.Iso.Format(books.Fund.FirstMonth)}", "name a later day");
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, asOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<FundReport>(terms.Refusals);

        var inForce = terms.Value.Terms;
        var quarters = Quarters(books, inForce.FiscalYearEnd);
        var capital = await CapitalView.ReadAsync(books, inForce, cancellation);
        var position = await capital.PositionAsync(asOf, cancellation);
        var sheet = await SheetAsync(books, asOf, cancellation);
        var before = await SheetAsync(books, quarters[^1].Start.PlusDays(-1), cancellation);
        var income = await IncomeAsync(books, quarters[^1].Start, inForce.FiscalYearEnd, cancellation);
        var history = await HistoryAsync(books, capital, quarters, cancellation);
        var protection = await EvidenceReport.FiguresAsync(books, inForce, cancellation);
        if (position.IsRefused || sheet.IsRefused || before.IsRefused || income.IsRefused || history.IsRefused)
            return Result.Refused<FundReport>([.. position.Refusals, .. sheet.Refusals, .. before.Refusals, .. income.Refusals, .. history.Refusals]);

        var seal = await StatementSeals.NewestAsync(books, cancellation);
        return new FundReport(
            new(fundId, inForce.Name, books.BaseCurrency, quarters[^1], await StatementSeals.SizeAsync(books, cancellation)),
            history.Value,
            await CapitalAsync(books, capital, position.Value, sheet.Value, cancellation),
            await LiquidityReport.OfAsync(books, inForce, sheet.Value, cancellation),
            Named(inForce, await FundOutcomes.ReadAsync(books, inForce, quarters[^1].Start, cancellation)),
            await FundContributions.ReadAsync(books, quarters[^1].Start, cancellation),
            [.. protection.Corridors.Where(cohort => cohort.Workers is not null).Select(cohort => cohort with { Corridor = NameOf(inForce, cohort.Corridor) })],
            income.Value,
            Balance(books, before.Value, sheet.Value),
            Notes(inForce, protection))
        {
            Approval = await StatementSeals.ApprovalAsync(books, seal, cancellation),
            Seal = seal.ToStatement(),
        };
    }

    /// <summary>Fiscal quarters since inception, the oldest first; the last one ends with the view's day.</summary>
    private static List<DateInterval> Quarters(BooksView books, AnnualDate yearEnd)
    {
        var inception = books.Fund.FirstMonth.OnDayOfMonth(1);
        var quarters = new List<DateInterval>();
        for (var last = books.AsOf; last >= inception && quarters.Count < MostQuarters; last = quarters[^1].Start.PlusDays(-1))
            quarters.Add(new(LocalDate.Max(FiscalPeriods.QuarterStart(last, yearEnd), inception), last));
        quarters.Reverse();
        return quarters;
    }

    private static async Task<Result<BalanceSheet>> SheetAsync(BooksView books, LocalDate day, CancellationToken cancellation) =>
        BalanceSheet.Of(books.Accounts, await books.BalancesAsync(day, cancellation), await books.RatesAsync(day, cancellation), books.BaseCurrency);

    private static async Task<Result<List<FundQuarter>>> HistoryAsync(BooksView books, CapitalView capital, List<DateInterval> quarters, CancellationToken cancellation)
    {
        var history = new List<FundQuarter>();
        foreach (var quarter in quarters)
        {
            var income = await FinancialReports.IncomeAsync(books, quarter.Start, quarter.End, cancellation);
            var sheet = await SheetAsync(books, quarter.End, cancellation);
            if (income.IsRefused || sheet.IsRefused)
                return Result.Refused<List<FundQuarter>>([.. income.Refusals, .. sheet.Refusals]);
            var result = FundResult.Of(income.Value);
            history.Add(new(quarter, capital.PaidInBetween(quarter.Start, quarter.End), result.ContributionIncome, -result.OutcomePayments, result.Total,
                Sum(books, sheet.Value.Assets.Where(LiquidityReport.IsBank)), sheet.Value.NetAssets));
        }

        return history;
    }

    private static async Task<FundCapital> CapitalAsync(BooksView books, CapitalView capital, CapitalPosition position, BalanceSheet sheet, CancellationToken cancellation)
    {
        var known = await HoldingHistory.ReadAsync(books, capital.Holdings, cancellation);
        var accounts = position.Accounts.ToLookup(account => account.Tranche, account => account.Balance);
        var tranches = capital.Holdings.GroupBy(holding => holding.Tranche).Select(tranche => new TrancheCapital(
            tranche.Aggregate(TrancheCommitment.None(books.BaseCurrency), (sum, holding) => sum + known.On(holding, books.AsOf)) with { Tranche = tranche.Key },
            tranche.Aggregate(Money.Zero(books.BaseCurrency), (sum, holding) => sum + capital.DistributedTo(holding, books.AsOf)),
            accounts[tranche.Key].Aggregate(Money.Zero(books.BaseCurrency), (sum, balance) => sum + balance)));
        return new([.. tranches], CapitalView.UnspentGrants(sheet, books.BaseCurrency), position.ManagerClaim, position.RecycledSurplus);
    }

    private static async Task<Result<FundIncome>> IncomeAsync(BooksView books, LocalDate quarterStart, AnnualDate yearEnd, CancellationToken cancellation)
    {
        var inception = books.Fund.FirstMonth.OnDayOfMonth(1);
        var statements = new List<IncomeStatement>();
        foreach (var start in new[] { quarterStart, LocalDate.Max(FiscalPeriods.YearStart(books.AsOf, yearEnd), inception), inception })
        {
            var statement = await FinancialReports.IncomeAsync(books, start, books.AsOf, cancellation);
            if (statement.IsRefused)
                return Result.Refused<FundIncome>(statement.Refusals);
            statements.Add(statement.Value);
        }

        var results = statements.ConvertAll(FundResult.Of);
        return new FundIncome(
            Rows(statement => statement.Income), Rows(statement => statement.Expenses), Columns(statement => statement.ExchangeResult),
            new(results[0], results[1], results[2]));

        IncomeRow[] Rows(Func<IncomeStatement, IReadOnlyList<IncomeLine>> section) =>
            [.. statements.SelectMany(section).Select(line => line.Account).DistinctBy(account => account.Number).OrderBy(account => account.Number).Select(account => new IncomeRow(
                books.NameOf(account).Name,
                Columns(statement => section(statement).FirstOrDefault(line => line.Account.Number == account.Number)?.Amount ?? Money.Zero(books.BaseCurrency))))];

        ColumnAmounts Columns(Func<IncomeStatement, Money> of) => new(of(statements[0]), of(statements[1]), of(statements[2]));
    }

    private static FundBalance Balance(BooksView books, BalanceSheet before, BalanceSheet now)
    {
        return new(
            Rows(sheet => sheet.Assets), Rows(sheet => sheet.Liabilities),
            [.. Rows(sheet => sheet.Equity), new("Accumulated result", before.AccumulatedResult, now.AccumulatedResult), new("Cumulative exchange result", before.ExchangeResult, now.ExchangeResult)],
            books.BaseCurrency);

        BalanceRow[] Rows(Func<BalanceSheet, IReadOnlyList<BalanceSheetLine>> section) =>
            [.. section(before).Concat(section(now)).Select(line => line.Account).DistinctBy(account => account.Number).OrderBy(account => account.Number).Select(account => new BalanceRow(
                books.NameOf(account).Name, Sum(books, section(before).Where(line => line.Account.Number == account.Number)), Sum(books, section(now).Where(line => line.Account.Number == account.Number))))];
    }

    private static List<string> Notes(FundTerms terms, ProtectionFigures protection)
    {
        List<string> notes =
        [
            "The figures follow the fund’s accounting policy: entries stand in the month that was open when they were written, and what came late for an earlier month is in this quarter. Amounts in other currencies are at the rates of the quarter’s last day.",
            "Capital accounts are what the fund’s waterfall would pay if its net assets at book were paid out on the report’s date, without recycling and without a reserve. They are computed and not posted.",
            "Expected future contributions of workers are claims on future pay. They are not part of these figures.",
            $"Figures about workers cover groups of at least {CohortProtection.LeastWorkers} people; smaller groups are left out, and there is no total from which they could be found.",
        ];
        if (terms.Capital.Grants.Count > 0)
            notes.Add("Grants pay first for what they are for and become income when they are spent. What is not spent is owed to its purpose and belongs to no investor.");
        if (protection.WithoutRate > 0)
            notes.Add($"{protection.WithoutRate} workers are left out of the figures about workers, because an amount of theirs has no exchange rate for its day.");
        return notes;
    }

    private static List<OutcomeRow> Named(FundTerms terms, List<OutcomeRow> rows) => rows.ConvertAll(row => row with { Corridor = NameOf(terms, row.Corridor) });

    private static string NameOf(FundTerms terms, string corridor) => terms.Corridor(corridor) is { } known ? $"{known.From} to {known.To}, {known.Sector}" : corridor;

    private static Money Sum(BooksView books, IEnumerable<BalanceSheetLine> lines) => lines.Aggregate(Money.Zero(books.BaseCurrency), (sum, line) => sum + line.InBase);
}
