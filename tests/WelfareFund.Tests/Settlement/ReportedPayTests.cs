using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>Reports that are missing, and pay that a payroll confirms later.</summary>
public sealed class ReportedPayTests
{
    private static readonly Currency Eur = FundInMemory.Eur;

    private readonly FundInMemory fund = ContributionAccountTests.Fund();

    [Fact]
    public void A_missing_report_is_asked_of_its_employer_since_the_day_its_contribution_would_have_been_due()
    {
        Settle(new(2025, 2));
        var held = fund.Settle(new(2025, 3)).Lines.Where(line => line.Reason == LineReason.WageReportMissing).Select(line => (line.Subject, TraceText.Sentence(line.Trace)));
        held.ShouldBe(
        [
            ("W1:2025-01", "the report of home for 2025-01 is missing and has been asked for since 2025-02-28"),
            ("W1:2025-02", "the report of home for 2025-02 is missing and has been asked for since 2025-03-31"),
        ]);
    }

    [Fact]
    public void Where_one_employers_report_is_there_its_pay_counts_and_the_others_is_asked_for()
    {
        fund.Tell(facts => facts with { Employments = [.. facts.Employments, facts.Employments[0] with { Id = new("E2"), Employer = new("weekend"), StartedOn = new(2025, 1, 4) }] });
        Report("R1", new(2025, 1), 270_000, WageSource.Payroll);
        Settle(new(2025, 1));
        var february = fund.Settle(new(2025, 2)).Lines.Where(line => line.Kind == "contribution").ToList();
        february.Select(line => (line.State, line.Reason)).ShouldBe([(LineState.Posts, ""), (LineState.Held, LineReason.WageReportMissing)]);
        TraceText.Sentence(february[1].Trace).ShouldBe("the report of weekend for 2025-01 is missing and has been asked for since 2025-02-28");
    }

    [Fact]
    public void A_payroll_takes_the_place_of_what_was_reported_by_the_rule_of_corrections()
    {
        Report("S1", new(2025, 1), 240_000, WageSource.SelfReport);
        Settle(new(2025, 2));
        Receivable.ShouldBe(new Money(24_000, Eur));
        Report("P1", new(2025, 1), 260_000, WageSource.Payroll);
        fund.Settle(new(2025, 3));
        Receivable.ShouldBe(new Money(26_000, Eur));
    }

    [Fact]
    public void After_the_year_what_was_reported_is_compared_with_what_payrolls_confirmed()
    {
        Report("S1", new(2024, 11), 250_000, WageSource.SelfReport);
        Report("S2", new(2024, 12), 250_000, WageSource.Payslip);
        Report("P1", new(2024, 11), 262_050, WageSource.Payroll);
        Settle(new(2024, 12));
        var january = fund.Settle(new(2025, 1)).Lines.Single(line => line.Kind == "true-up");
        (january.State, january.Reason).ShouldBe((LineState.Held, LineReason.UnconfirmedPay));
        TraceText.Sentence(january.Trace).ShouldBe("of the pay of 2024, 2,500.00 EUR were reported and 2,620.50 confirmed by payroll: 120.50 more; 1 reports are not confirmed");

        Report("P2", new(2024, 12), 240_000, WageSource.Payroll);
        var february = fund.Settle(new(2025, 2)).Lines.Single(line => line.Kind == "true-up");
        (february.State, february.Amount).ShouldBe((LineState.Refused, new Money(2_050, Eur)));
        fund.Settle(new(2025, 3)).Lines.ShouldNotContain(line => line.Kind == "true-up");
    }

    [Fact]
    public void A_cap_that_more_service_cost_would_lift_is_not_called_completed()
    {
        foreach (var month in (YearMonth[])[new(2025, 1), new(2025, 2), new(2025, 3)])
            Report("R" + month.Month, month, 900_000, WageSource.Payroll);
        Settle(new(2025, 3));
        fund.Settle(new(2025, 4)).Lines.Single(line => line is { Kind: "contribution", State: LineState.Refused }).Reason.ShouldBe(LineReason.ServiceCostReached);
    }

    private Money Receivable => fund.BalanceOf(AccountRole.ContributionsReceivable, Eur);

    private void Report(string id, YearMonth month, long gross, WageSource source) => fund.Tell(facts => facts with
    {
        Wages =
        [
            .. facts.Wages,
            new() { Intake = fund.NextIntake(), Id = id, Worker = new("W1"), Employer = new("home"), Month = month, Gross = new(gross, Eur), Source = source, ReportedOn = month.PlusMonths(1).OnDayOfMonth(3) },
        ],
    });

    private void Settle(YearMonth last)
    {
        while (fund.OpenPeriod <= last)
            fund.Settle(fund.OpenPeriod);
    }
}
