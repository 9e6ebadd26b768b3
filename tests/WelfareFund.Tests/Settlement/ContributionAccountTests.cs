using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>What a worker owes and has paid too much of: corrections, refunds, write-offs, the allowance.</summary>
public sealed class ContributionAccountTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly YearMonth January = new(2025, 1);

    private readonly FundInMemory fund = Fund();

    [Fact]
    public void What_a_correction_adds_is_collected_only_within_a_later_months_limits()
    {
        Report(January, 190_000); // the taper leaves 100.00, a tenth is 190.00: 100.00
        Through(new(2025, 2));
        Report(January, 270_000, "R-2025-01"); // 270.00
        Report(new(2025, 2), 270_000); // 270.00 of at most 405.00

        var march = fund.Settle(new(2025, 3));
        var called = march.Lines.Single(line => line.Kind == "collection" && line.State is LineState.Posts);
        called.Amount.ShouldBe(new Money(13_500, Eur));
        TraceText.Sentence(called.Trace).ShouldBe("the lower of 900.00 over the floor and the limit of 405.00, less 270.00 due, leaves 135.00; corrections added 170.00 EUR; 135.00 of it is to be paid with this month");
        march.Lines.Single(line => line.Reason == LineReason.WaitsForRoom).Amount.ShouldBe(new Money(3_500, Eur));
        Receivable.ShouldBe(new Money(10_000 + 17_000 + 27_000, Eur));

        Report(new(2025, 3), 270_000);
        fund.Settle(new(2025, 4)).Lines.Single(line => line.Kind == "collection").Amount.ShouldBe(new Money(3_500, Eur));
    }

    [Fact]
    public void A_start_that_is_corrected_to_a_later_day_takes_back_what_was_due_before_it()
    {
        Report(January, 270_000);
        Through(new(2025, 2));
        Pay(new(2025, 3, 5), 27_000);
        fund.StartJob(new(2025, 3, 3));
        var back = fund.Settle(new(2025, 3)).Lines.Single(line => line.Event is ContributionDue);

        (back.Subject, back.Amount, back.Concerns, back.Effective).ShouldBe(("W1:2025-01:1", new Money(-27_000, Eur), new LocalDate(2025, 2, 28), new LocalDate(2025, 3, 1)));
        TraceText.Sentence(back.Trace).ShouldEndWith("nothing is due: the worker was not abroad; 270.00 EUR was posted before, which leaves -270.00");
        fund.Entries.Last(entry => entry.Body.Key.Kind == "contribution").Body.Key.ToString().ShouldBe("contribution/2025-01/W1/due/1");

        foreach (var month in new[] { 3, 4, 5, 6 })
            Report(new(2025, month), 300_000); // the new start's month and two of grace, then 300.00
        Through(new(2025, 7));
        fund.Events.OfType<RefundOwed>().Single().Amount.ShouldBe(new Money(27_000, Eur)); // no due had used it up by May
        Receivable.ShouldBe(new Money(30_000, Eur));
    }

    [Fact]
    public void A_start_that_is_corrected_within_the_grace_months_frees_only_the_months_it_moves()
    {
        Report(January, 270_000);
        Report(new(2025, 2), 280_000);
        Through(new(2025, 3));
        fund.StartJob(new(2024, 11, 4)); // January is a month of grace now

        fund.Settle(new(2025, 4)).Lines.Single(line => line.Event is ContributionDue).Amount.ShouldBe(new Money(-27_000, Eur));
        Receivable.ShouldBe(new Money(28_000, Eur));
    }

    [Fact]
    public void What_was_paid_before_the_first_job_goes_back_when_no_due_uses_it_up()
    {
        fund.StartJob(new(2025, 6, 2));
        Through(new(2024, 10));
        Pay(new(2024, 11, 5), 5_000);
        Through(new(2024, 12));
        fund.Events.OfType<RefundOwed>().ShouldBeEmpty();

        fund.Settle(January).Lines.Single(line => line.Kind == "refund").Amount.ShouldBe(new Money(5_000, Eur));
    }

    [Fact]
    public void What_waits_for_room_ends_with_the_agreement()
    {
        Report(January, 190_000);
        Through(new(2025, 2));
        Report(January, 270_000, "R-2025-01");
        fund.Settle(new(2025, 3)).Lines.Single(line => line.Reason == LineReason.WaitsForRoom).Amount.ShouldBe(new Money(17_000, Eur));
        fund.End(new(2025, 3, 20), EndingReason.Returned);
        fund.Settle(new(2025, 4));

        fund.Settle(new(2025, 5)).Lines.Single(line => line.Kind == "write-off").Amount.ShouldBe(new Money(17_000, Eur));
        Receivable.ShouldBe(new Money(10_000, Eur)); // what was to be paid is still owed after going home
    }

    [Fact]
    public void What_was_paid_too_much_stands_against_the_next_dues()
    {
        Report(January, 270_000);
        Through(new(2025, 2));
        Pay(new(2025, 3, 5), 27_000);
        Pay(new(2025, 3, 7), 27_000);
        Report(new(2025, 2), 270_000);
        Report(new(2025, 3), 270_000);
        Through(new(2025, 6));

        fund.Events.OfType<RefundOwed>().ShouldBeEmpty();
        Receivable.ShouldBe(new Money(27_000, Eur));
    }

    [Fact]
    public void What_no_due_used_up_in_two_months_is_paid_back()
    {
        Report(January, 270_000);
        Through(new(2025, 2));
        Pay(new(2025, 3, 5), 27_000);
        Report(January, 250_000, "R-2025-01"); // credits 20.00 in March
        Through(new(2025, 4));
        fund.Events.OfType<RefundOwed>().ShouldBeEmpty();

        var may = fund.Settle(new(2025, 5));
        may.Lines.Single(line => line.Kind == "refund").Amount.ShouldBe(new Money(2_000, Eur));
        var payment = may.Lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Worker });
        fund.BalanceOf(AccountRole.WorkerRefundsPayable, Eur).IsZero.ShouldBeTrue();

        fund.Bank("main", new(2025, 6, 4), new(-2_000, Eur), payment.Subject);
        fund.Settle(new(2025, 6)).Lines.Select(line => line.Event).OfType<PaymentConfirmed>().Single().Instruction.ShouldBe(payment.Subject);
        Receivable.IsZero.ShouldBeTrue();
    }

    [Fact]
    public void At_the_agreements_end_credit_is_paid_back_at_once()
    {
        Report(January, 270_000);
        fund.End(January.ToDateInterval().End, EndingReason.Returned);
        Through(new(2025, 2));
        Pay(new(2025, 3, 5), 30_000);

        fund.Settle(new(2025, 3)).Lines.Single(line => line.Kind == "refund").Amount.ShouldBe(new Money(3_000, Eur));
    }

    [Fact]
    public void A_refund_that_the_account_cannot_pay_stays_owed_and_is_paid_later()
    {
        var poor = new FundInMemory();
        poor.Bank("main", new(2024, 10, 20), new(100, Eur), "A1");
        poor.Bank("main", new(2024, 10, 21), new(-100, Eur), "BANK-CHARGES");
        Through(poor, new(2024, 12));

        poor.BalanceOf(AccountRole.WorkerRefundsPayable, Eur).ShouldBe(new Money(-100, Eur));
        poor.Bank("main", new(2025, 1, 10), new(500, Eur), "INTEREST");
        poor.Settle(January).Lines.Select(line => line.Event).OfType<PaymentInstructed>().ShouldContain(payment => payment.To == PaymentTo.Worker);
    }

    [Theory]
    [InlineData(EndingReason.Died)]
    [InlineData(EndingReason.Disabled)]
    public void Arrears_are_given_up_at_death_and_permanent_disability(EndingReason reason)
    {
        Report(January, 270_000);
        Through(new(2025, 2));
        fund.End(new(2025, 3, 10), reason);

        fund.Settle(new(2025, 3)).Lines.Single(line => line.Kind == "write-off").Amount.ShouldBe(new Money(27_000, Eur));
        Receivable.IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.LossesOnReceivables, Eur).ShouldBe(new Money(27_000, Eur));
        fund.BalanceOf(AccountRole.ContributionHeadroom, Eur).ShouldBe(new Money(240_000, Eur)); // the clocks count it no more
    }

    [Fact]
    public void Arrears_stay_owed_after_going_home_without_interest()
    {
        Report(January, 270_000);
        fund.End(new(2025, 2, 10), EndingReason.Returned);
        Through(new(2025, 8));
        Receivable.ShouldBe(new Money(27_000, Eur));
    }

    [Fact]
    public void Arrears_are_given_up_when_the_window_is_over()
    {
        var brief = FundInMemory.Under(FundInMemory.Terms with { Contributions = [.. FundInMemory.Terms.Contributions.Select(terms => terms with { WindowMonths = 4 })] });
        brief.Served();
        brief.Wage("R1", January, new(270_000, Eur)); // the fourth and last month of the window
        Through(brief, new(2025, 2));
        brief.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(27_000, Eur));

        brief.Settle(new(2025, 3)).Lines.Single(line => line.Kind == "write-off").Amount.ShouldBe(new Money(27_000, Eur));
    }

    [Fact]
    public void What_was_given_up_and_never_due_is_taken_back_and_not_paid_out()
    {
        Report(January, 270_000);
        Through(new(2025, 2));
        fund.End(new(2025, 3, 10), EndingReason.Died);
        fund.Settle(new(2025, 3));
        Report(January, 250_000, "R-2025-01");
        fund.Settle(new(2025, 4));

        fund.Events.OfType<RefundOwed>().ShouldBeEmpty();
        fund.BalanceOf(AccountRole.LossesOnReceivables, Eur).ShouldBe(new Money(25_000, Eur));
        Receivable.IsZero.ShouldBeTrue();
    }

    [Fact]
    public void The_allowance_follows_the_age_of_what_is_overdue_and_posts_the_difference_only()
    {
        Report(January, 270_000); // due on 28 February: 90 days old on 29 May
        Through(new(2025, 4));
        fund.BalanceOf(AccountRole.ContributionsAllowance, Eur).IsZero.ShouldBeTrue();

        var may = fund.Settle(new(2025, 5)).Lines.Single(line => line.Kind == "allowance");
        TraceText.Sentence(may.Trace).ShouldBe(
            "270.00 EUR, overdue for 90 days or more, is 270.00 EUR; × 50% = 135.00; the allowance is to be 135.00 EUR; 0.00 stands; the difference is 135.00");
        fund.Settle(new(2025, 6)).Lines.ShouldNotContain(line => line.Kind == "allowance");

        Pay(new(2025, 7, 2), 20_000);
        fund.Settle(new(2025, 7)).Lines.Single(line => line.Kind == "allowance").Amount.ShouldBe(new Money(-10_000, Eur));
        fund.BalanceOf(AccountRole.ContributionsAllowance, Eur).ShouldBe(new Money(-3_500, Eur));
    }

    [Fact]
    public void The_cap_follows_what_the_fund_paid_for_services()
    {
        Report(January, 900_000); // 900.00 of a cap of 1.5 × 990.00
        Report(new(2025, 2), 900_000); // 585.00 are left
        Through(new(2025, 3));
        Receivable.ShouldBe(new Money(148_500, Eur));
        fund.Claim("C-6m", "retained-6m", new(2025, 4, 7), new(2025, 4, 20)); // 36,000.00 × 1.10 at 61 PHP: 649.18 more of services
        Report(new(2025, 3), 900_000);
        var april = fund.Settle(new(2025, 4)).Lines.Single(line => line.Kind == "contribution" && line.State is LineState.Posts);
        april.Amount.ShouldBe(new Money(90_000, Eur));
        TraceText.Sentence(april.Trace).ShouldStartWith("cap 1.5 × 1,639.18 EUR spent on services = 2,458.77, and never above the 2,400.00 disclosed; ");

        Report(new(2025, 4), 900_000);
        fund.Settle(new(2025, 5));
        Receivable.ShouldBe(new Money(240_000, Eur)); // never above what was disclosed
    }

    [Fact]
    public void What_a_government_pays_for_an_outcome_is_no_cost_that_a_worker_repays()
    {
        // 550.00 of training less 300.00 leave 250.00; of 300.00 for the start 120.00 are for settling in, which leaves 320.00 of it.
        var paid = Fund(Ministry(30_000));
        paid.Wage("R1", January, new(900_000, Eur));
        Through(paid, new(2025, 2));
        paid.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(85_500, Eur)); // 1.5 × 570.00

        var whole = Fund(Ministry(200_000));
        whole.Wage("R1", January, new(900_000, Eur));
        Through(whole, January);
        whole.Settle(new(2025, 2)).Lines.Single(line => line.Subject == "W1:2025-01").Reason.ShouldBe(LineReason.ServiceCostReached);
    }

    [Fact]
    public void A_grant_pays_before_a_government_and_nothing_is_counted_twice()
    {
        var paid = Fund(Ministry(30_000), grant: 20_000); // of the 440.00 of settling in
        paid.Wage("R1", January, new(900_000, Eur));
        Through(paid, new(2025, 2));

        // The start is sold for 300.00 × 900 ÷ 1,100 = 245.45, of which 240 ÷ 900 are for settling in, which leaves 174.55 of it, and 250.00 of the training: 1.5 × 424.55.
        paid.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(63_682, Eur));
    }

    [Fact]
    public void What_was_clawed_back_leaves_neither_its_cost_nor_what_was_paid_of_it()
    {
        var paid = Fund(Ministry(30_000));
        paid.Wage("R1", January, new(900_000, Eur));
        Through(paid, new(2025, 2));
        paid.Decide("C-started", WelfareFund.Outcomes.ClaimDecision.Rejected, new(2025, 3, 12));
        paid.Settle(new(2025, 3));

        paid.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(37_500, Eur)); // 1.5 × 250.00
        paid.BalanceOf(AccountRole.OutcomePayerReceivable, Eur).ShouldBe(new Money(30_000, Eur));
    }

    [Fact]
    public void What_the_employer_gives_back_is_no_cost_that_a_worker_repays()
    {
        var hospitals = new ContributionTerms { Id = "hospitals", Payer = Payer.Employer, Currency = Eur, Share = new(0.15m), Cap = new(new CapTerms { TimesServiceCost = 1, CostLines = ["job-finding", "language-training", "settling-in"] }) };
        var shared = Fund(hospitals);
        shared.Tell(facts => facts with { Agreements = [.. facts.Agreements, facts.Agreements[0] with { Intake = shared.NextIntake(), Id = new("H1"), TermsId = "hospitals" }] });
        shared.Wage("R1", January, new(900_000, Eur));
        Through(shared, new(2025, 2));
        shared.BalanceOf(AccountRole.EmployerReceivable, Eur).ShouldBe(new Money(135_000, Eur)); // of 1,650.00
        shared.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(27_000, Eur)); // services: 990.00 − 1,350.00 × 990 ÷ 1,650 = 180.00, times 1.5

        shared.Wage("R2", new(2025, 2), new(900_000, Eur));
        shared.Settle(new(2025, 3));
        shared.BalanceOf(AccountRole.EmployerReceivable, Eur).ShouldBe(new Money(165_000, Eur));
        shared.BalanceOf(AccountRole.ContributionsReceivable, Eur).IsZero.ShouldBeTrue(); // the hospital has given all of it back
    }

    [Fact]
    public void What_a_bond_brings_is_no_cost_that_a_worker_repays()
    {
        var bond = new ContributionTerms { Id = "bond", Payer = Payer.EmployerBond, Currency = Eur, Bond = new() { Amount = new(165_000, Eur), Months = 1 } };
        var shared = Fund(bond);
        shared.Tell(facts => facts with { Agreements = [.. facts.Agreements, facts.Agreements[0] with { Intake = shared.NextIntake(), Id = new("B1"), TermsId = "bond", DisclosedCap = new(165_000, Eur) }] });
        shared.Wage("R1", January, new(900_000, Eur));
        Through(shared, new(2025, 2));

        shared.BalanceOf(AccountRole.EmployerReceivable, Eur).ShouldBe(new Money(165_000, Eur));
        shared.BalanceOf(AccountRole.ContributionsReceivable, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void What_a_grant_or_a_government_paid_is_no_cost_that_an_employer_repays()
    {
        var hospitals = new ContributionTerms { Id = "hospitals", Payer = Payer.Employer, Currency = Eur, Share = new(0.15m), Cap = new(new CapTerms { TimesServiceCost = 1, CostLines = ["job-finding", "language-training", "settling-in"] }) };
        var shared = Fund([hospitals, Ministry(30_000)], grant: 55_000);
        shared.Tell(facts => facts with { Agreements = [facts.Agreements[0] with { TermsId = "hospitals" }] });
        for (var month = 0; month < 3; month++)
            shared.Wage($"R{month}", January.PlusMonths(month), new(900_000, Eur));
        Through(shared, new(2025, 4));

        shared.BalanceOf(AccountRole.EmployerReceivable, Eur).ShouldBe(new Money(68_000, Eur)); // 1,650.00 − 550.00 − 300.00 × 660 ÷ 1,100 − 300.00 × 440 ÷ 550
    }

    [Fact]
    public void What_a_grant_paid_and_what_recruitment_cost_enter_no_cap()
    {
        fund.Bank("main", new(2024, 10, 12), new(60_000, Eur), "language-grant"); // pays 550.00 of training and 50.00 of settling in
        Report(January, 900_000);
        Through(new(2025, 2));
        Receivable.ShouldBe(new Money(58_500, Eur)); // 1.5 × (440.00 − 50.00); finding the job cost 660.00 and counts for nothing
    }

    private Money Receivable => fund.BalanceOf(AccountRole.ContributionsReceivable, Eur);

    internal static FundInMemory Fund()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Served();
        return fund;
    }

    private static ContributionTerms Ministry(long perOutcome) =>
        new() { Id = "ministry", Payer = Payer.Government, Currency = Eur, OutcomePayer = new() { PerOutcome = new(perOutcome, Eur) } };

    private static FundInMemory Fund(ContributionTerms other, long grant = 0) => Fund([other], grant);

    private static FundInMemory Fund(ContributionTerms[] others, long grant)
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with
        {
            Contributions = [.. FundInMemory.Terms.Contributions, .. others],
            Contracts = [.. FundInMemory.Terms.Contracts.Select(contract => contract with { ClawbackDays = 180 })],
        });
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        if (grant > 0)
            fund.Bank("main", new(2024, 10, 12), new(grant, Eur), "language-grant");
        fund.Served();
        return fund;
    }

    private void Report(YearMonth month, long gross, string? replaces = null) =>
        fund.Wage(replaces is null ? $"R-{month:uuuu-MM}" : replaces + "-b", month, new(gross, Eur), replaces);

    private void Pay(LocalDate on, long amount) => fund.Bank("main", on, new(amount, Eur), "A1");

    private void Through(YearMonth last) => Through(fund, last);

    private static void Through(FundInMemory fund, YearMonth last)
    {
        for (var month = fund.OpenPeriod; month <= last; month = month.PlusMonths(1))
            fund.Settle(month);
    }
}
