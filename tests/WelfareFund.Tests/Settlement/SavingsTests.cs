using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class SavingsTests
{
    /// <summary>A tenth of 4,000.00 a month, from January on.</summary>
    private static PayerFund Fund()
    {
        var fund = new PayerFund("pooled-savings");
        fund.Signs("A1", new(2025, 1, 2), 10_000);
        fund.Works("E1", "orchard", new(2025, 1, 6));
        fund.Earns(new(2025, 1), 4000, "orchard");
        return fund;
    }

    [Fact]
    public void What_is_expected_posts_nothing_and_what_arrives_is_owed_to_the_worker()
    {
        var fund = Fund();
        fund.SettleThrough(2025, 2).Single(line => line.Kind == "savings").Amount.ShouldBe(fund.Amount(400));
        fund.Balance(AccountRole.WorkerSavingsPayable).ShouldBe(0);

        fund.Bank("savings", new(2025, 3, 10), 400, "A1");
        fund.SettleThrough(2025, 3);

        fund.Balance(AccountRole.WorkerSavingsPayable).ShouldBe(-400);
        fund.Balance(AccountRole.Bank, "savings").ShouldBe(400);
        fund.Balance(AccountRole.ContributionIncome).ShouldBe(0);
    }

    [Fact]
    public void What_an_employer_did_not_pass_on_is_asked_for()
    {
        var fund = Fund();
        fund.SettleThrough(2025, 2);
        fund.Bank("savings", new(2025, 3, 10), 150, "A1");

        var waits = fund.SettleThrough(2025, 3).Single(line => line.Reason == LineReason.WaitsForTransfer);

        (waits.State, waits.Amount).ShouldBe((LineState.Held, fund.Amount(250)));
        fund.Balance(AccountRole.ContributionsReceivable).ShouldBe(0);
    }

    [Theory]
    [InlineData(EndingReason.Returned)]
    [InlineData(EndingReason.Died)]
    [InlineData(EndingReason.Disabled)]
    [InlineData(EndingReason.Withdrawn)]
    public void All_of_it_is_given_back_at_the_end_and_what_comes_later_too(EndingReason reason)
    {
        var fund = Fund();
        fund.Bank("savings", new(2025, 3, 10), 400, "A1");
        fund.Ends(new(2025, 3, 20), reason);

        Back(fund, 3).ShouldBe((PaymentTo.Savings, "savings", "W1", fund.Amount(400)));
        fund.Bank("savings", new(2025, 4, 10), 120, "A1");
        Back(fund, 4).Amount.ShouldBe(fund.Amount(120));
        fund.Balance(AccountRole.WorkerSavingsPayable).ShouldBe(0);

        static (PaymentTo To, string Account, string Party, Money Amount) Back(PayerFund fund, int month)
        {
            var payment = (PaymentInstructed)fund.SettleThrough(2025, month).Single(line => line.Event is PaymentInstructed).Event!;
            return (payment.To, payment.BankAccount, payment.Party, payment.Amount);
        }
    }

    [Fact]
    public void Savings_pay_no_provider_and_their_interest_is_nobodys_income()
    {
        var fund = new PayerFund("pooled-savings", terms => terms with { Administration = new() { Monthly = Money.Round(50, terms.BaseCurrency, RoundingMode.HalfUp) } });
        fund.Signs("A1", new(2025, 1, 2), 10_000);
        fund.Bank("savings", new(2025, 1, 10), 400, "A1");
        fund.Bank("savings", new(2025, 1, 31), 3, "INTEREST");

        var lines = fund.SettleThrough(2025, 1);

        lines.Single(line => line.Kind == "payment").Reason.ShouldBe(LineReason.WaitsForCash);
        fund.Balance(AccountRole.UnallocatedReceipts).ShouldBe(-3);
        fund.Balance(AccountRole.Interest).ShouldBe(0);
    }
}
