using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class EmployerBondSettlementTests
{
    /// <summary>2,400.00 over 24 months from 1 January 2025: 730 days.</summary>
    private static PayerFund Fund()
    {
        var fund = new PayerFund("employer-bond");
        fund.Signs("A1", new(2025, 1, 1), 2400);
        fund.Works("E1", "home", new(2025, 1, 1));
        return fund;
    }

    [Fact]
    public void Each_month_is_the_employers_debt_and_never_the_workers()
    {
        var fund = Fund();
        fund.Bank("main", new(2025, 2, 10), 101.91m, "home");

        fund.SettleThrough(2025, 2);

        fund.Balance(AccountRole.EmployerContributions).ShouldBe(-193.97m);
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(92.06m);
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
    }

    [Fact]
    public void Days_that_nobody_signed_for_are_told_and_not_booked()
    {
        var fund = Fund();
        fund.Tell(facts => facts with { Employments = [facts.Employments[0] with { EndedOn = new(2025, 1, 31) }] });
        fund.Works("E2", "clinic", new(2025, 2, 10));

        var lines = fund.SettleThrough(2025, 2).Where(line => line.Kind == "employer-bond").ToList();

        lines.Select(line => (line.State, line.Reason, line.Amount)).ShouldBe(
            [(LineState.Posts, "", fund.Amount(101.91m)), (LineState.Refused, LineReason.NobodyOwes, fund.Amount(92.06m))]);
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(101.91m);
    }

    [Fact]
    public void An_end_told_late_takes_back_what_was_booked_too_much()
    {
        var fund = Fund();
        fund.SettleThrough(2025, 3);

        fund.Tell(facts => facts with { Employments = [facts.Employments[0] with { EndedOn = new(2025, 1, 31) }] });
        var lines = fund.SettleThrough(2025, 4).Where(line => line.Event is PayerDue).ToList();

        lines.Select(line => line.Concerns).ShouldBe([new LocalDate(2025, 2, 28), new LocalDate(2025, 3, 31)]);
        fund.Balance(AccountRole.EmployerReceivable).ShouldBe(101.91m);
    }
}
