using WelfareFund.Accounting;
using WelfareFund.Settlement;
using WelfareFund.Terms;

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

    private static FundTerms PaidByWorkers(FundTerms terms) => terms with
    {
        Contributions = [terms.Contributions[0] with { Membership = terms.Contributions[0].Membership! with { PaidBy = MembershipPayer.Worker, Months = 2 } }],
    };
}
