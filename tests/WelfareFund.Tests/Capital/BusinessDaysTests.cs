using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Capital;

public sealed class BusinessDaysTests
{
    private static readonly BusinessDays Lisbon = new(new()
    {
        Country = "PT",
        Holidays = [new() { Date = new(2025, 3, 4), Name = "Carnival" }, new() { Date = new(2025, 4, 18) }, new() { Date = new(2025, 4, 20) }],
    });

    [Fact]
    public void Weekends_and_holidays_do_not_count_and_neither_does_the_day_itself()
    {
        Lisbon.After(new(2025, 2, 17), 10).ShouldBe(new LocalDate(2025, 3, 3));
        Lisbon.After(new(2025, 2, 18), 10).ShouldBe(new LocalDate(2025, 3, 5), "4 March is Carnival");
        Lisbon.Between(new(2025, 2, 18), new(2025, 3, 4)).ShouldBe(9);
        Lisbon.Between(new(2025, 2, 18), new(2025, 3, 5)).ShouldBe(10);
        Lisbon.After(new(2025, 4, 17), 1).ShouldBe(new LocalDate(2025, 4, 21), "Good Friday, and Easter falls on a Sunday anyway");
    }

    [Fact]
    public void Elsewhere_the_week_ends_on_other_days() =>
        new BusinessDays(new() { Weekend = [Weekday.Friday, Weekday.Saturday] }).After(new(2025, 3, 6), 2).ShouldBe(new LocalDate(2025, 3, 10));

    [Fact]
    public void Once_holidays_are_listed_every_year_needs_its_own()
    {
        Lisbon.UnlistedYear(new(2025, 1, 1), new(2025, 12, 31)).ShouldBeNull();
        Lisbon.UnlistedYear(new(2025, 12, 20), new(2026, 1, 5)).ShouldBe(2026);
        new BusinessDays(new()).UnlistedYear(new(2025, 1, 1), new(2030, 1, 1)).ShouldBeNull("where none is listed, only weekends count");
    }

    [Fact]
    public void The_nth_business_day_is_one_and_exactly_n_lie_up_to_it() =>
        Prop.ForAll(Arb.From(from start in Gen.Choose(0, 300) from count in Gen.Choose(1, 30) select (Day: new LocalDate(2025, 1, 1).PlusDays(start), Count: count)), given =>
        {
            var after = Lisbon.After(given.Day, given.Count);
            Lisbon.IsOne(after).ShouldBeTrue();
            Lisbon.Between(given.Day, after).ShouldBe(given.Count);
        }).QuickCheckThrowOnFailure();
}
