using WelfareFund.Capital;
using WelfareFund.Terms;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

public sealed class PreferredReturnTests
{
    private static readonly PreferredReturnTerms Simple = new() { Rate = 0.03m };
    private static readonly PreferredReturnTerms Annual = new() { Rate = 0.10m, Compounding = Compounding.Annual };
    private static readonly PreferredReturnTerms Thirty = new() { Rate = 0.03m, DayCount = DayCount.Thirty360E };

    [Theory]
    [InlineData("2025-01-01", "2025-03-15", 600.00)]
    [InlineData("2025-01-01", "2025-01-01", 0.00)]
    [InlineData("2025-01-01", "2024-12-31", 0.00)]
    [InlineData("2024-01-01", "2025-01-01", 3008.22)]
    public void Simple_return_accrues_by_day(string from, string to, decimal expected) =>
        Owed(Holding("a", "senior", $"{from} 100000.00"), to, Simple).ShouldBe(Euros(expected));

    [Theory]
    [InlineData("2025-01-31", "2025-03-31", 500.00)]
    [InlineData("2025-02-28", "2025-03-31", 266.67)]
    [InlineData("2024-02-29", "2025-02-28", 2991.67)]
    public void Thirty_days_a_month_make_a_year_of_360(string from, string to, decimal expected) =>
        Owed(Holding("a", "senior", $"{from} 100000.00"), to, Thirty).ShouldBe(Euros(expected));

    [Fact]
    public void Compounding_return_bears_return_from_each_drawdowns_own_anniversary()
    {
        var holding = Holding("a", "senior", "2025-03-01 1000.00", "2025-09-01 1000.00");
        Owed(holding, "2026-02-28", Annual).ShouldBe(Euros(149.04m)); // 1,000 × 10% × 364/365 + 1,000 × 10% × 180/365
        Owed(holding, "2027-03-01", Annual).ShouldBe(Euros(364.55m)); // 210.00; 1,100 × 1.1 to … + 100 + 1,100 × 10% × 181/365 = 154.55
    }

    [Fact]
    public void A_drawdown_of_a_leap_day_has_its_anniversary_on_the_last_of_February() =>
        Owed(Holding("a", "senior", "2024-02-29 1000.00"), "2025-02-28", Annual).ShouldBe(Euros(100m));

    [Fact]
    public void Principal_that_came_back_bears_no_more_and_comes_off_the_oldest_drawdown()
    {
        var holding = Holding("a", "senior", "2025-01-01 1000.00", "2025-07-01 1000.00") with { Received = [Got("2025-09-01", capital: 1000m)] };

        // Simple: 1,000 for 243 days and 1,000 for 184 days.
        Owed(holding, "2026-01-01", new() { Rate = 0.10m }).ShouldBe(Euros(116.99m));
        // Annual: the first lot's 66.58 compounds on 2026-01-01 though its capital is gone, the second lot's year ends in July:
        // 66.575342 × 10% × 181/365 = 3.301370; 66.575342 + 3.301370 + 100 = 169.88.
        Owed(holding, "2026-07-01", Annual).ShouldBe(Euros(169.88m));
    }

    [Fact]
    public void Return_that_is_paid_settles_what_has_compounded_before_what_the_year_has_brought()
    {
        var holding = Holding("a", "senior", "2025-01-01 1000.00") with { Received = [Got("2026-07-02", preferred: 60m)] };

        // 100.00 compound on 2026-01-01. On 2026-07-02, 182 days later, 60.00 come off them: 1,100 × 10% × 182/365 + 1,040 × 10% × 183/365 = 54.849315 + 52.142466.
        Owed(holding, "2027-01-01", Annual).ShouldBe(Euros(146.99m)); // 40 + 106.99
        // Had nothing been paid, 1,210.00 − 1,000.00.
        Owed(Holding("a", "senior", "2025-01-01 1000.00"), "2027-01-01", Annual).ShouldBe(Euros(210m));
    }

    [Fact]
    public void Half_a_cent_that_was_paid_too_much_comes_off_the_next()
    {
        // 3% of 100.00 for 10 days is 0.0822 and for 20 days 0.1644.
        var holding = Holding("a", "senior", "2025-01-01 100.00");
        Owed(holding with { Received = [Got("2025-01-11", preferred: 0.08m)] }, "2025-01-21", Simple).ShouldBe(Euros(0.08m));
        Owed(holding with { Received = [Got("2025-01-11", preferred: 0.09m)] }, "2025-01-11", Simple).ShouldBe(Euros(0m));
    }

    private static Receipt Got(string on, decimal capital = 0, decimal preferred = 0) => new(Day(on), Euros(capital), Euros(preferred), Euros(0));

    private static Money Owed(Holding holding, string on, PreferredReturnTerms terms) => PreferredReturn.Owed(holding, Day(on), terms, Eur, new NoTrace());
}
