using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Terms;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class ContributionHistoryTests
{
    private static readonly YearMonth January = new(2025, 1);
    private static readonly ExchangeRates NoRates = new([]);

    [Fact]
    public void Each_month_of_pay_owes_its_share()
    {
        var history = History(Facts(Wages(3, 2_000)));
        history.Select(month => month.Decision.Counted).ShouldBe([Euros(200), Euros(200), Euros(200)]);
        history[2].State.ShouldBe(new ContributionState(60_000, 3, 3));
        history[0].Dues.ShouldBe([new EmployerDue(new("care-home"), Euros(200))]);
    }

    [Fact]
    public void A_corrected_report_counts_in_place_of_the_first()
    {
        var wages = Wages(3, 2_000);
        var corrected = wages.Append(Correction("w-2-b", "w-2", 2_500, 2)).ToList();
        History(Facts(corrected)).Select(month => month.Decision.Counted).ShouldBe([Euros(200), Euros(250), Euros(200)]);
    }

    [Fact]
    public void A_correction_and_its_reversal_leave_no_trace()
    {
        var wages = Wages(4, 2_000);
        List<WageReport> thereAndBack = [.. wages, Correction("w-2-b", "w-2", 2_500, 2), Correction("w-2-c", "w-2-b", 2_000, 2)];
        Figures(History(Facts(thereAndBack))).ShouldBe(Figures(History(Facts(wages))));
    }

    [Fact]
    public void Of_two_corrections_of_one_report_the_last_reported_counts()
    {
        var wages = Wages(1, 2_000);
        List<WageReport> rivals =
        [
            .. wages,
            Correction("w-1-z", "w-1", 2_100, 1) with { ReportedOn = new(2025, 3, 1) },
            Correction("w-1-a", "w-1", 2_200, 1) with { ReportedOn = new(2025, 3, 2) },
        ];
        History(Facts(rivals))[0].Decision.Counted.ShouldBe(Euros(220));
        History(Facts([.. rivals.AsEnumerable().Reverse()]))[0].Decision.Counted.ShouldBe(Euros(220));
    }

    [Fact]
    public void A_missing_report_is_marked_and_later_months_go_on()
    {
        var history = History(Facts([.. Wages(3, 2_000).Where(report => report.Month.Month != 2)]));
        history[1].Decision.ShouldBe(new ContributionDecision(Euros(0), ContributionReason.MissingReport, true));
        history[2].Decision.Counted.ShouldBe(Euros(200));
        history[2].State.ShouldBe(new ContributionState(40_000, 2, 3));
    }

    [Fact]
    public void A_pause_that_covers_one_day_of_a_month_pauses_the_month()
    {
        var pause = new Pause { Id = "p", Worker = new("w"), From = new(2025, 1, 31), To = new(2025, 2, 1), Reason = "illness", ApprovedBy = "somebody" };
        History(Facts(Wages(3, 2_000)) with { Pauses = [pause] }).Select(month => month.Decision.Reason)
            .ShouldBe([ContributionReason.Paused, ContributionReason.Paused, ContributionReason.None]);
    }

    [Fact]
    public void Nothing_is_due_for_months_after_the_worker_went_home_or_before_consent()
    {
        var facts = Facts(Wages(4, 2_000)) with { Endings = [new() { Worker = new("w"), EndedOn = new(2025, 3, 10), Reason = EndingReason.Returned }] };
        facts = facts with { Agreement = facts.Agreement with { ConsentOn = new(2025, 2, 1) } };
        History(facts).Select(month => month.Decision.Reason)
            .ShouldBe([ContributionReason.NoConsent, ContributionReason.None, ContributionReason.None, ContributionReason.Ended]);
    }

    [Fact]
    public void Pay_from_a_job_of_too_low_a_tier_or_an_employer_in_breach_does_not_count()
    {
        var facts = Facts(Wages(4, 2_000)) with
        {
            Terms = TenPercent with { CarryingTiers = ["A", "B"] },
            Audits = [Outcomes.Given.Audit(new(2025, 2, 20), "wage-paid-in-full", AuditResult.NotMet, "job"), Outcomes.Given.Audit(new(2025, 2, 25), "wage-paid-in-full", AuditResult.Met, "job")],
            Endings = [new() { Employment = new("job"), EndedOn = new(2025, 4, 2), Reason = EndingReason.EmployerBreach }],
        };
        History(facts).Select(month => month.Decision.Reason)
            .ShouldBe([ContributionReason.None, ContributionReason.Tier, ContributionReason.None, ContributionReason.Tier]);
    }

    [Fact]
    public void A_month_without_a_rate_waits_and_everything_else_goes_on()
    {
        var wages = Wages(3, 2_000).Select(report => report.Month.Month == 2 ? report with { Gross = Yen(300_000) } : report).ToList();
        var history = History(Facts(wages));
        history[1].Decision.Reason.ShouldBe(ContributionReason.NoRate);
        history[1].Held.ShouldNotBeNull().Code.ShouldBe("no-rate");
        history[2].Decision.Counted.ShouldBe(Euros(200));

        var rates = new ExchangeRates([new ExchangeRate(new(2025, 2, 27), Eur, Jpy, 160m, "ecb", 1)]);
        var now = ContributionHistory.Of(Facts(wages), rates, new(2025, 3));
        now[1].Dues.Single().Due.ShouldBe(Yen(30_000));
        now[1].Decision.Counted.ShouldBe(Euros(187.50m));
    }

    [Fact]
    public void Terms_with_dates_hold_for_whole_months()
    {
        var terms = TenPercent with { Share = new(new DatedVersion<decimal>(new(2025, 1, 1), 0.10m), new DatedVersion<decimal>(new(2025, 2, 15), 0.08m)) };
        History(Facts(Wages(3, 2_000)) with { Terms = terms }).Select(month => month.Decision.Counted).ShouldBe([Euros(200), Euros(200), Euros(160)]);
    }

    [Fact]
    public void Service_cost_lowers_the_disclosed_cap_and_never_lifts_it()
    {
        var cap = new CapTerms { TimesServiceCost = 1.5m };
        ContributionCap.Of(cap, Euros(3_000), Euros(1_500)).ShouldBe(Euros(2_250));
        ContributionCap.Of(cap, Euros(3_000), Euros(5_000)).ShouldBe(Euros(3_000));
        ContributionCap.Of(cap, Euros(3_000), null).ShouldBe(Euros(3_000));
        ContributionCap.Of(null, null, null).ShouldBeNull();
    }

    [Fact]
    public void What_is_spent_on_services_later_opens_later_months_and_what_is_got_back_lowers_all_of_them()
    {
        var facts = Facts(Wages(4, 2_000)) with
        {
            Terms = TenPercent with { Cap = new(new CapTerms { TimesServiceCost = 1.5m }) },
            ServiceCosts = [new(new(2025, 1), Euros(200)), new(new(2025, 3), Euros(400))],
        };
        History(facts).Select(month => month.Decision.Counted).ShouldBe([Euros(200), Euros(100), Euros(200), Euros(200)]);

        var gotBack = facts with { ServiceCosts = [.. facts.ServiceCosts!, new(new(2025, 4), Euros(-500))] };
        History(gotBack).Select(month => month.Decision.Counted).ShouldBe([Euros(150), Euros(0), Euros(0), Euros(0)]);
    }

    [Fact]
    public void What_is_got_back_of_an_outcome_lowers_the_months_that_knew_it_whatever_another_outcome_cost_meanwhile()
    {
        var (first, second) = (new ClaimId("C-1"), new ClaimId("C-2"));
        var facts = Facts(Wages(4, 2_000)) with
        {
            Terms = TenPercent with { Cap = new(new CapTerms { TimesServiceCost = 1.5m }) },
            ServiceCosts = [new(new(2025, 1), Euros(200), first), new(new(2025, 3), Euros(400), second), new(new(2025, 4), Euros(-100), first)],
        };
        History(facts).Select(month => month.Decision.Counted).ShouldBe([Euros(150), Euros(0), Euros(200), Euros(200)]);

        var paidByAnEmployer = facts with { ServiceCosts = [.. facts.ServiceCosts!, new(new(2025, 4), Euros(-450))] };
        History(paidByAnEmployer).Select(month => month.Decision.Counted).ShouldBe([Euros(75), Euros(0), Euros(0), Euros(0)]);
    }

    [Fact]
    public void What_was_written_off_counts_on_no_clock()
    {
        var facts = Facts(Wages(3, 2_000)) with { Agreement = Facts([]).Agreement with { DisclosedCap = Euros(400) } };
        History(facts)[2].Decision.Reason.ShouldBe(ContributionReason.Completed);
        History(facts with { WrittenOff = [(new(2025, 2), Euros(300))] })[2].Decision.Counted.ShouldBe(Euros(200));
    }

    [Fact]
    public void Months_before_the_one_asked_for_are_decided_alike_without_a_trace()
    {
        var facts = Facts(Wages(3, 2_000));
        var brief = ContributionHistory.Of(facts, NoRates, new(2025, 3), tracedFrom: new(2025, 3));
        Figures(brief).ShouldBe(Figures(History(facts)));
        brief.Select(month => month.Trace.Count > 0).ShouldBe([false, false, true]);
    }

    internal static IEnumerable<string> Figures(IEnumerable<ContributionMonth> history) =>
        history.Select(month => $"{month.Month} {month.Decision} {month.State} {string.Join(',', month.Dues)}");

    internal static IReadOnlyList<ContributionMonth> History(AgreementFacts facts) => ContributionHistory.Of(facts, NoRates, January.PlusMonths(facts.WageReports.Max(report => report.Month.Month) - 1));

    internal static AgreementFacts Facts(IReadOnlyList<WageReport> wages) => new()
    {
        Agreement = new() { Id = new("a"), Worker = new("w"), TermsId = "standard", ConsentOn = new(2024, 12, 1), DisclosedCap = Euros(10_000) },
        Terms = TenPercent,
        Quality = Outcomes.Given.Quality,
        Employments = [Outcomes.Given.Job(new(2025, 1, 2), id: "job", worker: "w") with { Employer = new("care-home") }],
        WageReports = wages,
    };

    internal static List<WageReport> Wages(int months, decimal gross) => [.. Enumerable.Range(1, months).Select(month => Wage($"w-{month}", gross, month))];

    internal static WageReport Wage(string id, decimal gross, int month, string employer = "care-home") => new()
    {
        Id = id,
        Worker = new("w"),
        Employer = new(employer),
        Month = new(2025, month),
        Gross = Euros(gross),
        Source = WageSource.Payroll,
        ReportedOn = new LocalDate(2025, month, 1).PlusMonths(1),
    };

    private static WageReport Correction(string id, string replaces, decimal gross, int month) => Wage(id, gross, month) with { Replaces = replaces };
}
