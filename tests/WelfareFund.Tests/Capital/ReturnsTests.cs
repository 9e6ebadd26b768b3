using NodaTime;
using WelfareFund.Capital;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

public sealed class ReturnsTests
{
    private static readonly DatedFlow[] Flows = [Flow("2025-01-01", -600_000m), Flow("2025-07-01", -300_000m), Flow("2026-01-01", 100_000m), Flow("2027-01-01", 50_000m)];

    [Fact]
    public void Multiples_have_four_decimals_and_add_up_as_they_are_shown()
    {
        var returns = Returns.Of(Day("2026-06-30"), Euros(1_350_000m), Flows, Euros(850_000m));

        // 900,000 ÷ 1,350,000; 100,000 ÷ 900,000; 850,000 ÷ 900,000.
        (returns.Pic, returns.Dpi, returns.Rvpi, returns.Tvpi).ShouldBe((0.6667m, 0.1111m, 0.9444m, 1.0555m));
        (returns.PaidIn, returns.Distributed).ShouldBe((Euros(900_000m), Euros(100_000m)));
        returns.Irr.ShouldBe(InternalRate.Of([Flow("2025-01-01", -600_000m), Flow("2025-07-01", -300_000m), Flow("2026-01-01", 100_000m), Flow("2026-06-30", 850_000m)]));
        returns.Irr.Roots.ShouldBe(RateRoots.One);
    }

    [Fact]
    public void Nothing_paid_in_has_no_multiple_and_no_rate()
    {
        var returns = Returns.Of(Day("2026-06-30"), Euros(1_000m), [], Euros(0m));
        (returns.Pic, returns.Dpi, returns.Rvpi, returns.Tvpi).ShouldBe((0m, null, null, null));
        returns.Irr.ShouldBe(new(RateRoots.None, null));
        Returns.Of(Day("2026-06-30"), Euros(0m), [], Euros(0m)).Pic.ShouldBeNull();
    }

    [Fact]
    public void A_total_loss_has_no_rate() =>
        Returns.Of(Day("2026-01-01"), Euros(1_000m), [Flow("2025-01-01", -1_000m)], Euros(0m)).Irr.ShouldBe(new(RateRoots.None, null));

    [Fact]
    public void A_years_return_begins_with_what_the_account_was_worth()
    {
        var accounts = new Dictionary<LocalDate, Money> { [Day("2025-01-31")] = Euros(0m), [Day("2025-12-31")] = Euros(900_000m), [Day("2026-12-31")] = Euros(890_000m), [Day("2027-06-30")] = Euros(860_000m) };

        var years = PeriodReturn.ByYear(Day("2025-02-01"), Day("2027-06-30"), new AnnualDate(12, 31), [Flow("2025-02-01", -900_000m), .. Flows[2..]], day => accounts[day]);

        years.Select(year => (year.First, year.Last, year.Opening, year.PaidIn, year.Distributed, year.Closing)).ShouldBe(
        [
            (Day("2025-02-01"), Day("2025-12-31"), Euros(0m), Euros(900_000m), Euros(0m), Euros(900_000m)),
            (Day("2026-01-01"), Day("2026-12-31"), Euros(900_000m), Euros(0m), Euros(100_000m), Euros(890_000m)),
            (Day("2027-01-01"), Day("2027-06-30"), Euros(890_000m), Euros(0m), Euros(50_000m), Euros(860_000m)),
        ]);
        years.Select(year => year.Gain).ShouldBe([Euros(0m), Euros(90_000m), Euros(20_000m)]);
        years[0].Irr.Value.ShouldBe(0m);
        // −900,000 and a day later 100,000, after 365 days 890,000.
        years[1].Irr.ShouldBe(InternalRate.Of([Flow("2025-12-31", -900_000m), Flow("2026-01-01", 100_000m), Flow("2026-12-31", 890_000m)]));
        PeriodReturn.ByYear(Day("2025-02-01"), Day("2025-01-31"), new AnnualDate(12, 31), [], day => accounts[day]).ShouldBeEmpty();
    }

    [Fact]
    public void A_fiscal_year_ends_when_the_terms_say()
    {
        var years = PeriodReturn.ByYear(Day("2025-02-01"), Day("2026-06-30"), new AnnualDate(3, 31), [], _ => Euros(1m));
        years.Select(year => (year.First, year.Last)).ShouldBe([(Day("2025-02-01"), Day("2025-03-31")), (Day("2025-04-01"), Day("2026-03-31")), (Day("2026-04-01"), Day("2026-06-30"))]);
    }

    private static DatedFlow Flow(string on, decimal amount) => new(Day(on), Euros(amount));
}
