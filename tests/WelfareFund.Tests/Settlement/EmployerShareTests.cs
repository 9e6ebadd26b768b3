using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class EmployerShareTests
{
    /// <summary>A nurse whose start cost 1,600.00; the hospital gives back 15% of 2,000.00 a month.</summary>
    private static PayerFund Fund()
    {
        var fund = new PayerFund("employer-repaid");
        fund.Signs("A1", new(2025, 1, 10), 2700);
        fund.Works("E1", "hospital", new(2025, 1, 13));
        fund.Achieves("started", new(2025, 1, 13), new(2025, 1, 20));
        return fund;
    }

    [Fact]
    public void The_employer_owes_its_share_until_the_cost_is_back_and_the_worker_nothing()
    {
        var fund = Fund();
        for (var month = 1; month <= 8; month++)
            fund.Earns(new(2025, month), 2000, "hospital");

        var lines = fund.SettleThrough(2025, 8).Where(line => line.Kind == "employer-share").ToList();

        lines.Select(line => line.Amount?.Amount ?? 0).ShouldBe([300, 300, 300, 300, 300, 100, 0]);
        lines[^1].Reason.ShouldBe("completed");
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(1600);
        fund.Balance(AccountRole.EmployerContributions).ShouldBe(-1600);
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
        fund.Balance(AccountRole.ContributionHeadroom).ShouldBe(0);
    }

    [Fact]
    public void What_the_employer_pays_with_its_id_discharges_its_debt()
    {
        var fund = Fund();
        fund.Earns(new(2025, 1), 2000, "hospital");
        fund.Bank("main", new(2025, 3, 10), 300, "hospital");

        fund.SettleThrough(2025, 3);

        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(0);
    }

    [Fact]
    public void Neither_its_breach_nor_the_workers_pause_relieves_the_employer()
    {
        var fund = Fund();
        fund.Earns(new(2025, 1), 2000, "hospital");
        fund.Ends(new(2025, 1, 31), EndingReason.EmployerBreach, "E1");
        fund.Tell(facts => facts with { Pauses = [new() { Intake = 1, Id = "P1", Worker = new("W1"), From = new(2025, 1, 20), Reason = "hardship", ApprovedBy = "desk" }] });

        fund.SettleThrough(2025, 2);

        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(300);
    }

    [Fact]
    public void A_new_employer_owes_only_once_it_signed_and_only_what_is_left_of_the_cost()
    {
        var fund = Fund();
        fund.Tell(facts => facts with { Employments = [facts.Employments[0] with { EndedOn = new(2025, 2, 28) }] });
        fund.Works("E2", "clinic", new(2025, 3, 1));
        fund.Earns(new(2025, 1), 2000, "hospital");
        fund.Earns(new(2025, 2), 2000, "hospital");
        fund.Earns(new(2025, 3), 9000, "clinic");
        fund.SettleThrough(2025, 4);
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(600);

        fund.Signs("A2", new(2025, 4, 20), 2700);
        fund.Earns(new(2025, 4), 9000, "clinic");
        var lines = fund.SettleThrough(2025, 5).Where(line => line.Event is PayerDue).ToList();

        lines.Single().Amount.ShouldBe(fund.Amount(1000)); // 15% of 9,000.00 is 1,350.00; 1,600.00 − 600.00 are left
        ((PayerDue)lines[0].Event!).From.ShouldBe(new(DebtorKind.Employer, "clinic"));
    }

    [Fact]
    public void A_start_that_is_corrected_to_a_later_day_takes_back_the_share_of_the_months_before_it()
    {
        var fund = Fund();
        fund.Earns(new(2025, 1), 2000, "hospital");
        fund.SettleThrough(2025, 2);
        fund.Tell(facts => facts with { Employments = [facts.Employments[0] with { StartedOn = new(2025, 3, 3) }] });

        var line = fund.SettleThrough(2025, 3).Single(line => line.Event is PayerDue);

        (line.Amount, line.Concerns).ShouldBe((fund.Amount(-300), new LocalDate(2025, 2, 28)));
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(0);
    }

    [Fact]
    public void What_was_booked_for_an_employer_that_is_bound_no_more_is_taken_back()
    {
        var fund = Fund();
        fund.Earns(new(2025, 1), 2000, "hospital");
        fund.SettleThrough(2025, 2);
        fund.Tell(facts => facts with { Employments = [facts.Employments[0] with { StartedOn = new(2025, 1, 2), EndedOn = new(2025, 1, 8) }] }); // before it signed

        fund.SettleThrough(2025, 3).Single(line => line.Event is PayerDue).Amount.ShouldBe(fund.Amount(-300));
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(0);
    }

    [Fact]
    public void A_corrected_report_posts_the_difference()
    {
        var fund = Fund();
        fund.Earns(new(2025, 1), 2000, "hospital");
        fund.SettleThrough(2025, 2);

        fund.Tell(facts => facts with { Wages = [.. facts.Wages, facts.Wages[0] with { Id = "R1b", Gross = fund.Amount(1800), Replaces = facts.Wages[0].Id }] });
        var line = fund.SettleThrough(2025, 3).First(line => line.Event is PayerDue);

        (line.Amount, line.Concerns, line.Effective).ShouldBe((fund.Amount(-30), new(2025, 2, 28), new LocalDate(2025, 3, 1)));
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(270);
    }
}
