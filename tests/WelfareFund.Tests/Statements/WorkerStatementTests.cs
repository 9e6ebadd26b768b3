using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Tests.Settlement;

namespace WelfareFund.Tests.Statements;

public sealed class WorkerStatementTests
{
    private static readonly Currency Eur = FundInMemory.Eur;

    [Fact]
    public void The_clocks_are_the_settlements_own()
    {
        var fund = Earning(2_700);

        var known = WorkerContributions.Of(FundInMemory.Terms, new(2025, 3), new("W1"), fund.Facts, fund.Posted).ShouldNotBeNull();

        // October is the first start, November and December are grace; January and February owe 10% of 2,700.00 each.
        known.Months.Select(month => month.Decision.Counted.Amount).ShouldBe([0, 0, 0, 270, 270]);
        (known.PaymentsLeft, known.WindowLeft, known.Ended).ShouldBe((34, 55, ContributionReason.None));
        (known.Cap!.Value - known.CapLeft!.Value).ShouldBe(Euros(540));
        known.Cap.ShouldBe(Euros(1_485));
    }

    [Fact]
    public void A_worker_without_an_agreement_owes_nothing_to_state() =>
        WorkerContributions.Of(FundInMemory.Terms, new(2025, 3), new("W2"), Earning(2_700).Facts, []).ShouldBeNull();

    [Fact]
    public void A_worker_who_went_home_has_ended()
    {
        var fund = Earning(2_700);
        fund.End(new(2025, 3, 10), WelfareFund.People.EndingReason.Returned);

        WorkerContributions.Of(FundInMemory.Terms, new(2025, 3), new("W1"), fund.Facts, fund.Posted)!.Ended.ShouldBe(ContributionReason.Ended);
    }

    [Fact]
    public void What_was_paid_beyond_the_dues_is_credit()
    {
        var statement = Statement([Month(100, paid: 100)], received: [Euros(130)], balances: [Euros(-30)]);

        statement.Credits.ShouldBe([Euros(30)]);
        statement.Totals.Single().Open.IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Months_that_differ_from_the_books_make_no_statement() =>
        Should.Throw<ArgumentException>(() => Statement([Month(100, paid: 40)], received: [Euros(40)], balances: [Euros(61)])).Message.ShouldContain("the books say");

    private static FundInMemory Earning(decimal gross)
    {
        var fund = new FundInMemory();
        fund.Served();
        for (var month = new YearMonth(2024, 10); month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
        {
            fund.Wage($"G-{month}", month, Euros(gross));
            fund.Settle(month);
        }

        return fund;
    }

    private static WorkerStatement Statement(WorkerMonth[] months, Money[] received, Money[] balances) => new(
        new("fund", "Fund", new("W1"), "Ana", new(2025, 3, 31), 10),
        new(new("A1"), new(2024, 10, 3), Eur, 0.10m, null, 36, 60, 2, Euros(2_400), false, null, new()),
        months, [], received, balances, new(Euros(2_400), Euros(100), Euros(2_300), 1, 35, new(2029, 9), ContributionReason.None));

    private static WorkerMonth Month(decimal due, decimal paid) =>
        new(new(2025, 1), [Euros(1_000)], [new(Euros(due), Euros(paid), Euros(0))], ContributionReason.None, false);

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
}
