using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

public sealed class MembershipSettlementTests
{
    [Fact]
    public void An_employers_fee_is_due_at_deployment_and_earned_by_month()
    {
        var fund = new PayerFund("membership");
        fund.Signs("A1", new(2025, 1, 2), 0);
        fund.Works("E1", "household", new(2025, 1, 13));
        fund.Bank("main", new(2025, 2, 10), 25, "household");

        fund.SettleThrough(2025, 1);
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(25);
        fund.SettleThrough(2025, 6);

        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(0);
        fund.Balance(AccountRole.MembershipIncome).ShouldBe(-6.25m);
        fund.Balance(AccountRole.UnearnedMembership).ShouldBe(-18.75m);
    }

    [Fact]
    public void An_agency_owes_by_its_contract()
    {
        var fund = new PayerFund("membership");
        fund.Signs("A1", new(2025, 1, 2), 0, "by-agency");
        fund.Works("E1", "ship", new(2025, 1, 13));
        fund.Bank("main", new(2025, 2, 10), 20, "bahay-abroad-2025");

        fund.SettleThrough(2025, 2);

        fund.Balance(AccountRole.AgencyReceivable).ShouldBe(5);
    }

    [Fact]
    public void A_worker_pays_no_more_than_was_disclosed()
    {
        var fund = new PayerFund("membership", PaidByWorkers);
        fund.Signs("A1", new(2025, 1, 2), 30);
        fund.Works("E1", "household", new(2025, 1, 13), new(2025, 1, 31));
        fund.Works("E2", "household", new(2025, 4, 1));
        fund.Bank("main", new(2025, 2, 10), 25, "A1");

        var lines = fund.SettleThrough(2025, 4).Where(line => line.Kind == "membership").ToList();

        lines.Select(line => line.Reason).ShouldBe(["", LineReason.AtCap]);
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
        fund.Balance(AccountRole.ContributionHeadroom).ShouldBe(5);
    }

    [Fact]
    public void What_a_worker_pays_beyond_the_last_fee_goes_back_at_once()
    {
        var fund = new PayerFund("membership", PaidByWorkers);
        fund.Signs("A1", new(2025, 1, 2), 30);
        fund.Works("E1", "household", new(2025, 1, 13));
        fund.Bank("main", new(2025, 2, 10), 40, "A1");

        var lines = fund.SettleThrough(2025, 2);

        var refund = lines.Single(line => line.Event is RefundOwed);
        TraceText.Sentence(refund.Trace).ShouldBe("15.00 USD was paid too much and no due follows");
        lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Worker, Party: "W1" }).Amount.ShouldBe(fund.Amount(15));
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
        fund.Balance(AccountRole.WorkerRefundsPayable).ShouldBe(0);
    }

    [Fact]
    public void What_a_worker_pays_too_much_pays_the_next_fee_and_goes_back_after_two_months_without_one()
    {
        var fund = new PayerFund("membership", PaidByWorkers);
        fund.Signs("A1", new(2025, 1, 2), 100);
        fund.Works("E1", "household", new(2025, 1, 13), new(2025, 1, 31));
        fund.Works("E2", "household", new(2025, 3, 20));
        fund.Bank("main", new(2025, 2, 10), 60, "A1"); // 35.00 too much, of which the second fee takes 25.00 in March

        var refund = fund.SettleThrough(2025, 5).Single(line => line.Event is RefundOwed);

        (refund.Amount, refund.Effective).ShouldBe((fund.Amount(10), new LocalDate(2025, 4, 30)));
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
    }

    [Theory]
    [InlineData(EndingReason.Died)]
    [InlineData(EndingReason.Disabled)]
    public void A_fee_that_a_worker_still_owes_is_given_up_at_death_and_permanent_disability(EndingReason reason)
    {
        var fund = new PayerFund("membership", PaidByWorkers);
        fund.Signs("A1", new(2025, 1, 2), 30);
        fund.Works("E1", "household", new(2025, 1, 13));
        fund.Ends(new(2025, 2, 20), reason);

        var gone = fund.SettleThrough(2025, 3).Single(line => line.Event is ContributionWrittenOff);

        (gone.Amount, gone.Effective).ShouldBe((fund.Amount(25), new LocalDate(2025, 2, 28)));
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
        fund.Balance(AccountRole.LossesOnReceivables).ShouldBe(25);
        fund.Balance(AccountRole.ContributionHeadroom).ShouldBe(30);
    }

    [Fact]
    public void A_fee_stays_owed_after_going_home_and_its_age_asks_for_an_allowance()
    {
        var fund = new PayerFund("membership", terms => PaidByWorkers(terms) with { Allowance = [new() { OverdueDays = 30, Share = 0.5m }] });
        fund.Signs("A1", new(2025, 1, 2), 30);
        fund.Works("E1", "household", new(2025, 1, 13));
        fund.Ends(new(2025, 1, 20), EndingReason.Returned);
        fund.SettleThrough(2025, 2);

        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(25);
        fund.Balance(AccountRole.ContributionsAllowance).ShouldBe(-12.50m);
    }

    private static FundTerms PaidByWorkers(FundTerms terms) => terms with
    {
        Contributions = [terms.Contributions[0] with { Membership = terms.Contributions[0].Membership! with { PaidBy = MembershipPayer.Worker, Months = 2 } }],
    };
}
