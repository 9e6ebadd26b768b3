using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Capital;

namespace WelfareFund.Tests.Capital;

public sealed class InternalRateTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    /// <summary>
    /// Microsoft's documentation of XIRR says 0.373362535, and that the function stops within 0.000001 per cent; the rate itself, computed to fifty digits,
    /// is 0.37336253351883….
    /// </summary>
    [Fact]
    public void The_published_example_has_its_rate()
    {
        var rate = InternalRate.Of(
        [
            Flow(2008, 1, 1, -10_000), Flow(2008, 3, 1, 2_750), Flow(2008, 10, 30, 4_250), Flow(2009, 2, 15, 3_250), Flow(2009, 4, 1, 2_750),
        ]);

        rate.ShouldBe(new(RateRoots.One, 0.373362534m));
        rate.Value!.Value.ShouldBe(0.373362535m, 0.00000001m);
    }

    [Fact]
    public void A_tenth_more_after_a_year_of_365_days_is_ten_per_cent() =>
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2026, 1, 1, 110)]).ShouldBe(new(RateRoots.One, 0.1m));

    [Fact]
    public void What_comes_back_less_has_a_negative_rate() =>
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2026, 1, 1, 25)]).ShouldBe(new(RateRoots.One, -0.75m));

    [Fact]
    public void Money_that_only_goes_one_way_has_no_rate()
    {
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2026, 1, 1, -5)]).ShouldBe(new(RateRoots.None, null));
        InternalRate.Of([]).ShouldBe(new(RateRoots.None, null));
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2025, 1, 1, 100)]).ShouldBe(new(RateRoots.None, null));
    }

    [Fact]
    public void Flows_that_turn_twice_may_have_two_rates_or_none()
    {
        // −100, 230, −132 is worth nothing at 10% and at 20%; with −133 at no rate.
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2026, 1, 1, 230), Flow(2027, 1, 1, -132)]).ShouldBe(new(RateRoots.Several, null));
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2026, 1, 1, 230), Flow(2027, 1, 1, -133)]).ShouldBe(new(RateRoots.None, null));
    }

    [Fact]
    public void A_worth_that_only_touches_zero_has_one_rate() =>
        InternalRate.Of([Flow(2025, 1, 1, -100), Flow(2026, 1, 1, 220), Flow(2027, 1, 1, -121)]).ShouldBe(new(RateRoots.One, 0.1m));

    [Fact]
    public void Roots_agree_with_an_exact_count_and_a_rate_with_an_exact_bracket() => Prop.ForAll(YearlyFlows, amounts =>
    {
        var flows = amounts.Select((amount, year) => new DatedFlow(new LocalDate(2001, 1, 1).PlusDays(365 * year), new Money(amount, Eur)));
        var exact = new ExactRoots(amounts);

        var rate = InternalRate.Of(flows);

        rate.Roots.ShouldBe(exact.Count switch { 0 => RateRoots.None, 1 => RateRoots.One, _ => RateRoots.Several });
        if (rate.Value is { } value)
            exact.IsBetween(value - 1e-9m, value + 1e-9m).ShouldBeTrue($"{value}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    /// <summary>Two to nine yearly flows of all shapes: those of a fund, and those that turn again and again.</summary>
    private static Arbitrary<long[]> YearlyFlows => Gen.Choose(2, 9)
        .SelectMany(count => Gen.ArrayOf(Gen.Choose(-1_000, 1_000).Select(amount => (long)amount), count))
        .SelectMany(amounts => Gen.Elements(amounts, [.. amounts.Order()], [.. amounts.Select((amount, i) => i % 2 == 0 ? -Math.Abs(amount) : Math.Abs(amount))]))
        .ToArbitrary();

    private static DatedFlow Flow(int year, int month, int day, long euros) => new(new(year, month, day), new Money(euros * 100, Eur));
}
