using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>The fund of two investors, of whom 18,000.01 (bank, senior) × 10 and 120,000.00 (foundation, first-loss) are called, due on 20 October.</summary>
public sealed class ReceiptsOfCapitalTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth November = new(2024, 11);

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static SettlementLine BankLine(Proposal proposal) => proposal.Lines.Single(line => line.Kind == "bank");

    [Fact]
    public void What_is_called_and_not_paid_lowers_net_assets_and_is_asked_for_with_its_days()
    {
        var fund = new FundInMemory();

        var lines = fund.Settle(October).Lines;

        fund.BalanceOf(AccountRole.InvestorCapital, Eur).ShouldBe(Euros(-300_000.01m));
        fund.BalanceOf(AccountRole.CalledCapital, Eur).ShouldBe(Euros(300_000.01m), "equity is recognised and lowered by as much");
        lines.Where(line => line.Reason == LineReason.CallOverdue).Select(line => TraceText.Sentence(line.Trace)).ShouldBe(
        [
            "180,000.01 EUR of the call call-1 was due from bank on 2024-10-20, 11 days before the month's end",
            "120,000.00 EUR of the call call-1 was due from foundation on 2024-10-20, 11 days before the month's end",
        ]);
    }

    [Fact]
    public void A_short_payment_counts_and_the_rest_stays_called()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), Euros(100_000), "call-1 bank");

        TraceText.Sentence(BankLine(fund.Settle(October)).Trace).ShouldBe("investor bank paid 100,000.00 EUR of the call call-1; 80,000.01 of the call is not paid yet");
        fund.BalanceOf(AccountRole.CalledCapital, Eur).ShouldBe(Euros(200_000.01m));
    }

    [Fact]
    public void A_late_payment_says_how_late_by_its_value_date()
    {
        var fund = new FundInMemory();
        fund.Settle(October);
        fund.Bank("main", new(2024, 11, 4), Euros(180_000.01m), "call-1 bank");

        TraceText.Sentence(BankLine(fund.Settle(November)).Trace).ShouldBe("investor bank paid 180,000.01 EUR of the call call-1; it was due on 2024-10-20, 15 days before");
    }

    [Fact]
    public void More_than_is_called_waits_whole()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), Euros(180_000.02m), "call-1 bank");

        var line = BankLine(fund.Settle(October));

        (line.Reason, TraceText.Sentence(line.Trace)).ShouldBe((LineReason.Overpaid, "180,000.02 EUR came for bank, of whose part of call-1 only 180,000.01 is to be paid"));
        fund.BalanceOf(AccountRole.UnallocatedReceipts, Eur).ShouldBe(Euros(-180_000.02m));
        fund.BalanceOf(AccountRole.CalledCapital, Eur).ShouldBe(Euros(300_000.01m));
    }

    [Fact]
    public void A_second_payment_of_a_paid_call_waits()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), Euros(180_000.01m), "call-1 bank");
        fund.Settle(October);
        fund.Bank("main", new(2024, 11, 4), Euros(1), "call-1 bank");

        BankLine(fund.Settle(November)).Reason.ShouldBe(LineReason.Overpaid);
    }

    [Fact]
    public void A_payment_that_names_the_investor_alone_pays_its_oldest_open_call()
    {
        var fund = new FundInMemory();
        fund.Tell(facts => facts with { Calls = [.. facts.Calls, facts.Calls[0] with { Id = "a-later-call", CalledOn = new(2024, 10, 10), DueOn = new(2024, 11, 20), Amount = Euros(1000) }] });
        fund.Bank("main", new(2024, 10, 18), Euros(180_000.01m), "bank");

        TraceText.Sentence(BankLine(fund.Settle(October)).Trace).ShouldBe("investor bank paid 180,000.01 EUR of the call call-1; it names no call, and call-1 is the oldest that is open");
        fund.Bank("main", new(2024, 11, 18), Euros(600), "bank");
        fund.Events.OfType<DrawdownReceived>().Last().Call.ShouldBe("call-1");
        fund.Settle(November);
        fund.Events.OfType<DrawdownReceived>().Last().Call.ShouldBe("a-later-call");
    }

    [Fact]
    public void Two_investors_money_in_one_line_waits()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), Euros(300_000.01m), "call-1 bank foundation");

        var line = BankLine(fund.Settle(October));

        (line.Reason, TraceText.Sentence(line.Trace)).ShouldBe((LineReason.SeveralInvestors, "300,000.01 EUR came from several investors at once: bank, foundation"));
    }

    [Fact]
    public void Others_fill_a_gap_only_by_a_new_call()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), Euros(180_000.01m), "call-1 bank");
        fund.Settle(October);
        fund.Settle(November);
        fund.BalanceOf(AccountRole.InvestorCapital, Eur).ShouldBe(Euros(-300_000.01m), "the bank is asked for no cent of what the foundation owes");

        fund.Tell(facts => facts with { Calls = [.. facts.Calls, facts.Calls[0] with { Id = "call-2", CalledOn = new(2024, 12, 2), DueOn = new(2024, 12, 20), Amount = Euros(100_000) }] });
        fund.Settle(new(2024, 12)).Lines.Where(line => line.Subject == "call-2").Select(line => line.Amount).ShouldBe([Euros(60_000), Euros(40_000)]);
    }

    [Fact]
    public void A_call_by_file_with_too_short_a_notice_is_held_and_calls_nobody()
    {
        var fund = new FundInMemory();
        fund.Tell(facts => facts with { Calls = [facts.Calls[0] with { DueOn = new(2024, 10, 15) }] });

        var line = fund.Settle(October).Lines.Single(line => line.Kind == "capital-call");

        (line.State, line.Reason, TraceText.Sentence(line.Trace)).ShouldBe((LineState.Held, LineReason.ShortNotice,
            "300,000.01 EUR was called on 2024-10-02 and due on 2024-10-15, a notice of 9 business days; at least 10 are due: 2024-10-16 is the first day that is right"));
        fund.BalanceOf(AccountRole.InvestorCapital, Eur).IsZero.ShouldBeTrue();
        fund.Calculate(November).Lines.ShouldContain(again => again.Reason == LineReason.ShortNotice);
    }

    [Fact]
    public void What_was_promised_after_a_call_is_not_called_by_it_and_is_by_the_next()
    {
        var fund = new FundInMemory();
        fund.Tell(facts => facts with { Commitments = [.. facts.Commitments, facts.Commitments[0] with { Id = "K3", Amount = Euros(400_000), SignedOn = new(2024, 10, 5) }] });

        fund.Settle(October).Lines.Where(line => line.Subject == "call-1").Select(line => line.Amount).ShouldBe([Euros(180_000.01m), Euros(120_000)]);
        fund.Tell(facts => facts with { Calls = [.. facts.Calls, facts.Calls[0] with { Id = "call-2", CalledOn = new(2024, 11, 4), DueOn = new(2024, 11, 20), Amount = Euros(109_999.99m) }] });
        // Unfunded: 819,999.99 and 280,000.00.
        fund.Settle(November).Lines.Where(line => line.Subject == "call-2").Select(line => line.Amount).ShouldBe([Euros(81_999.99m), Euros(28_000)]);
    }
}
