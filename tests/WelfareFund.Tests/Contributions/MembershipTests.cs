using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class MembershipTests
{
    private static readonly LocalDate Consent = new(2025, 1, 1);

    [Fact]
    public void The_first_day_of_a_job_is_a_deployment() =>
        Days(Consent, Job("1", new(2025, 2, 10))).ShouldBe([new(2025, 2, 10)]);

    [Fact]
    public void Consent_after_the_start_is_the_day() =>
        Days(new(2025, 3, 1), Job("1", new(2025, 2, 10))).ShouldBe([new(2025, 3, 1)]);

    [Fact]
    public void A_job_that_was_over_before_consent_is_none() =>
        Days(new(2025, 3, 1), Job("1", new(2025, 2, 10), new(2025, 2, 28))).ShouldBeEmpty();

    [Fact]
    public void A_change_of_employer_within_the_term_costs_nothing_more() =>
        Days(Consent, Job("1", new(2025, 2, 10), new(2025, 8, 31)), Job("2", new(2026, 2, 9))).ShouldBe([new(2025, 2, 10)]);

    [Fact]
    public void The_day_after_the_term_begins_another() =>
        Days(Consent, Job("1", new(2025, 2, 10), new(2025, 8, 31)), Job("2", new(2026, 2, 10))).ShouldBe([new(2025, 2, 10), new(2026, 2, 10)]);

    [Fact]
    public void A_fee_of_25_dollars_over_24_months_is_earned_by_month_to_the_cent()
    {
        var months = Enumerable.Range(0, 24).Select(n => new YearMonth(2025, 2).PlusMonths(n)).ToList();
        var earned = months.Select(month => Earned(month) - Earned(month.PlusMonths(-1))).ToList();

        earned.Take(4).Select(amount => amount.ToString()).ShouldBe(["1.04 USD", "1.04 USD", "1.04 USD", "1.04 USD"]);
        earned.ShouldAllBe(amount => amount.MinorUnits == 104 || amount.MinorUnits == 105);
        Earned(new(2027, 1)).ShouldBe(Dollars(25));
        Earned(new(2030, 1)).ShouldBe(Dollars(25));
        Earned(new(2025, 1)).ShouldBe(Dollars(0));

        static Money Earned(YearMonth month) => Membership.EarnedBy(Dollars(25), 24, new(2025, 2, 10), month);
    }

    [Fact]
    public void Whatever_the_fee_it_is_earned_whole_never_more_and_never_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), Gen.Choose(1, 120).ToArbitrary(), (fee, months) =>
        {
            var amount = new Money(fee.Get, Usd);
            var start = new LocalDate(2025, 1, 31);
            var earned = Enumerable.Range(0, months).Select(n => Membership.EarnedBy(amount, months, start, start.ToYearMonth().PlusMonths(n))).ToList();
            return earned.Zip(earned.Skip(1), (one, next) => next >= one).All(grows => grows) && earned[^1] == amount;
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<LocalDate> Days(LocalDate consent, params Employment[] jobs) => Membership.Deployments(jobs, consent, 12).Select(deployment => deployment.On);

    private static Employment Job(string id, LocalDate from, LocalDate? to = null) => new()
    {
        Id = new(id),
        Worker = new("W1"),
        Employer = new("employer-a"),
        StartedOn = from,
        EndedOn = to,
        OfferedWage = Dollars(640),
        ContractWage = Dollars(640),
        HoursPerWeek = 48,
    };
}
