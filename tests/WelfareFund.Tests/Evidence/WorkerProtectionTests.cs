using NodaTime;
using WelfareFund.Evidence;
using WelfareFund.People;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Evidence;

public sealed class WorkerProtectionTests
{
    private static readonly Currency Php = Currency.Of("PHP");
    private static readonly ExchangeRates Rates = new([.. Enumerable.Range(0, 200).Select(day => new ExchangeRate(new LocalDate(2025, 1, 1).PlusDays(day), Eur, Php, 60, "ecb", 1))]);

    [Fact]
    public void What_the_worker_paid_for_the_job_is_counted_in_months_of_the_first_full_months_net_earnings()
    {
        var figures = Figures(Known() with { Costs = [Cost(12_000_00, "worker"), Cost(99_000_00, "fund"), Cost(6_000_00, "employer")] });
        figures.PaidForTheJob.ShouldBe(Euros(200)); // 12,000.00 PHP at 60
        figures.RecruitmentCostMonths.ShouldBe(0.125m); // ÷ February's 1,600.00: January was worked from the 10th
    }

    [Fact]
    public void Who_paid_nothing_for_the_job_stands_at_zero_even_before_the_first_full_month() =>
        Figures(Known() with { Wages = [] }).RecruitmentCostMonths.ShouldBe(0);

    [Fact]
    public void A_contribution_beyond_what_services_explain_recovers_recruitment_and_counts_as_paid_for_the_job()
    {
        var known = Known() with { Contributed = [(new(2025, 3, 5), Euros(500))], ForServices = Euros(300), Recruitment = Euros(1_000) };
        Figures(known).PaidForTheJob.ShouldBe(Euros(200));
        Figures(known with { Recruitment = Euros(50) }).PaidForTheJob.ShouldBe(Euros(50));
        Figures(known with { ForServices = Euros(900) }).PaidForTheJob.ShouldBe(Euros(0));
    }

    [Fact]
    public void Shares_take_home_and_gain_come_from_what_was_really_paid()
    {
        var figures = Figures(Known() with { Contributed = [(new(2025, 3, 5), Euros(200)), (new(2025, 5, 31), Euros(-20))] });
        figures.GrossPay.ShouldBe(Euros(5_400));
        figures.ShareContributed.ShouldBe(0.0333m); // 180.00 ÷ 5,400.00
        figures.TakeHome.ShouldBe(Euros(1_390)); // (1,200.00 + 1,600.00 + 1,550.00 − 180.00) ÷ 3
        figures.HomeIncome.ShouldBe(Euros(300));
        figures.IncomeGain.ShouldBe(Euros(1_090));
    }

    [Fact]
    public void What_is_not_known_is_no_figure()
    {
        var figures = Figures(Known() with { Worker = Known().Worker with { HomeMonthlyIncome = null, HomeCurrency = null }, Wages = [Wage(1, 1_400, null)], Costs = [Cost(600_00, "worker")] });
        (figures.RecruitmentCostMonths, figures.TakeHome, figures.HomeIncome, figures.IncomeGain).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void An_amount_without_a_rate_leaves_the_worker_out() =>
        WorkerProtection.Of(Known() with { Costs = [Cost(600_00, "worker") with { IncurredOn = new(2026, 1, 1) }] }, Rates, Eur).ShouldBeNull();

    [Fact]
    public void A_corridor_of_fewer_than_ten_workers_is_suppressed()
    {
        WorkerProtection[] workers =
        [
            .. Enumerable.Range(0, 10).Select(i => Figures(Known() with { Worker = Known().Worker with { Id = new($"w-{i}") } })),
            .. Enumerable.Range(0, 9).Select(i => Figures(Known() with { Worker = Known().Worker with { Id = new($"j-{i}"), Corridor = "ph-jp" } })),
        ];
        CohortProtection.Of(workers).ShouldBe(
        [
            new("ph-de", 10, 0, 0, Euros(1_450), Euros(1_150)),
            new("ph-jp", null, null, null, null, null),
        ]);
    }

    [Fact]
    public void A_figure_that_fewer_than_ten_workers_have_is_suppressed_in_the_corridors_row()
    {
        var workers = Enumerable.Range(0, 12).Select(i => Figures(i < 3 ? Known() with { Worker = Known().Worker with { HomeMonthlyIncome = null, HomeCurrency = null } } : Known()));
        var row = CohortProtection.Of(workers).Single();
        (row.Workers, row.TakeHome, row.IncomeGain).ShouldBe((12, Euros(1_450), null));
    }

    private static WorkerProtection Figures(WorkerEvidence known) => WorkerProtection.Of(known, Rates, Eur).ShouldNotBeNull();

    private static WorkerEvidence Known() => new(
        new()
        {
            Id = new("w"),
            EnrolledOn = new(2025, 1, 2),
            Contract = "c",
            Corridor = "ph-de",
            HomeMonthlyIncome = 18_000m,
            HomeCurrency = Php,
        },
        [Outcomes.Given.Job(new(2025, 1, 10), id: "job", worker: "w")],
        [Wage(1, 1_400, 1_200), Wage(2, 2_000, 1_600), Wage(3, 2_000, 1_550)], [], [], Euros(0), Euros(0));

    private static Cost Cost(long minor, string paidBy) =>
        new() { Id = "k-" + paidBy, Worker = new("w"), CostLine = "job-finding", IncurredOn = new(2025, 1, 3), Amount = new(minor, Php), PaidBy = paidBy };

    private static WageReport Wage(int month, decimal gross, decimal? net) => Contributions.ContributionHistoryTests.Wage($"r-{month}", gross, month) with { Net = net };
}
