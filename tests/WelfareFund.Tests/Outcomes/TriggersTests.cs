using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Terms;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Outcomes;

/// <summary>When a metric on earnings or on audits was achieved, worked out by hand, with the days on which it just is and just is not.</summary>
public sealed class TriggersTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly LocalDate Later = new(2026, 12, 31);

    /// <summary>Three months of 1,160.00 or more within six: a published quarter of minimum-wage earnings.</summary>
    private static readonly RollingTrigger Rolling = new() { Months = 3, Within = 6, Threshold = Euros(1_160) };

    [Fact]
    public void Months_that_reach_the_threshold_need_not_follow_each_other() =>
        Of(Rolling, Pay(3, 1_160), Pay(4, 1_159.99m), Pay(5, 1_300), Pay(6, 0), Pay(7, 1_159.99m), Pay(8, 1_160)).ShouldBe(new(2025, 8, 31), "March, May and August");

    [Fact]
    public void The_window_is_so_many_calendar_months_with_the_first_and_the_last_of_them()
    {
        Of(Rolling, Pay(3, 1_200), Pay(5, 1_200), Pay(8, 1_200)).ShouldBe(new(2025, 8, 31), "March to August are six");
        Of(Rolling, Pay(3, 1_200), Pay(5, 1_200), Pay(9, 1_200)).ShouldBeNull("March to September are seven");
        Of(Rolling, Pay(3, 1_200), Pay(5, 1_200), Pay(9, 1_200), Pay(10, 1_200)).ShouldBe(new(2025, 10, 31), "May to October are six");
    }

    [Fact]
    public void Of_the_same_facts_the_first_month_that_completes_it_counts_whatever_comes_after() =>
        Of(Rolling, Pay(6, 2_000), Pay(5, 2_000), Pay(4, 2_000), Pay(3, 2_000)).ShouldBe(new(2025, 5, 31));

    [Fact]
    public void What_several_employers_paid_in_a_month_is_summed_at_its_last_days_rate()
    {
        var rates = new ExchangeRates([new ExchangeRate(new(2025, 5, 31), Eur, Jpy, 160m, "ecb", 1)]);
        WageReport[] exactly = [Pay(3, 1_160), Pay(4, 1_160), Pay(5, 660, "a"), Pay(5, 0, "b") with { Gross = new(80_000, Jpy) }];
        Of(Rolling, rates, exactly).ShouldBe(new(2025, 5, 31), "660.00 EUR and 80,000 JPY ÷ 160 are 1,160.00 EUR");
        Of(Rolling, rates, [.. exactly[..3], exactly[3] with { Gross = new(79_998, Jpy) }]).ShouldBeNull("79,998 JPY are 499.99 EUR");
        Achievement.Of(Rolling, Known(Later, new([]), exactly), Later).Refusals.Single().Code.ShouldBe("no-rate");
    }

    [Fact]
    public void Pay_of_a_month_that_is_not_over_does_not_count_yet()
    {
        WageReport[] wages = [Pay(3, 1_200), Pay(4, 1_200), Pay(5, 1_200)];
        On(Achievement.Of(Rolling, Known(new(2025, 5, 30), new([]), wages), new(2025, 5, 30))).ShouldBeNull();
        On(Achievement.Of(Rolling, Known(new(2025, 5, 31), new([]), wages), new(2025, 5, 31))).ShouldBe(new(2025, 5, 31));
    }

    [Fact]
    public void A_replaced_report_does_not_count() =>
        Of(Rolling, Pay(3, 1_200), Pay(4, 1_200), Pay(5, 1_200), Pay(5, 1_100) with { Id = "corrected", Replaces = "2025-5-employer" }).ShouldBeNull();

    /// <summary>The first start is 3 March 2025.</summary>
    [Fact]
    public void Earnings_reach_the_amount_at_the_end_of_the_month_that_crosses_it()
    {
        var trigger = new EarningsTrigger { Amount = Euros(3_415.36m), WithinDays = 638 };
        Of(trigger, Pay(3, 1_000), Pay(4, 1_200), Pay(5, 1_215.36m)).ShouldBe(new(2025, 5, 31), "exactly 3,415.36");
        Of(trigger, Pay(3, 1_000), Pay(4, 1_200), Pay(5, 1_215.35m)).ShouldBeNull("a cent is missing");
        Of(trigger, Pay(3, 1_000), Pay(4, 1_200), Pay(5, 1_215.35m), Pay(9, 0.01m)).ShouldBe(new(2025, 9, 30));
    }

    [Fact]
    public void The_days_allowed_count_from_the_first_start_and_the_last_of_them_still_counts()
    {
        // 3 March and 89 days is 31 May.
        Of(new EarningsTrigger { Amount = Euros(3_000), WithinDays = 89 }, Pay(3, 1_000), Pay(4, 1_000), Pay(5, 1_000)).ShouldBe(new(2025, 5, 31));
        Of(new EarningsTrigger { Amount = Euros(3_000), WithinDays = 88 }, Pay(3, 1_000), Pay(4, 1_000), Pay(5, 1_000)).ShouldBeNull();
    }

    [Fact]
    public void Without_a_job_no_earnings_are_since_a_start() =>
        On(Achievement.Of(new EarningsTrigger { Amount = Euros(1), WithinDays = 600 }, new(Worker(), Given.Quality, Later, [], [], [Pay(3, 1_000)]), Later)).ShouldBeNull();

    /// <summary>Two musts of weight 20 and one of 10: both musts alone are 40 of 40, score 100, tier A; the third failed makes it 80, tier B.</summary>
    [Fact]
    public void An_audit_counts_on_the_day_that_left_the_job_tested_and_at_the_tier()
    {
        Audit[] audits = [Audit(new(2025, 4, 1), "contract-as-offered", AuditResult.Met), Audit(new(2025, 5, 1), "wage-paid-in-full", AuditResult.Met)];
        Tier("A", audits).ShouldBe(new(2025, 5, 1), "untested until the second must is audited");
        Tier("A", [.. audits, Audit(new(2025, 5, 1), "housing", AuditResult.NotMet)]).ShouldBeNull("80 of 100 is B");
        Tier("B", [.. audits, Audit(new(2025, 5, 1), "housing", AuditResult.NotMet)]).ShouldBe(new(2025, 5, 1));
        Tier("A", [.. audits, Audit(new(2025, 5, 1), "housing", AuditResult.NotMet), Audit(new(2025, 6, 1), "housing", AuditResult.Met)]).ShouldBe(new(2025, 6, 1));
    }

    [Fact]
    public void A_failed_must_counts_for_the_lowest_tier_only_and_an_untested_job_for_none()
    {
        Audit[] failed = [Audit(new(2025, 4, 1), "contract-as-offered", AuditResult.Met), Audit(new(2025, 4, 1), "wage-paid-in-full", AuditResult.NotMet)];
        Tier("B", failed).ShouldBeNull();
        Tier("C", []).ShouldBeNull("no audit");
        Tier("B", [Audit(new(2025, 4, 1), "housing", AuditResult.Met)]).ShouldBeNull("the untested tier is B, and that is no audit passed");
    }

    [Fact]
    public void An_audit_after_the_last_day_looked_at_is_not_known()
    {
        Audit[] audits = [Audit(new(2025, 5, 1), "contract-as-offered", AuditResult.Met), Audit(new(2025, 5, 1), "wage-paid-in-full", AuditResult.Met)];
        On(Achievement.Of(new AuditTrigger { Tier = "A" }, Facts(Worker(), [Job(Start)], audits, new(2025, 4, 30)), Later)).ShouldBeNull();
        On(Achievement.Of(new AuditTrigger { Tier = "A" }, Facts(Worker(), [Job(Start)], audits, new(2025, 5, 1)), new(2025, 5, 1))).ShouldBe(new(2025, 5, 1));
    }

    private static LocalDate? Tier(string tier, Audit[] audits) => On(Achievement.Of(new AuditTrigger { Tier = tier }, Facts(Worker(), [Job(Start)], audits), Later));

    private static LocalDate? Of(Trigger trigger, params WageReport[] wages) => Of(trigger, new ExchangeRates([]), wages);

    private static LocalDate? Of(Trigger trigger, ExchangeRates rates, WageReport[] wages) => On(Achievement.Of(trigger, Known(Later, rates, wages), Later));

    private static LocalDate? On(Refusals.Result<Achievement> achieved)
    {
        if (!achieved.IsRefused)
            return achieved.Value.On;
        achieved.Refusals.Single().Code.ShouldBe("not-achieved");
        return null;
    }

    private static OutcomeFacts Known(LocalDate through, ExchangeRates rates, WageReport[] wages) => new(Worker(), Given.Quality, through, [Job(Start)], [], wages, rates);

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static WageReport Pay(int month, decimal gross, string employer = "employer") => new()
    {
        Id = $"2025-{month}-{employer}",
        Worker = new("w-1"),
        Employer = new(employer),
        Month = new(2025, month),
        Gross = Euros(gross),
        Source = WageSource.Payroll,
        ReportedOn = new(2025, 12, 1),
    };
}
