using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Statements;
using static WelfareFund.Tests.Statements.WorkedExample;

namespace WelfareFund.Tests.Statements;

public sealed class IncomeStatementTests
{
    [Fact]
    public void The_worked_example_shows_a_cost_of_1650_00_and_an_exchange_loss_of_12_30()
    {
        var statement = IncomeStatement.Of(Accounts, Before, After, Exchange(Before, At61), Exchange(After, At61));

        statement.Income.ShouldBeEmpty();
        statement.Expenses.ShouldHaveSingleItem().Amount.ToString().ShouldBe("1650.00 EUR");
        statement.ExchangeResult.ToString().ShouldBe("-12.30 EUR");
        statement.NetResult.ToString().ShouldBe("-1662.30 EUR");
    }

    [Fact]
    public void A_later_period_has_only_what_the_rate_did_in_it()
    {
        var statement = IncomeStatement.Of(Accounts, After, After, Exchange(After, _ => 60m), Exchange(After, At61));

        statement.Expenses.ShouldBeEmpty();
        statement.ExchangeResult.ToString().ShouldBe("2.70 EUR");
        statement.NetResult.ShouldBe(statement.ExchangeResult);
    }

    [Fact]
    public void The_net_results_of_two_periods_that_touch_sum_to_that_of_both()
    {
        var middle = new Dictionary<BalanceKey, long>(After) { [new(4000, Eur, 0)] = -123_45, [new(1000, Eur, 0)] = 8_623_45 };
        var (start, between, end) = (Exchange(Before, At61), Exchange(After, _ => 60m), Exchange(middle, _ => 59.5m));

        var first = IncomeStatement.Of(Accounts, Before, After, start, between);
        var second = IncomeStatement.Of(Accounts, After, middle, between, end);

        (first.NetResult + second.NetResult).ShouldBe(IncomeStatement.Of(Accounts, Before, middle, start, end).NetResult);
    }

    [Theory]
    [InlineData("2025-01-01", 12, 31, "2025-01-01", "2025-01-01")]
    [InlineData("2025-12-31", 12, 31, "2025-01-01", "2025-10-01")]
    [InlineData("2025-06-30", 6, 30, "2024-07-01", "2025-04-01")]
    [InlineData("2025-07-01", 6, 30, "2025-07-01", "2025-07-01")]
    [InlineData("2025-02-28", 2, 29, "2024-03-01", "2024-12-01")]
    public void Years_and_quarters_begin_as_the_fund_counts_them(string on, int endMonth, int endDay, string year, string quarter)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(on).Value;

        FiscalPeriods.YearStart(day, new AnnualDate(endMonth, endDay)).ToString("uuuu-MM-dd", null).ShouldBe(year);
        FiscalPeriods.QuarterStart(day, new AnnualDate(endMonth, endDay)).ToString("uuuu-MM-dd", null).ShouldBe(quarter);
    }

    private static Money Exchange(IReadOnlyDictionary<BalanceKey, long> balances, Func<Currency, decimal?> rate) => ExchangeResult.Cumulative(Accounts, balances, Eur, rate).Value;
}
