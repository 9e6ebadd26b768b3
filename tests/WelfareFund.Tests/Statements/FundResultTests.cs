using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Statements;
using static WelfareFund.Tests.Statements.WorkedExample;

namespace WelfareFund.Tests.Statements;

public sealed class FundResultTests
{
    [Fact]
    public void The_lines_are_the_income_statements_own()
    {
        var statement = IncomeStatement.Of(Accounts, Before, After, Euros(0), Euros(12.30m));

        var result = FundResult.Of(statement);

        result.OutcomePayments.ToString().ShouldBe("-1650.00 EUR");
        result.ExchangeResult.ToString().ShouldBe("-12.30 EUR");
        result.Other.IsZero.ShouldBeTrue();
        result.Total.ShouldBe(statement.NetResult);
    }

    [Fact]
    public void What_the_ranks_move_stands_in_other()
    {
        var fund = FundResult.Of(IncomeStatement.Of(Accounts, Before, After, Euros(0), Euros(12.30m)));

        var senior = fund.ShareOf([2, 1], 0, Euros(30));

        senior.OutcomePayments.ToString().ShouldBe("-1100.00 EUR");
        senior.ExchangeResult.ToString().ShouldBe("-8.20 EUR");
        senior.Other.ToString().ShouldBe("1138.20 EUR");
        senior.Total.ToString().ShouldBe("30.00 EUR");
    }

    [Fact]
    public void While_nobody_paid_in_everything_is_other() =>
        FundResult.Of(IncomeStatement.Of(Accounts, Before, After, Euros(0), Euros(12.30m))).ShareOf([0, 0], 1, Euros(-5)).Other.ToString().ShouldBe("-5.00 EUR");

    [Fact]
    public void Every_line_but_other_sums_over_the_investors_to_the_funds()
    {
        var fund = FundResult.Of(IncomeStatement.Of(Accounts, Before, After, Euros(0), Euros(12.30m)));
        Prop.ForAll(Gen.Choose(0, 1_000_000).Select(weight => (long)weight).NonEmptyListOf().ToArbitrary(), drawn =>
        {
            long[] paidIn = [.. drawn, 1];
            var shares = paidIn.Select((_, place) => fund.ShareOf(paidIn, place, Euros(place))).ToList();

            shares.Aggregate(Euros(0), (sum, share) => sum + share.OutcomePayments).ShouldBe(fund.OutcomePayments);
            shares.Aggregate(Euros(0), (sum, share) => sum + share.ExchangeResult).ShouldBe(fund.ExchangeResult);
            shares.Select((share, place) => share.Total == Euros(place)).ShouldAllBe(isWhole => isWhole);
        }).QuickCheckThrowOnFailure();
    }
}
