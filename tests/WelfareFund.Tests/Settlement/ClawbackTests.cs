using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.Quality;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>A woman's start pays 66,000.00 PHP, of which 6,600.00 are held back; at 60 it costs 1,100.00 EUR and a levy of 22.00.</summary>
public sealed class ClawbackTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth November = new(2024, 11);
    private static readonly YearMonth December = new(2024, 12);

    [Fact]
    public void A_clawback_leaves_every_balance_as_if_the_claim_had_never_been_accepted()
    {
        var never = Fund();
        never.Settle(October);
        never.Settle(November);
        var fund = Started();
        fund.Settle(October);
        fund.BalanceOf(AccountRole.GrantIncome, Eur).ShouldBe(new Money(-44_000, Eur));

        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 11, 20));
        fund.Settle(November);

        fund.Standing().ShouldBe(never.Standing());
    }

    [Fact]
    public void What_was_paid_stays_receivable_and_the_next_payout_pays_it()
    {
        var fund = Started();
        fund.SettleAndPay(October, December);
        fund.Decide("C1", ClaimDecision.Rejected, new(2025, 1, 20));

        var january = fund.Settle(new(2025, 1));
        var back = (OutcomeClawedBack)january.Lines.Single(line => line.Kind == "clawback").Event!;
        (back.Gross, back.FromHoldback, back.FromPayable, back.Receivable, back.BaseAmount).ShouldBe(
            (new Money(6_600_000, Php), new Money(660_000, Php), Money.Zero(Php), new Money(5_940_000, Php), new Money(110_000, Eur)));
        TraceText.Sentence(january.Lines.Single(line => line.Kind == "clawback").Trace).ShouldBe(
            "rejected by verifier on 2025-01-20; 66,000.00 PHP is taken back: 6,600.00 still held back, 0.00 not paid yet, 0.00 had recovered the advance, 59,400.00 to be returned");
        fund.BalanceOf(AccountRole.ClawbackReceivable, Php).ShouldBe(new Money(5_940_000, Php));

        // 33,000.00 for a woman's training, of which 3,300.00 are held back: 29,700.00 of the 59,400.00 come back.
        fund.Claim("C2", "trained", new(2025, 1, 25), new(2025, 2, 3));
        var february = fund.Settle(new(2025, 2));
        february.Lines.Single(line => line.Kind == "clawback-netting").Amount.ShouldBe(new Money(2_970_000, Php));
        fund.BalanceOf(AccountRole.ClawbackReceivable, Php).ShouldBe(new Money(2_970_000, Php));
        fund.BalanceOf(AccountRole.ProviderPayable, Php).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void It_posts_when_it_is_known_at_the_rate_it_was_booked_at_and_names_the_entry_it_takes_back()
    {
        var fund = Started();
        fund.SettleAndPay(October, December);
        fund.Decide("C1", ClaimDecision.Rejected, new(2025, 1, 20));
        fund.Settle(new(2025, 1));

        var accepted = fund.Entries.Single(entry => entry.Body.Key.ToString() == "outcome/2024-10-15/C1/accepted/0");
        var taken = fund.Entries.Single(entry => entry.Body.Key.ToString() == "outcome/2024-10-15/C1/clawback/0");
        (taken.Body.Effective, taken.Body.Concerns, taken.Body.Corrects).ShouldBe((new LocalDate(2025, 1, 20), new LocalDate(2024, 10, 15), accepted.Sequence));
        fund.BalanceOf(AccountRole.OutcomePayments, Eur, "job-finding").IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.Oversight, Eur).IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.OversightPayable, Eur).ShouldBe(new Money(2_200, Eur), "the levy was paid in December, and the authority owes it");
    }

    [Fact]
    public void After_the_contracts_days_nothing_is_clawed_back()
    {
        var fund = Started(contract => contract with { ClawbackDays = 30 });
        fund.Settle(October);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 11, 7));

        fund.Settle(November).Lines.ShouldNotContain(line => line.Kind == "clawback");
    }

    [Fact]
    public void On_the_last_of_the_contracts_days_it_is()
    {
        var fund = Started(contract => contract with { ClawbackDays = 30 });
        fund.Settle(October);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 11, 6));

        fund.Settle(November).Lines.ShouldContain(line => line.Kind == "clawback");
    }

    [Fact]
    public void Work_that_a_corrected_record_no_longer_shows_is_taken_back_and_the_claim_waits_for_records_that_do()
    {
        var fund = Started();
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), new(2025, 4, 10));
        for (var month = October; month <= new YearMonth(2025, 4); month = month.PlusMonths(1))
            fund.Settle(month);
        fund.BalanceOf(AccountRole.HoldbackPayable, Php).IsZero.ShouldBeTrue();

        fund.EndJob(new(2025, 3, 15));
        var may = fund.Settle(new(2025, 5));

        may.Lines.Single(line => line.Kind == "clawback").Subject.ShouldBe("C2");
        may.Lines.Single(line => line is { Kind: "outcome", Subject: "C2" }).Reason.ShouldBe("not-achieved");
        fund.BalanceOf(AccountRole.HoldbackPayable, Php).ShouldBe(new Money(-660_000, Php), "what the six months had released is held back again");
    }

    [Fact]
    public void A_record_corrected_back_pays_the_claim_again_once()
    {
        var fund = Started();
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), new(2025, 4, 10));
        for (var month = October; month <= new YearMonth(2025, 4); month = month.PlusMonths(1))
            fund.Settle(month);
        var before = fund.Standing(AccountRole.ProviderPayable, AccountRole.HoldbackPayable, AccountRole.ContractHeadroom);
        fund.EndJob(new(2025, 3, 15));
        fund.Settle(new(2025, 5));
        fund.EndJob(null);

        var again = (OutcomeAccepted)fund.Settle(new(2025, 6)).Lines.Single(line => line is { Kind: "outcome", Subject: "C2" }).Event!;

        (again.Revision, again.Gross).ShouldBe((1, new Money(4_950_000, Php)));
        fund.Standing(AccountRole.ProviderPayable, AccountRole.HoldbackPayable, AccountRole.ContractHeadroom).ShouldBe(before);
    }

    [Fact]
    public void An_audit_that_makes_the_tier_not_payable_takes_back_what_was_paid_for_it()
    {
        var fund = Started();
        fund.Settle(October);
        fund.Tell(facts => facts with
        {
            Audits = [new() { Intake = fund.NextIntake(), Id = "late", Employment = new("E1"), AuditedOn = new(2024, 10, 7), Criterion = "no-fee-paid", Result = AuditResult.NotMet }],
        });

        var november = fund.Settle(November);
        november.Lines.Single(line => line.Kind == "clawback").Subject.ShouldBe("C1");
        november.Lines.Single(line => line is { Kind: "outcome", Subject: "C1" }).Reason.ShouldBe("tier-not-payable");
    }

    [Fact]
    public void What_a_disproved_claim_had_caught_up_falls_with_it()
    {
        var fund = Fund(contract => contract with
        {
            RateCards = [.. contract.RateCards.Select(card => card with { Metrics = [.. card.Metrics.Select(metric => metric.Id == "started" ? metric with { CatchUp = true } : metric)] })],
        });
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), new(2025, 4, 10));
        for (var month = October; month <= new YearMonth(2025, 4); month = month.PlusMonths(1))
            fund.Settle(month);
        fund.Entries.ShouldContain(entry => entry.Body.Key.ToString() == "outcome/2025-04-10/C2:started/accepted/0");

        fund.Decide("C2", ClaimDecision.Rejected, new(2025, 5, 3));
        fund.Settle(new(2025, 5)).Lines.Where(line => line.Kind == "clawback").Select(line => line.Subject).ShouldBe(["C2:started", "C2"]);
        fund.BalanceOf(AccountRole.OutcomePayments, Eur, "job-finding").IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.ProviderPayable, Php).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void A_clawback_frees_the_caps_for_the_claim_that_comes_next()
    {
        var fund = Started(contract => contract with { Maximum = new Money(6_600_000, Php) });
        fund.Settle(October);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 11, 4));
        fund.Claim("C2", "started", new(2024, 10, 7), new(2024, 11, 10));

        fund.Settle(November).Lines.Single(line => line is { Kind: "outcome", Subject: "C2" }).Amount.ShouldBe(new Money(6_600_000, Php));
    }

    [Fact]
    public void A_rejection_that_an_appeal_overturns_is_paid()
    {
        var fund = Fund();
        fund.Claim("C1", "started", new(2024, 10, 7), null);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 10, 15));
        fund.Settle(October).Lines.Single(line => line.Kind == "outcome").Reason.ShouldBe(LineReason.Rejected);

        fund.Settle(November).Lines.ShouldNotContain(line => line.Kind == "outcome", "it was decided");
        fund.Decide("C1", ClaimDecision.Accepted, new(2024, 12, 2));
        fund.Settle(December).Lines.Single(line => line.Kind == "outcome").Amount.ShouldBe(new Money(6_600_000, Php));
    }

    internal static FundInMemory Fund(Func<ContractTerms, ContractTerms>? contract = null)
    {
        var fund = new FundInMemory(contract);
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Bank("main", new(2024, 10, 18), new(12_000_000, Eur), "call-1 foundation");
        fund.Bank("main", new(2024, 10, 10), new(15_000_000, Eur), "language-grant");
        return fund;
    }

    internal static FundInMemory Started(Func<ContractTerms, ContractTerms>? contract = null)
    {
        var fund = Fund(contract);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        return fund;
    }
}
