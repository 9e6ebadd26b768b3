using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Ledger;
using WelfareFund.Statements;
using static WelfareFund.Tests.Statements.WorkedExample;

namespace WelfareFund.Tests.Statements;

public sealed class BalanceSheetTests
{
    [Fact]
    public void The_worked_example_owes_162_30_and_lost_1500_00_plus_162_30()
    {
        var sheet = BalanceSheet.Of(Accounts, After, At61, Eur).Value;

        sheet.TotalAssets.ToString().ShouldBe("8500.00 EUR");
        sheet.Liabilities.ShouldHaveSingleItem().Amount.ToString().ShouldBe("9900.00 PHP");
        sheet.TotalLiabilities.ToString().ShouldBe("162.30 EUR");
        sheet.AccumulatedResult.ToString().ShouldBe("-1650.00 EUR");
        sheet.ExchangeResult.ToString().ShouldBe("-12.30 EUR");
        sheet.ExchangeResult.ShouldBe(-(Euros(1_500m) + Euros(162.30m) - Euros(1_650m)));
        sheet.NetAssets.ToString().ShouldBe("8337.70 EUR");
    }

    [Fact]
    public void Memorandum_accounts_stand_outside()
    {
        var sheet = BalanceSheet.Of(Accounts, After, At61, Eur).Value;

        sheet.Assets.Concat(sheet.Liabilities).Concat(sheet.Equity).ShouldAllBe(line => line.Account.Type != AccountType.Memorandum);
        sheet.Equity.ShouldHaveSingleItem().Account.Id.ShouldBe("investor-capital");
    }

    [Fact]
    public void A_currency_without_a_rate_is_refused() =>
        BalanceSheet.Of(Accounts, After, _ => null, Eur).Refusals.ShouldHaveSingleItem().ToString()
            .ShouldBe("the books hold PHP and there is no rate to EUR; import a rate of PHP.");

    [Fact]
    public void Balances_that_do_not_sum_to_zero_are_no_balance_sheet() =>
        Should.Throw<ArgumentException>(() => BalanceSheet.Of(Accounts, new Dictionary<BalanceKey, long>(After) { [new(1000, Eur, 0)] = 8_500_01 }, At61, Eur));

    [Fact]
    public void Cents_of_rounding_go_to_the_currencys_largest_line()
    {
        // At 3, 0.05 PHP are 0.02 EUR and 0.01 PHP nothing; the position of 0.04 PHP is 0.01 EUR.
        var balances = new Dictionary<BalanceKey, long> { [new(1001, Php, 0)] = 5, [new(2010, Php, 7)] = -1, [new(6608, Php, 0)] = -4 };

        var sheet = BalanceSheet.Of(Accounts, balances, _ => 3m, Eur).Value;

        sheet.Assets.ShouldHaveSingleItem().InBase.ToString().ShouldBe("0.01 EUR");
        sheet.Liabilities.ShouldHaveSingleItem().InBase.ToString().ShouldBe("0.00 EUR");
        sheet.NetAssets.ToString().ShouldBe("0.01 EUR");
    }

    [Fact]
    public void Net_assets_are_equity_and_results_to_the_cent_at_every_rate()
    {
        var amounts = ArbMap.Default.GeneratorFor<int>();
        var cases =
            from bank in amounts
            from owed in amounts
            from income in amounts
            from rate in Gen.Choose(1, 2_000_000)
            select (bank, owed, income, rate: rate / 1_000m);
        Prop.ForAll(cases.ToArbitrary(), books =>
        {
            var balances = new Dictionary<BalanceKey, long>
            {
                [new(1001, Php, 0)] = books.bank,
                [new(2010, Php, 7)] = books.owed,
                [new(6608, Php, 0)] = -(long)books.bank - books.owed,
                [new(4000, Eur, 0)] = books.income,
                [new(6978, Eur, 0)] = -books.income,
            };

            // The constructor throws when they are not.
            var sheet = BalanceSheet.Of(Accounts, balances, _ => books.rate, Eur).Value;

            sheet.NetAssets.ShouldBe(Euros((books.bank + (decimal)books.owed) / 100 / books.rate));
            sheet.ExchangeResult.ShouldBe(-ExchangeResult.Cumulative(Accounts, balances, Eur, _ => books.rate).Value);
        }).QuickCheckThrowOnFailure();
    }
}
