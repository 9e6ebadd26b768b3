using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

/// <summary>A month that was posted and then waits for a rate, because pay in another currency was told later.</summary>
public sealed class MissingRateTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly YearMonth January = new(2025, 1);

    private readonly FundInMemory fund = ContributionAccountTests.Fund();

    [Fact]
    public void What_was_posted_stands_until_the_month_can_be_calculated_again()
    {
        Publish(fund, yen: false);
        fund.Wage("R1", January, new(900_000, Eur)); // 900.00
        fund.Wage("R2", new(2025, 2), new(900_000, Eur)); // 585.00, all that is left of 1,485.00
        Through(new(2025, 3));
        Receivable.ShouldBe(148_500);

        fund.Wage("R1-yen", January, new(100_000, Jpy));
        fund.Wage("R3", new(2025, 3), new(900_000, Eur));
        var april = fund.Settle(new(2025, 4));

        april.Lines.Single(line => line.Subject == "W1:2025-01").Reason.ShouldBe(LineReason.NoRate);
        april.Lines.ShouldNotContain(line => line.Event is ContributionDue || line.Event is RefundOwed);
        Receivable.ShouldBe(148_500);

        Publish(fund, yen: true);
        fund.Settle(new(2025, 5)).Lines.Where(line => line.Event is ContributionDue).Sum(line => ((ContributionDue)line.Event!).Counted.MinorUnits).ShouldBe(0, "what January takes more of the cap, February takes less");
        fund.Events.OfType<ContributionDue>().Sum(due => due.Counted.MinorUnits).ShouldBe(148_500);
    }

    [Fact]
    public void A_month_that_stands_is_a_payment_that_was_made()
    {
        var once = FundInMemory.Under(FundInMemory.Terms with { Contributions = [.. FundInMemory.Terms.Contributions.Select(terms => terms with { Payments = 1 })] });
        once.Served();
        Publish(once, yen: false);
        once.Wage("R1", January, new(270_000, Eur));
        Through(once, new(2025, 2));
        once.Wage("R1-yen", January, new(100_000, Jpy));
        once.Wage("R2", new(2025, 2), new(270_000, Eur));

        Through(once, new(2025, 3));
        once.Events.OfType<ContributionDue>().Single().Counted.ShouldBe(new Money(27_000, Eur));
    }

    private long Receivable => fund.BalanceOf(AccountRole.ContributionsReceivable, Eur).MinorUnits;

    /// <summary>As the sample's, with the yen or without.</summary>
    private static void Publish(FundInMemory fund, bool yen) => fund.Tell(facts => facts with
    {
        Rates = new(Enumerable.Range(0, 700).Select(new LocalDate(2024, 9, 25).PlusDays).SelectMany(day => (IEnumerable<ExchangeRate>)
        [
            new(day, Eur, FundInMemory.Php, day.Year < 2025 ? 60 : 61, "ecb", 1),
            .. yen ? [new(day, Eur, Jpy, 160, "ecb", 1)] : (IEnumerable<ExchangeRate>)[],
        ])),
    });

    private void Through(YearMonth last) => Through(fund, last);

    private static void Through(FundInMemory fund, YearMonth last)
    {
        for (var month = fund.OpenPeriod; month <= last; month = month.PlusMonths(1))
            fund.Settle(month);
    }
}
