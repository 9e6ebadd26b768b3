using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

public sealed class AdvanceTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);

    private static ContractTerms WithAdvance(ContractTerms contract) => contract with { Advance = new() { Amount = new(5_000_000, Php), RecoverShare = 0.50m } };

    [Fact]
    public void A_contract_begins_with_its_advance_which_is_instructed_and_confirmed_like_a_payout()
    {
        var fund = ClawbackTests.Fund(WithAdvance);
        fund.SettleAndPay(October, October);
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(5_000_000, Php));
        fund.BalanceOf(AccountRole.ProviderPayable, Php).ShouldBe(new Money(-5_000_000, Php));

        var payment = (PaymentInstructed)fund.Settle(new(2024, 11)).Lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Provider }).Event!;
        (payment.Party, payment.Amount).ShouldBe(("maharlika-2024", new Money(5_000_000, Php)));
        fund.Bank("manila", new(2024, 12, 3), -payment.Amount, payment.Instruction);
        fund.Settle(new(2024, 12)).Lines.ShouldNotContain(line => line.Kind == "advance", "it is advanced once");
        fund.BalanceOf(AccountRole.PaymentsInTransit, Php, "manila").IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(5_000_000, Php));
    }

    [Fact]
    public void Each_payout_recovers_its_share_of_what_is_left_after_holdback_until_nothing_is_outstanding()
    {
        var fund = ClawbackTests.Started(WithAdvance);
        var october = fund.Settle(October);

        // 66,000.00 − 6,600.00 held back = 59,400.00, half of which is 29,700.00.
        var recovery = october.Lines.Single(line => line.Kind == "advance-recovery");
        recovery.Amount.ShouldBe(new Money(2_970_000, Php));
        TraceText.Sentence(recovery.Trace).ShouldBe("59,400.00 PHP × 50%, to the nearest unit, recovers 29,700.00 of the 50,000.00 advanced");
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(5_000_000 - 2_970_000, Php));

        // 49,500.00 in full and 6,600.00 released: 24,750.00 would be more than the 20,300.00 outstanding.
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), new(2025, 4, 10));
        for (var month = new YearMonth(2024, 11); month <= new YearMonth(2025, 4); month = month.PlusMonths(1))
            fund.Settle(month);
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.ProviderPayable, Php).ShouldBe(-new Money(6_600_000 + 4_950_000, Php));
    }

    [Fact]
    public void What_is_to_be_returned_comes_before_the_advance()
    {
        var fund = ClawbackTests.Started(contract => WithAdvance(contract) with { Holdback = null, ClaimWithinDays = 365 });
        fund.SettleAndPay(October, new(2024, 12));
        fund.Decide("C1", ClaimDecision.Rejected, new(2025, 1, 20));

        // Of 66,000.00 half recovered the advance and half was paid: the advance is outstanding again, and the rest is to be returned.
        fund.Settle(new(2025, 1));
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(5_000_000, Php));
        fund.BalanceOf(AccountRole.ClawbackReceivable, Php).ShouldBe(new Money(3_300_000, Php));

        fund.Claim("C2", "trained", new(2025, 1, 25), new(2025, 2, 3));
        fund.Claim("C3", "started", new(2025, 1, 28), new(2025, 2, 4));
        var lines = fund.Settle(new(2025, 2)).Lines;
        lines.Where(line => line.Kind is "clawback-netting" or "advance-recovery").Select(line => (line.Kind, line.Subject, line.Amount)).ShouldBe(
            [("clawback-netting", "C2", new Money(3_300_000, Php)), ("advance-recovery", "C3", new Money(3_300_000, Php))]);
    }

    [Fact]
    public void A_clawback_leaves_the_advance_as_if_the_claim_had_never_been_accepted()
    {
        var never = ClawbackTests.Fund(WithAdvance);
        never.Settle(October);
        never.Settle(new(2024, 11));
        var fund = ClawbackTests.Started(WithAdvance);
        fund.Settle(October);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 11, 20));
        fund.Settle(new(2024, 11));

        fund.Standing().ShouldBe(never.Standing());
    }

    [Fact]
    public void Later_terms_that_raise_the_advance_advance_the_difference_once_and_those_that_lower_it_take_nothing_back()
    {
        var fund = ClawbackTests.Fund(WithAdvance);
        fund.SettleAndPay(October, new(2024, 11));
        fund.Under(terms => Advancing(terms, 8_000_000, 0.50m));
        var raised = fund.Settle(new(2024, 12)).Lines.Single(line => line.Kind == "advance");
        (raised.Effective, raised.Amount).ShouldBe((new LocalDate(2024, 12, 1), new Money(3_000_000, Php)));
        TraceText.Sentence(raised.Trace).ShouldBe(
            "contract maharlika-2024 has an advance of 80,000.00 PHP in all, of which 50,000.00 was advanced before: 30,000.00 more, recovered by 50% of each payout");
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(8_000_000, Php));
        fund.Events.OfType<PaymentInstructed>().Count(payment => payment.To is PaymentTo.Provider).ShouldBe(1);

        fund.Under(terms => Advancing(terms, 1_000_000, 0.50m));
        fund.SettleAndPay(new(2025, 1), new(2025, 2));
        fund.Under(terms => Advancing(terms, 8_000_000, 0.50m));
        fund.Settle(new(2025, 3)).Lines.ShouldNotContain(line => line.Kind == "advance", "80,000.00 were advanced in all, and are outstanding");
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(8_000_000, Php));
        fund.Events.OfType<PaymentInstructed>().Where(payment => payment.To is PaymentTo.Provider).Sum(payment => payment.Amount.MinorUnits).ShouldBe(8_000_000);
    }

    [Fact]
    public void A_later_share_holds_for_the_payouts_that_are_settled_under_it()
    {
        var fund = ClawbackTests.Started(WithAdvance);
        fund.Settle(October);
        fund.Under(terms => Advancing(terms, 5_000_000, 0.10m));
        fund.Claim("C2", "trained", new(2024, 11, 5), new(2024, 11, 8));

        // 59,400.00 by half in October; 33,000.00 − 3,300.00 held back = 29,700.00 by a tenth in November.
        fund.Settle(new(2024, 11)).Lines.Single(line => line.Kind == "advance-recovery").Amount.ShouldBe(new Money(297_000, Php));
        fund.BalanceOf(AccountRole.ProviderAdvances, Php).ShouldBe(new Money(5_000_000 - 2_970_000 - 297_000, Php));
    }

    [Fact]
    public void What_was_raised_is_paid_beside_an_advance_that_still_waits_for_cash()
    {
        var fund = new FundInMemory(WithAdvance);
        fund.Settle(October).Lines.ShouldContain(line => line.Kind == "payment" && line.Subject == "advance:maharlika-2024" && line.State == LineState.Held);
        fund.Under(terms => Advancing(terms, 8_000_000, 0.50m));
        fund.Settle(new(2024, 11)).Lines.Where(line => line.Kind == "payment" && line.State == LineState.Held && line.Subject.StartsWith("advance", StringComparison.Ordinal))
            .Select(line => (line.Subject, line.Amount)).ShouldBe([("advance:maharlika-2024", new Money(5_000_000, Php)), ("advance:maharlika-2024:1", new Money(3_000_000, Php))]);
    }

    private static FundTerms Advancing(FundTerms terms, long amount, decimal share) => terms with
    {
        Contracts = [.. terms.Contracts.Select(contract => contract.Id == "maharlika-2024" ? contract with { Advance = new() { Amount = new(amount, Php), RecoverShare = share } } : contract)],
    };
}
