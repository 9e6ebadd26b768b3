using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.Terms;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Outcomes;

public sealed class TimeInWorkTests
{
    private static readonly LocalDate Through = new(2026, 12, 31);

    [Theory]
    [InlineData(1, 31)]
    [InlineData(3, 92)]
    [InlineData(6, 183)]
    [InlineData(12, 365)]
    public void Accumulated_months_are_days_rounded_up(int months, int days) => TimeInWork.DaysOf(months).ShouldBe(days);

    [Fact]
    public void The_last_day_of_the_time_completes_it()
    {
        var enough = new TimeInWork([Job(Start, Start.PlusDays(90))], Through);
        enough.Completes(new() { Weeks = 13 }).ShouldBe(Start.PlusDays(90));
        new TimeInWork([Job(Start, Start.PlusDays(89))], Through).Completes(new() { Weeks = 13 }).ShouldBeNull();
    }

    [Fact]
    public void Days_in_two_jobs_at_once_count_once()
    {
        var work = new TimeInWork([Job(Start, Start.PlusDays(50)), Job(Start.PlusDays(20), Start.PlusDays(60), "job-2")], Through);
        work.Spells.ShouldBe([new DateInterval(Start, Start.PlusDays(60))]);
    }

    [Fact]
    public void A_gap_longer_than_allowed_starts_the_count_again()
    {
        var back = Start.PlusDays(40 + 31);
        Employments jobs = new(Job(Start, Start.PlusDays(39)), Job(back, id: "job-2"));
        jobs.Complete(new() { Weeks = 13 }).ShouldBe(back.PlusDays(91 - 40 - 1));
        jobs.Complete(new() { Weeks = 13, MaxGapDays = 31 }).ShouldBe(back.PlusDays(91 - 40 - 1));
        jobs.Complete(new() { Weeks = 13, MaxGapDays = 30 }).ShouldBe(back.PlusDays(90));
    }

    [Fact]
    public void Continuous_months_run_by_calendar_date()
    {
        var trigger = new SustainedTrigger { Months = 6, Mode = SustainedMode.Continuous };
        new Employments(Job(new(2025, 1, 15), new(2025, 7, 14))).Complete(trigger).ShouldBe(new LocalDate(2025, 7, 14));
        new Employments(Job(new(2025, 1, 15), new(2025, 7, 13))).Complete(trigger).ShouldBeNull();
    }

    [Fact]
    public void Continuous_work_without_an_allowed_gap_begins_again_after_any_free_day()
    {
        var trigger = new SustainedTrigger { Months = 6, Mode = SustainedMode.Continuous };
        Employments jobs = new(Job(new(2025, 1, 1), new(2025, 5, 31)), Job(new(2025, 6, 2), id: "job-2"));
        jobs.Complete(trigger).ShouldBe(new LocalDate(2025, 12, 1));
        jobs.Complete(trigger with { MaxGapDays = 1 }).ShouldBe(new LocalDate(2025, 6, 30));
    }

    private sealed record Employments(params People.Employment[] Jobs)
    {
        internal LocalDate? Complete(SustainedTrigger trigger) => new TimeInWork(Jobs, Through).Completes(trigger);
    }
}
