using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Terms;
using WelfareFund.Tests.Settlement;

namespace WelfareFund.Tests.Statements;

/// <summary>
/// What a provider reads of one claim, from its submission to its end. A woman's start pays 66,000.00 PHP, of which 6,600.00 are held back until she has
/// worked for six months; payment is due in 30 days.
/// </summary>
public sealed class ClaimStatusTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth November = new(2024, 11);
    private static readonly YearMonth December = new(2024, 12);

    [Fact]
    public void Before_the_verifier_has_decided_it_is_submitted_or_returned_for_evidence()
    {
        var fund = ClawbackTests.Fund();
        fund.Claim("C1", "started", new(2024, 10, 7), null);
        Read(fund, fund.Settle(October)).ShouldBe((ClaimStanding.Submitted, "submitted on 2024-10-09, and the verifier has not decided yet; what is accepted is to be paid within 30 days"));

        fund.Decide("C1", ClaimDecision.Returned, new(2024, 11, 4));
        Read(fund, fund.Settle(November)).ShouldBe((ClaimStanding.Returned, "returned for evidence by verifier on 2024-11-04 (checked again); once it is sent, the verifier decides again"));
    }

    [Fact]
    public void What_was_accepted_after_the_last_settlement_is_verified()
    {
        var fund = ClawbackTests.Fund();
        fund.Claim("C1", "started", new(2024, 10, 7), null);
        var settled = fund.Settle(October);
        fund.Decide("C1", ClaimDecision.Accepted, new(2024, 11, 4));

        Read(fund, settled).ShouldBe((ClaimStanding.Verified, "accepted by verifier on 2024-11-04; the next settlement prices it, and what is owed is to be paid by 2024-12-04"));
    }

    [Fact]
    public void What_is_owed_says_what_its_payment_waits_for()
    {
        var poor = new FundInMemory();
        poor.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        Read(poor, poor.Settle(October)).ShouldBe((ClaimStanding.Approved,
            "owed since 2024-10-15: 59,400.00 PHP; expected by 2024-11-14; it waits for free cash, after what was accepted before; "
            + "6,600.00 PHP held back waits until 'retained-6m' of the worker is accepted"));

        var without = ClawbackTests.Started();
        Read(without, without.Settle(October)).Status.ShouldStartWith(
            "owed since 2024-10-15: 59,400.00 PHP; expected by 2024-11-14; it waits for PHP to be bought, after what was accepted before; ");

        var aggrieved = ClawbackTests.Started();
        aggrieved.Bank("manila", new(2024, 10, 12), new(9_000_000, Php), "PHP-IN");
        aggrieved.Tell(facts => facts with { Grievances = [new() { Intake = aggrieved.NextIntake(), Id = "G1", Worker = new("W1"), RaisedOn = new(2024, 10, 20), Category = "wages", Severity = Severity.Serious }] });
        Read(aggrieved, aggrieved.Settle(October)).Status.ShouldContain("; 59,400.00 PHP waits: the serious grievance G1 of 2024-10-20 is open; ");
    }

    [Fact]
    public void What_the_bank_was_told_to_pay_is_scheduled_and_once_it_did_paid_with_its_holdback_still_waiting()
    {
        var fund = ClawbackTests.Started();
        fund.Bank("manila", new(2024, 10, 12), new(9_000_000, Php), "PHP-IN");
        var october = fund.Settle(October);
        var payment = (PaymentInstructed)october.Lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Provider }).Event!;
        const string Waits = "; 6,600.00 PHP held back waits until 'retained-6m' of the worker is accepted";
        Read(fund, october).ShouldBe((ClaimStanding.Scheduled, $"the bank was told on 2024-10-31 to pay 59,400.00 PHP by {payment.Instruction}; expected by 2024-11-14{Waits}"));

        fund.Bank("manila", new(2024, 11, 5), -payment.Amount, payment.Instruction);
        Read(fund, fund.Settle(November)).ShouldBe((ClaimStanding.Paid, $"paid on 2024-11-05: 59,400.00 PHP by {payment.Instruction}{Waits}"));
    }

    [Fact]
    public void A_released_holdback_is_owed_then_scheduled_then_paid()
    {
        var fund = ClawbackTests.Started();
        fund.SettleAndPay(October, new(2025, 3));
        var paid = Read(fund, fund.Calculate(new(2025, 4))).Status;
        paid.ShouldStartWith("paid on 2024-12-08: 59,400.00 PHP by P-202411-");
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), new(2025, 4, 20));
        var released = paid.Split("; ")[0] + "; 6,600.00 PHP held back was released on 2025-04-20, and ";

        Read(fund, fund.Settle(new(2025, 4))).ShouldBe((ClaimStanding.Paid,
            released + "6,600.00 PHP is owed; expected by 2025-05-20; it waits for PHP to be bought, after what was accepted before"));
        fund.Bank("manila", new(2025, 5, 8), new(9_000_000, Php), "PHP-IN");
        var may = fund.Settle(new(2025, 5));
        var payment = (PaymentInstructed)may.Lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Provider }).Event!;
        Read(fund, may).ShouldBe((ClaimStanding.Scheduled, released + $"the bank was told on 2025-05-31 to pay 6,600.00 PHP by {payment.Instruction}; expected by 2025-05-20"));
        fund.Bank("manila", new(2025, 6, 3), -payment.Amount, payment.Instruction);
        Read(fund, fund.Settle(new(2025, 6))).ShouldBe((ClaimStanding.Paid, released + $"6,600.00 PHP was paid on 2025-06-03 by {payment.Instruction}"));
    }

    [Fact]
    public void A_holdback_that_waits_for_a_date_names_it_and_one_that_was_forfeited_says_so()
    {
        ContractTerms ByDate(ContractTerms contract) => contract with { Holdback = new() { Share = 0.10m, ReleaseDate = new(2025, 6, 30) } };
        var dated = ClawbackTests.Started(ByDate);
        Read(dated, dated.Settle(October), ByDate).Status.ShouldEndWith("; 6,600.00 PHP held back waits until 2025-06-30");

        var fund = ClawbackTests.Started();
        fund.End(new(2024, 11, 20), EndingReason.Returned);
        fund.SettleAndPay(October, new(2025, 3));
        Read(fund, fund.Calculate(new(2025, 4))).Status.ShouldEndWith("; 6,600.00 PHP held back was forfeited on 2025-02-19, because the metric that releases it can no longer be claimed");
    }

    [Fact]
    public void What_is_held_or_refused_says_why_and_that_no_money_is_owed()
    {
        var held = ClawbackTests.Fund();
        held.Claim("C1", "retained-6m", new(2024, 10, 10), new(2024, 10, 15));
        Read(held, held.Settle(October)).ShouldBe((ClaimStanding.Held, "accepted by verifier on 2024-10-15; waits: the records up to 2024-10-31 do not show it; no money is owed before that"));

        var twice = ClawbackTests.Started();
        twice.Claim("C2", "started", new(2024, 10, 7), new(2024, 10, 16));
        Read(twice, twice.Settle(October), claim: "C2").ShouldBe((ClaimStanding.Refused, "accepted by verifier on 2024-10-16; not payable: 'started' of worker W1 was settled by claim C1; no money is owed for it"));
    }

    [Fact]
    public void A_rejection_can_be_appealed_once_and_the_appeal_is_the_last_word()
    {
        var fund = ClawbackTests.Fund();
        fund.Claim("C1", "started", new(2024, 10, 7), null);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 10, 20));
        var october = fund.Settle(October);
        Read(fund, october).ShouldBe((ClaimStanding.Rejected, "rejected by verifier on 2024-10-20 (checked again); it can be appealed once"));

        fund.Decide("C1", ClaimDecision.Returned, new(2024, 11, 2));
        Read(fund, october).Standing.ShouldBe(ClaimStanding.Returned);
        fund.Decide("C1", ClaimDecision.Accepted, new(2024, 11, 4));
        Read(fund, october).ShouldBe((ClaimStanding.Verified, "accepted by verifier on 2024-11-04 on appeal; the next settlement prices it, and what is owed is to be paid by 2024-12-04"));
        Read(fund, fund.Settle(November)).Standing.ShouldBe(ClaimStanding.Approved);

        var lost = ClawbackTests.Fund();
        lost.Claim("C1", "started", new(2024, 10, 7), null);
        lost.Decide("C1", ClaimDecision.Rejected, new(2024, 10, 20));
        lost.Decide("C1", ClaimDecision.Rejected, new(2024, 10, 25));
        Read(lost, lost.Settle(October)).ShouldBe((ClaimStanding.Rejected, "rejected by verifier on 2024-10-25 (checked again); this was the appeal, and the last word"));
    }

    [Fact]
    public void What_is_clawed_back_says_what_is_to_be_returned_and_the_next_payout_what_it_pays_of_it()
    {
        var fund = ClawbackTests.Started();
        fund.SettleAndPay(October, December);
        fund.Decide("C1", ClaimDecision.Rejected, new(2025, 1, 20));
        var january = fund.Settle(new(2025, 1));
        Read(fund, january).ShouldBe((ClaimStanding.ClawedBack,
            "taken back on 2025-01-20: rejected by verifier on 2025-01-20; 59,400.00 PHP is to be returned, out of the next payouts first; the metric is open again"));

        fund.Claim("C2", "trained", new(2025, 1, 25), new(2025, 2, 3));
        Read(fund, fund.Settle(new(2025, 2)), claim: "C2").ShouldBe((ClaimStanding.Paid,
            "accepted on 2025-02-03, and nothing is left to be paid (of 29,700.00 PHP, 29,700.00 PHP pays what was to be returned); 3,300.00 PHP held back waits until 'retained-6m' of the worker is accepted"));

        fund.Decide("C1", ClaimDecision.Accepted, new(2025, 3, 4));
        Read(fund, january).ShouldBe((ClaimStanding.Verified, "accepted by verifier on 2025-03-04 on appeal; the next settlement prices it, and what is owed is to be paid by 2025-04-03"));
    }

    [Fact]
    public void What_earns_back_the_advance_is_told_apart_from_what_is_paid()
    {
        ContractTerms WithAdvance(ContractTerms contract) => contract with { Advance = new() { Amount = new(5_000_000, Php), RecoverShare = 0.50m } };
        var fund = ClawbackTests.Started(WithAdvance);
        Read(fund, fund.Settle(October), WithAdvance).Status.ShouldStartWith("owed since 2024-10-15: 29,700.00 PHP (of 59,400.00 PHP, 29,700.00 PHP earns back the advance); expected by 2024-11-14; ");
    }

    private static (ClaimStanding Standing, string Status) Read(FundInMemory fund, Proposal newest, Func<ContractTerms, ContractTerms>? contract = null, string claim = "C1")
    {
        var terms = FundInMemory.Terms with { Contracts = [.. FundInMemory.Terms.Contracts.Select(one => contract?.Invoke(one) ?? one)] };
        var progress = new ClaimProgress(terms, fund.Facts.Verifications.OrderBy(word => word.DecidedOn).ThenBy(word => word.Intake));
        foreach (var line in fund.Posted.Concat(newest.Lines.Where(line => line.State is LineState.Held)))
            progress.Take(line);
        var read = progress.LinesOf(fund.Facts.Claims.Single(one => one.Id.Value == claim)).Last();
        return (read.Standing, read.Status);
    }
}
