using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>What employers keep from pay for the fund, and what an open grievance stops.</summary>
public sealed class DeductionTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly YearMonth January = new(2025, 1);

    private readonly FundInMemory fund = ContributionAccountTests.Fund();

    public DeductionTests() => Consent(new(2024, 11, 1), null);

    [Fact]
    public void What_an_employer_deducted_counts_as_paid_that_day_and_the_employer_owes_it_until_its_transfer_arrives()
    {
        fund.Wage("R1", January, new(270_000, Eur));
        Through(new(2025, 2));
        Deduct("D1", new(2025, 3, 20), 27_000, "PAYROLL-2025-02-home");
        var march = fund.Settle(new(2025, 3));
        march.Lines.Single(line => line.Kind == "deduction").Effective.ShouldBe(new LocalDate(2025, 3, 20));
        Receivable.IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.DeductedByEmployers, Eur).ShouldBe(new Money(27_000, Eur));

        fund.Bank("main", new(2025, 4, 2), new(27_000, Eur), "PAYROLL-2025-02-home");
        var transfer = fund.Settle(new(2025, 4)).Lines.Single(line => line.Kind == "bank");
        TraceText.Sentence(transfer.Trace).ShouldBe("home passed on 270.00 EUR for 1 deductions");
        fund.BalanceOf(AccountRole.DeductedByEmployers, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void One_transfer_pays_for_many_deductions()
    {
        Deduct("D1", new(2025, 2, 20), 10_000, "MANY");
        Deduct("D2", new(2025, 2, 20), 15_000, "MANY");
        fund.Bank("main", new(2025, 2, 25), new(25_000, Eur), "MANY");
        Through(new(2025, 2));
        fund.BalanceOf(AccountRole.DeductedByEmployers, Eur).IsZero.ShouldBeTrue();
        Receivable.ShouldBe(new Money(-25_000, Eur));
    }

    [Theory]
    [InlineData("2025-03-14", LineState.Posts)]
    [InlineData("2025-03-15", LineState.Held)]
    public void A_withdrawn_consent_covers_fourteen_more_days(string on, LineState expected)
    {
        Consent(new(2024, 11, 1), new(2025, 2, 28));
        Deduct("D1", NodaTime.Text.LocalDatePattern.Iso.Parse(on).Value, 27_000, "T");
        Through(new(2025, 2));
        fund.Settle(new(2025, 3)).Lines.Single(line => line.Kind == "deduction").State.ShouldBe(expected);
    }

    [Fact]
    public void Withdrawing_the_consent_to_deduction_changes_nothing_of_what_is_due()
    {
        Consent(new(2024, 11, 1), new(2024, 12, 1));
        fund.Wage("R1", January, new(270_000, Eur));
        Through(new(2025, 2));
        Receivable.ShouldBe(new Money(27_000, Eur));
    }

    [Fact]
    public void A_deduction_without_consent_waits_for_a_decision_and_its_money_is_not_lost()
    {
        Consent(null, null);
        Deduct("D1", new(2025, 1, 20), 27_000, "T");
        fund.Bank("main", new(2025, 1, 25), new(27_000, Eur), "T");
        Through(new(2024, 12));
        var held = fund.Settle(January).Lines.Single(line => line.Kind == "deduction");
        (held.State, held.Reason, held.Amount).ShouldBe((LineState.Held, LineReason.NoDeductionConsent, new Money(27_000, Eur)));
        fund.BalanceOf(AccountRole.DeductedByEmployers, Eur).ShouldBe(new Money(-27_000, Eur)); // the employer's, until it is decided

        Consent(new(2025, 1, 15), null);
        fund.Settle(new(2025, 2));
        fund.BalanceOf(AccountRole.DeductedByEmployers, Eur).IsZero.ShouldBeTrue();
        Receivable.ShouldBe(new Money(-27_000, Eur));
    }

    [Fact]
    public void A_transfer_whose_reference_two_employers_name_waits_in_unallocated()
    {
        Deduct("D1", new(2025, 2, 20), 10_000, "SAME");
        fund.Tell(facts => facts with { Deductions = [.. facts.Deductions, facts.Deductions[0] with { Id = "D2", Employer = new("other") }] });
        fund.Bank("main", new(2025, 2, 25), new(20_000, Eur), "SAME");
        Through(new(2025, 2));
        fund.BalanceOf(AccountRole.UnallocatedReceipts, Eur).ShouldBe(new Money(-20_000, Eur));
    }

    [Fact]
    public void The_payroll_asks_for_what_is_to_be_paid_within_the_months_limits()
    {
        fund.Wage("R1", January, new(270_000, Eur));
        fund.Wage("R2", new(2025, 2), new(270_000, Eur));
        Through(new(2025, 2));
        fund.Payroll(new(2025, 2), "home").ShouldBe([new PayrollDeduction(new("W1"), new(27_000, Eur))]);

        fund.Settle(new(2025, 3)); // 540.00 are to be paid now, and 15% of February's pay are 405.00
        fund.Payroll(new(2025, 3), "home").ShouldBe([new PayrollDeduction(new("W1"), new(40_500, Eur))]);
        fund.Payroll(new(2025, 3), "elsewhere").ShouldBeEmpty();
    }

    [Fact]
    public void The_payroll_asks_nothing_of_a_worker_who_did_not_consent_or_withdrew()
    {
        fund.Wage("R1", January, new(270_000, Eur));
        Through(new(2025, 2));
        Consent(null, null);
        fund.Payroll(new(2025, 2), "home").ShouldBeEmpty();
        Consent(new(2024, 11, 1), new(2025, 2, 28));
        fund.Payroll(new(2025, 2), "home").ShouldBeEmpty();
    }

    [Fact]
    public void An_open_serious_grievance_pauses_what_is_due_for_every_month_it_covers_a_day_of()
    {
        Complain(Severity.Serious, new(2025, 1, 31), closedOn: new(2025, 2, 1));
        foreach (var month in (YearMonth[])[January, new(2025, 2), new(2025, 3)])
            fund.Wage($"R{month.Month}", month, new(270_000, Eur));
        Through(new(2025, 4));
        fund.Events.OfType<ContributionDue>().Select(due => due.WageMonth).ShouldBe([new YearMonth(2025, 3)]);
    }

    [Fact]
    public void An_open_serious_grievance_holds_the_payments_for_its_employment_until_it_is_closed()
    {
        Complain(Severity.Serious, new(2024, 10, 20), closedOn: null);
        fund.Bank("manila", new(2024, 10, 18), new(100_000_000, FundInMemory.Php), "INTEREST");
        var october = fund.Settle(new(2024, 10));
        var held = october.Lines.Where(line => line.Reason == LineReason.OpenGrievance).ToList();
        held.Select(line => line.Subject).ShouldBe(["C-started"]); // the training was before this job
        TraceText.Sentence(held[0].Trace).ShouldBe("59,400.00 PHP waits: the serious grievance G1 of 2024-10-20 is open");

        fund.Tell(facts => facts with { Grievances = [facts.Grievances[0] with { ClosedOn = new(2024, 11, 15), Outcome = GrievanceOutcome.Settled }] });
        fund.Settle(new(2024, 11)).Lines.Select(line => line.Event).OfType<PaymentInstructed>().SelectMany(payment => payment.Claims)
            .Select(claim => claim.Claim.Value).ShouldContain("C-started");
    }

    [Fact]
    public void A_grievance_that_is_not_serious_stops_nothing()
    {
        Complain(Severity.Moderate, new(2024, 10, 20), closedOn: null);
        fund.Wage("R1", January, new(270_000, Eur));
        Through(new(2025, 2));
        Receivable.ShouldBe(new Money(27_000, Eur));
    }

    private Money Receivable => fund.BalanceOf(AccountRole.ContributionsReceivable, Eur);

    private void Consent(LocalDate? given, LocalDate? withdrawn) => fund.Tell(facts => facts with
    {
        Agreements = [facts.Agreements[0] with { DeductionConsentOn = given, DeductionWithdrawnOn = withdrawn }],
    });

    private void Deduct(string id, LocalDate on, long amount, string reference) => fund.Tell(facts => facts with
    {
        Deductions =
        [
            .. facts.Deductions,
            new() { Intake = fund.NextIntake(), Id = id, Worker = new("W1"), Employer = new("home"), Month = on.ToYearMonth(), DeductedOn = on, Amount = new(amount, Eur), TransferReference = reference },
        ],
    });

    private void Complain(Severity severity, LocalDate on, LocalDate? closedOn) => fund.Tell(facts => facts with
    {
        Grievances =
        [
            new()
            {
                Intake = fund.NextIntake(), Id = "G1", Worker = new("W1"), Employment = new("E1"), RaisedOn = on, Category = "wages", Severity = severity,
                ClosedOn = closedOn, Outcome = closedOn is null ? null : GrievanceOutcome.Upheld,
            },
        ],
    });

    private void Through(YearMonth last)
    {
        for (var month = fund.OpenPeriod; month <= last; month = month.PlusMonths(1))
            fund.Settle(month);
    }
}
