using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class MonthSettlementTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);

    private static FundInMemory FundedFund()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Bank("main", new(2024, 10, 18), new(12_000_000, Eur), "call-1 foundation");
        return fund;
    }

    [Fact]
    public void A_call_is_split_by_largest_remainder_and_paid_by_reference()
    {
        var fund = FundedFund();

        var proposal = fund.Settle(October);

        proposal.Lines.Where(line => line.Kind == "capital-call").Select(line => line.Amount).ShouldBe([new Money(18_000_001, Eur), new Money(12_000_000, Eur)]);
        fund.BalanceOf(AccountRole.CalledCapital, Eur).IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.Bank, Eur, "main").ShouldBe(new Money(30_000_001, Eur));
        fund.BalanceOf(AccountRole.UnfundedCommitments, Eur).ShouldBe(new Money(69_999_999, Eur));
    }

    [Fact]
    public void A_call_beyond_what_is_unfunded_is_held_and_calls_nobody()
    {
        var fund = new FundInMemory();
        fund.Tell(facts => facts with { Calls = [facts.Calls[0] with { Amount = new(100_000_001, Eur) }] });

        fund.Settle(October).Lines.Single(line => line.Kind == "capital-call").Reason.ShouldBe(LineReason.OverCommitment);
        fund.BalanceOf(AccountRole.InvestorCapital, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void The_same_facts_give_the_same_proposal_whatever_order_they_came_in()
    {
        var fund = FundedFund();
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Claim("C2", "trained", new(2024, 10, 5), new(2024, 10, 15));
        var first = Bytes(fund.Calculate(October));

        Bytes(fund.Calculate(October)).ShouldBe(first);
        fund.Tell(facts => facts with { Claims = [.. facts.Claims.Reverse()], Verifications = [.. facts.Verifications.Reverse()], Commitments = [.. facts.Commitments.Reverse()] });
        Bytes(fund.Calculate(October)).ShouldBe(first);
    }

    [Fact]
    public void An_accepted_claim_is_booked_at_the_rate_of_its_acceptance_and_owed_in_the_contracts_currency()
    {
        var fund = FundedFund();
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));

        fund.Settle(October);

        // 60,000.00 PHP × 1.00 (tier B) × 1.10 for women = 66,000.00; a tenth is held back; at 60 it costs 1,100.00 EUR, 60% of it finding the job.
        fund.BalanceOf(AccountRole.HoldbackPayable, Php).ShouldBe(new Money(-660_000, Php));
        fund.BalanceOf(AccountRole.OutcomePayments, Eur, "job-finding").ShouldBe(new Money(66_000, Eur));
        fund.BalanceOf(AccountRole.OutcomePayments, Eur, "settling-in").ShouldBe(new Money(44_000, Eur));
        fund.BalanceOf(AccountRole.ContractHeadroom, Php).ShouldBe(new Money(6_000_000_000 - 6_600_000, Php) + OtherHeadroom());
        fund.BalanceOf(AccountRole.Trading, Eur, "EUR").ShouldBe(new Money(-110_000, Eur));
        fund.BalanceOf(AccountRole.Oversight, Eur).ShouldBe(new Money(2_200, Eur));

        static Money OtherHeadroom() => FundInMemory.Terms.Contracts.Where(contract => contract.Id != "maharlika-2024" && contract.From <= new LocalDate(2024, 10, 31))
            .Aggregate(Money.Zero(Php), (sum, contract) => sum + contract.Maximum!.Value);
    }

    [Fact]
    public void A_payment_in_a_currency_that_is_short_first_buys_it_and_is_paid_once_it_is_there()
    {
        var fund = FundedFund();
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));

        var october = fund.Settle(October);
        var purchase = october.Lines.Single(line => line.Kind == "exchange");
        purchase.Amount.ShouldBe(new Money(5_940_000, Php));
        october.Lines.Single(line => line is { Kind: "payment", Subject: "C1" }).Reason.ShouldBe(LineReason.WaitsForCurrency);

        fund.Bank("main", new(2024, 11, 7), new(-99_500, Eur), purchase.Subject);
        fund.Bank("manila", new(2024, 11, 8), new(5_940_000, Php), purchase.Subject);
        var november = fund.Settle(new(2024, 11));
        var payment = (PaymentInstructed)november.Lines.Single(line => line.Event is PaymentInstructed { To: PaymentTo.Provider }).Event!;
        payment.Amount.ShouldBe(new Money(5_940_000, Php));
        fund.BalanceOf(AccountRole.ProviderPayable, Php).IsZero.ShouldBeTrue();

        fund.Bank("manila", new(2024, 12, 6), new(-5_940_000, Php), payment.Instruction);
        fund.Settle(new(2024, 12));
        fund.BalanceOf(AccountRole.PaymentsInTransit, Php, "manila").IsZero.ShouldBeTrue();
        fund.BalanceOf(AccountRole.Bank, Php, "manila").IsZero.ShouldBeTrue();
    }

    [Fact]
    public void A_late_wage_report_posts_in_the_open_month_and_concerns_the_month_it_was_due_in()
    {
        var fund = FundedFund();
        fund.Served();
        for (var month = October; month <= new YearMonth(2025, 2); month = month.PlusMonths(1))
            fund.Settle(month); // January's pay, due in February, is not reported in time

        fund.Wage("R1", new(2025, 1), new(270_000, Eur));
        fund.Wage("R2", new(2025, 2), new(270_000, Eur));
        var march = fund.Settle(new(2025, 3)).Lines.Where(line => line is { Kind: "contribution", State: LineState.Posts }).ToList();

        march.Select(line => (line.Effective, line.Concerns, line.Amount)).ShouldBe(
        [
            (new LocalDate(2025, 3, 1), new LocalDate(2025, 2, 28), new Money(27_000, Eur)),
            (new LocalDate(2025, 3, 31), new LocalDate(2025, 3, 31), new Money(27_000, Eur)),
        ]);
    }

    [Fact]
    public void A_correction_posts_the_difference_and_its_reversal_leaves_nothing()
    {
        var fund = FundedFund();
        fund.Served();
        fund.Wage("R1", new(2025, 1), new(270_000, Eur));
        for (var month = October; month <= new YearMonth(2025, 2); month = month.PlusMonths(1))
            fund.Settle(month);
        fund.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(27_000, Eur));

        fund.Wage("R1b", new(2025, 1), new(250_000, Eur), replaces: "R1");
        fund.Settle(new(2025, 3));
        fund.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(25_000, Eur));

        fund.Wage("R1c", new(2025, 1), new(270_000, Eur), replaces: "R1b");
        fund.Settle(new(2025, 4));
        fund.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(27_000, Eur));
        fund.BalanceOf(AccountRole.ContributionHeadroom, Eur).ShouldBe(new Money(240_000 - 27_000, Eur));
    }

    /// <summary>The cap is 2,400.00: January's 2,000.00 leave February 400.00. January corrected to 2,200.00 leaves it 200.00.</summary>
    [Fact]
    public void A_correction_first_gives_back_what_a_later_month_owes_less()
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with { Contributions = [.. FundInMemory.Terms.Contributions.Select(terms => terms with { Cap = null })] });
        fund.Wage("R1", new(2025, 1), new(2_000_000, Eur));
        fund.Wage("R2", new(2025, 2), new(1_000_000, Eur));
        for (var month = October; month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            fund.Settle(month);
        fund.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(240_000, Eur));

        fund.Wage("R1b", new(2025, 1), new(2_200_000, Eur), replaces: "R1");
        fund.Settle(new(2025, 4)).Lines.Where(line => line is { Kind: "contribution", State: LineState.Posts }).Select(line => line.Amount)
            .ShouldBe([new Money(-20_000, Eur), new Money(20_000, Eur)]);
        fund.BalanceOf(AccountRole.ContributionHeadroom, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Every_line_explains_itself()
    {
        var fund = FundedFund();
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Claim("C2", "trained", new(2024, 10, 5), null);

        foreach (var line in fund.Settle(October).Lines)
            line.Trace.ShouldNotBeEmpty($"{line.Kind} {line.Subject}");
    }

    [Fact]
    public void What_is_stored_of_a_line_reads_back_as_it_was()
    {
        var fund = FundedFund();
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));

        foreach (var line in fund.Settle(October).Lines)
        {
            SettlementJson.WriteTrace(SettlementJson.ReadTrace(SettlementJson.WriteTrace(line.Trace))).ShouldBe(SettlementJson.WriteTrace(line.Trace));
            if (line.Event is { } what)
                SettlementJson.WriteEvent(SettlementJson.ReadEvent(SettlementJson.WriteEvent(what))).ShouldBe(SettlementJson.WriteEvent(what));
        }
    }

    internal static string Bytes(Proposal proposal) => string.Join('\n', proposal.Lines.Select(line =>
        $"{line.Number} {line.Kind} {line.Subject} {line.Effective} {line.Concerns} {line.State} {line.Reason} {line.Amount} {(line.Event is null ? "" : SettlementJson.WriteEvent(line.Event))} {SettlementJson.WriteTrace(line.Trace)}"));
}
