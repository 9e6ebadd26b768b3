using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Jobs;
using WelfareFund.Terms;
using WelfareFund.Tests.Settlement;

namespace WelfareFund.Tests.Jobs;

public sealed class JobScheduleTests
{
    /// <summary>Daylight saving at night, at midnight, by half an hour and on the southern half; none; and one that skipped a whole day.</summary>
    private static readonly string[] Zones =
        ["Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Manila", "Pacific/Apia"];

    private static readonly Gen<(FundTerms Terms, Instant Last)> Cases =
        from zone in Gen.Elements(Zones)
        from day in Gen.Choose(1, 31)
        from minute in Gen.Choose(0, 1439)
        from yearEnd in Gen.Elements(new AnnualDate(12, 31), new AnnualDate(3, 31), new AnnualDate(2, 29), new AnnualDate(6, 30))
        from hours in Gen.Choose(40 * 365 * 24, 70 * 365 * 24)
        from seconds in Gen.Choose(0, 3599)
        select (Of(zone, day, LocalTime.FromMinutesSinceMidnight(minute), yearEnd), Instant.FromUnixTimeSeconds((hours * 3600L) + seconds));

    [Fact]
    public void Between_two_neighbouring_due_instants_the_next_one_is_the_later_of_them_whatever_the_zone_and_year() => Check((terms, last) =>
    {
        foreach (var job in Enum.GetValues<Job>())
        {
            var first = JobSchedule.NextDue(job, terms, last);
            var second = JobSchedule.NextDue(job, terms, first);
            first.ShouldBeGreaterThan(last);
            second.ShouldBeGreaterThan(first);
            JobSchedule.NextDue(job, terms, first - Duration.Epsilon).ShouldBe(first);
            JobSchedule.NextDue(job, terms, first + ((second - first) / 2)).ShouldBe(second);
            JobSchedule.NextDue(job, terms, second - Duration.Epsilon).ShouldBe(second);
        }
    });

    [Fact]
    public void Each_month_has_one_settlement_in_the_month_after_it() => Check((terms, last) =>
    {
        var due = JobSchedule.NextDue(Job.Settlement, terms, last);
        var month = JobSchedule.SettledMonth(terms, due);
        JobSchedule.SettlementDue(terms, month).ShouldBe(due);
        JobSchedule.SettlementDue(terms, month.PlusMonths(-1)).ShouldBeLessThanOrEqualTo(last);
        JobSchedule.SettledMonth(terms, JobSchedule.NextDue(Job.Settlement, terms, due)).ShouldBe(month.PlusMonths(1));
    });

    [Fact]
    public void A_settlement_begins_on_the_terms_day_and_time_unless_the_month_or_the_clock_has_no_such() => Check((terms, last) =>
    {
        var due = JobSchedule.NextDue(Job.Settlement, terms, last);
        var wanted = JobSchedule.SettlementDay(terms, JobSchedule.SettledMonth(terms, due)) + terms.Settlement.Time;
        wanted.Day.ShouldBe(Math.Min(terms.Settlement.DayOfMonth, CalendarSystem.Iso.GetDaysInMonth(wanted.Year, wanted.Month)));
        var map = terms.TimeZone.MapLocal(wanted);
        if (map.Count > 0)
            due.ShouldBe(map.First().ToInstant());
        else
            due.InZone(terms.TimeZone).LocalDateTime.ShouldBe(wanted + Period.FromSeconds((map.LateInterval.WallOffset - map.EarlyInterval.WallOffset).Seconds));
    });

    [Fact]
    public void A_quarters_statements_are_due_on_the_day_after_its_end() => Check((terms, last) =>
    {
        var due = JobSchedule.NextDue(Job.Statements, terms, last);
        var end = JobSchedule.QuarterEnd(terms, due);
        due.InZone(terms.TimeZone).Date.ShouldBe(end.PlusDays(1));
        var months = Period.Between(end.PlusDays(1), JobSchedule.QuarterEnd(terms, JobSchedule.NextDue(Job.Statements, terms, due)).PlusDays(1), PeriodUnits.Months);
        months.Months.ShouldBe(3);
    });

    [Theory]
    [InlineData("2025-03-29T12:00:00Z", "2025-03-30T01:30:00Z")] // 02:30 does not exist: 03:30
    [InlineData("2025-03-30T12:00:00Z", "2025-03-31T00:30:00Z")]
    [InlineData("2025-10-25T12:00:00Z", "2025-10-26T00:30:00Z")] // 02:30 comes twice: the first
    [InlineData("2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z")] // and not again an hour later
    public void The_books_are_replayed_once_a_night_across_daylight_saving(string last, string due) =>
        JobSchedule.NextDue(Job.Verify, Of("Europe/Berlin", 5, new(6, 0), new(12, 31)), Read(last)).ShouldBe(Read(due));

    [Theory]
    [InlineData("2025-01", "2025-02-28T05:00:00Z")]
    [InlineData("2024-01", "2024-02-29T05:00:00Z")]
    [InlineData("2025-02", "2025-03-31T04:00:00Z")]
    [InlineData("2025-03", "2025-04-30T04:00:00Z")]
    public void A_day_beyond_the_months_end_is_its_last_day(string month, string due) =>
        JobSchedule.SettlementDue(Of("Europe/Berlin", 31, new(6, 0), new(12, 31)), YearMonthPattern.Iso.Parse(month).Value).ShouldBe(Read(due));

    [Fact]
    public void Where_a_day_was_skipped_what_was_due_on_it_is_due_once_on_the_next()
    {
        var terms = Of("Pacific/Apia", 30, new(6, 0), new(12, 31));

        JobSchedule.SettlementDue(terms, new(2011, 11)).InZone(terms.TimeZone).LocalDateTime.ShouldBe(new(2011, 12, 31, 6, 0));
        var due = JobSchedule.NextDue(Job.Verify, terms, new LocalDateTime(2011, 12, 29, 12, 0).InZoneStrictly(terms.TimeZone).ToInstant());
        due.InZone(terms.TimeZone).Date.ShouldBe(new(2011, 12, 31));
        JobSchedule.NextDue(Job.Verify, terms, due).InZone(terms.TimeZone).Date.ShouldBe(new(2012, 1, 1));
    }

    private static void Check(Action<FundTerms, Instant> law) =>
        Prop.ForAll(Cases.ToArbitrary(), drawn => law(drawn.Terms, drawn.Last)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static FundTerms Of(string zone, int day, LocalTime time, AnnualDate yearEnd) =>
        FundInMemory.Terms with { TimeZone = DateTimeZoneProviders.Tzdb[zone], FiscalYearEnd = yearEnd, Settlement = new() { DayOfMonth = day, Time = time } };

    private static Instant Read(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
