using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.Tests.Statements;

public sealed class InvestorStatementTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly ColumnAmounts Nothing = ColumnAmounts.Zero(Eur);
    private static readonly NetResultShare NoResult = new(Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing);
    private static readonly StatementHead Head = new("fund", "Fund", Eur, new("INV-1"), "Investor", new DateInterval(new(2026, 1, 1), new(2026, 3, 31)), KnownAt: 100);

    [Fact]
    public void The_closing_balance_is_the_opening_balance_and_every_line_above_it() =>
        Prop.ForAll<int[], int>((lines, opening) =>
        {
            var amounts = lines.Concat(Enumerable.Repeat(0, 9)).Take(9).Select(line => Same(line)).ToArray();
            var rollForward = new CapitalRollForward(Same(opening), amounts[0], amounts[1],
                new(amounts[2], amounts[3], amounts[4], amounts[5], amounts[6], amounts[7], amounts[8]));

            return rollForward.Closing == new Money(opening + lines.Take(9).Sum(line => (long)line), Eur);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Columns_that_close_at_different_balances_are_no_roll_forward(long quarter, long yearToDate, long sinceInception) =>
        Should.Throw<ArgumentException>(() => new CapitalRollForward(new(Cents(quarter), Cents(yearToDate), Cents(sinceInception)), Nothing, Nothing, NoResult))
            .Message.ShouldContain("all three are one balance");

    [Fact]
    public void Totals_add_up_each_block()
    {
        var statement = Statement(
            [new("Senior", Cents(100), Cents(60), Cents(50), Cents(45), Cents(5)), new("Junior", Cents(10), Cents(6), Cents(6), Cents(4), Cents(0))],
            [Line(1, 250), Line(2, -50)],
            [new(Line(3, 7), new(2025, 12, 31)), new(Line(4, -2), new(2025, 11, 30))]);

        statement.CommitmentTotal.ShouldBe(new("", Cents(110), Cents(66), Cents(56), Cents(49), Cents(5)));
        statement.TransactionTotal.ShouldBe(Cents(200));
        statement.AdjustmentTotal.ShouldBe(Cents(5));
    }

    [Fact]
    public void A_statement_is_in_one_currency()
    {
        var yen = Money.Zero(Currency.Of("JPY"));

        Should.Throw<InvalidOperationException>(() => Statement([new("Senior", Cents(1), Cents(1), Cents(1), Cents(1), yen)]));
        Should.Throw<InvalidOperationException>(() => Statement(transactions: [new(new(2026, 1, 1), 1, "Yen", yen)]));
        Should.Throw<ArgumentException>(() => new InvestorStatement(Head with { Currency = Currency.Of("JPY") }, [], new(Nothing, Nothing, Nothing, NoResult), Performance, [], [], []));
    }

    [Theory]
    [InlineData(100, 31, true)]
    [InlineData(101, 31, false)]
    [InlineData(100, 32, false)]
    public void A_statement_knows_nothing_after_its_date_or_its_log_sequence(long sequence, int day, bool known)
    {
        var line = new StatementLine(new LocalDate(2026, 3, 1).PlusDays(day - 1), sequence, "Late", Cents(1));

        if (known)
        {
            Statement(transactions: [line]).Transactions.ShouldHaveSingleItem();
        }
        else
        {
            Should.Throw<ArgumentException>(() => Statement(transactions: [line]));
            Should.Throw<ArgumentException>(() => Statement(adjustments: [new(line, new(2025, 12, 31))]));
        }
    }

    [Fact]
    public void An_adjustment_concerns_an_earlier_date_than_its_own()
    {
        Should.Throw<ArgumentException>(() => new PriorPeriodAdjustment(Line(1, 1), Line(1, 1).Effective));
        new PriorPeriodAdjustment(Line(1, 1), Line(1, 1).Effective.PlusDays(-1)).Concerns.ShouldBe(new(2026, 1, 31));
    }

    [Theory]
    [InlineData("Amara", "Amara")]
    [InlineData("", "Amara")]
    [InlineData("Amara", " ")]
    public void Who_prepared_does_not_approve(string preparedBy, string approvedBy) =>
        Should.Throw<ArgumentException>(() => new StatementApproval(preparedBy, approvedBy));

    [Fact]
    public void A_seal_is_of_a_log_that_is_not_empty()
    {
        new StatementSeal(new(2026, 3), 1, Digest.Of([1]), Digest.Of([2])).LogSize.ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => new StatementSeal(new(2026, 3), 0, Digest.Of([1]), Digest.Of([2])));
    }

    private static InvestorStatement Statement(
        IReadOnlyList<TrancheCommitment>? commitments = null, IReadOnlyList<StatementLine>? transactions = null, IReadOnlyList<PriorPeriodAdjustment>? adjustments = null) =>
        new(Head, commitments ?? [], new(Nothing, Nothing, Nothing, NoResult), Performance, transactions ?? [], adjustments ?? [], []);

    private static InvestorPerformance Performance => new([Returns.Of(Head.AsOf, Cents(0), [], Cents(0))], []);

    private static StatementLine Line(long sequence, long cents) => new(new(2026, 2, 1), sequence, "Line", Cents(cents));

    private static ColumnAmounts Same(long cents) => new(Cents(cents), Cents(cents), Cents(cents));

    private static Money Cents(long cents) => new(cents, Eur);
}
