using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>A woman's start pays 66,000.00 PHP, 1,100.00 EUR at 60; her training 33,000.00 PHP, 550.00 EUR.</summary>
public sealed class OutcomesMaximumTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth November = new(2024, 11);

    [Fact]
    public void The_line_that_crosses_the_funds_maximum_is_paid_up_to_it_and_what_follows_is_at_the_cap()
    {
        var fund = Fund(131_000);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Claim("C2", "trained", new(2024, 10, 8), new(2024, 10, 16));
        var lines = fund.Settle(October).Lines;

        var cut = lines.Single(line => line is { Kind: "outcome", Subject: "C2" });
        (cut.Amount, cut.Reason).ShouldBe((new Money(1_260_000, Php), LineReason.CutToCap));
        TraceText.Sentence(cut.Trace).ShouldContain("left in the fund 210.00 EUR × 60, rounded down, 12,600.00; payable 12,600.00");
        fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur).IsZero.ShouldBeTrue();

        fund.Claim("C3", "retained-6m", new(2025, 4, 7), new(2025, 4, 20));
        for (var month = November; month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            fund.Settle(month);
        var atCap = fund.Settle(new(2025, 4)).Lines.Single(line => line is { Kind: "outcome", Subject: "C3" });
        (atCap.State, atCap.Reason).ShouldBe((LineState.Refused, LineReason.AtCap));
        TraceText.Sentence(atCap.Trace).ShouldEndWith("left in the fund 0.00 EUR × 61, rounded down, 0.00; not payable: what the fund may spend on outcomes is spent");
    }

    [Fact]
    public void A_clawback_frees_it_for_what_comes_next()
    {
        var fund = Fund(110_000);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Settle(October);
        fund.Decide("C1", ClaimDecision.Rejected, new(2024, 11, 4));
        fund.Claim("C2", "started", new(2024, 10, 7), new(2024, 11, 10));

        fund.Settle(November).Lines.Single(line => line is { Kind: "outcome", Subject: "C2" }).Amount.ShouldBe(new Money(6_600_000, Php));
        fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void What_comes_to_no_more_than_is_left_in_base_currency_is_not_cut_by_the_way_there_and_back()
    {
        // 33,000.00 PHP at 61 are 540.98 EUR, and 540.98 EUR at 61 are 32,999.78 PHP.
        var fund = FundInMemory.Under(FundInMemory.Terms with { OutcomesMaximum = new Money(54_098, Eur) });
        Money(fund);
        fund.Claim("C1", "trained", new(2024, 12, 20), new(2025, 1, 10));
        for (var month = October; month < new YearMonth(2025, 1); month = month.PlusMonths(1))
            fund.Settle(month);

        var line = fund.Settle(new(2025, 1)).Lines.Single(line => line is { Kind: "outcome", Subject: "C1" });
        (line.Amount, line.Reason).ShouldBe((new Money(3_300_000, Php), ""));
        fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void A_forfeited_holdback_frees_it_by_what_it_lowers_the_cost()
    {
        var fund = Fund(110_000);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Settle(October);
        fund.End(new(2024, 11, 20), EndingReason.Returned);
        for (var month = November; month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            fund.Settle(month);

        fund.Events.OfType<HoldbackForfeited>().Single().BaseAmount.ShouldBe(new Money(11_000, Eur));
        fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur).ShouldBe(new Money(11_000, Eur));
    }

    [Fact]
    public void A_maximum_that_terms_bring_later_counts_what_was_accepted_before_and_one_that_is_lowered_below_it_pays_nothing_more()
    {
        var fund = FundInMemory.Under(FundInMemory.Terms);
        Money(fund);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Settle(October);

        fund.Under(terms => terms with { OutcomesMaximum = new Money(150_000, Eur) });
        fund.Settle(November);
        fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur).ShouldBe(new Money(40_000, Eur));

        fund.Under(terms => terms with { OutcomesMaximum = new Money(90_000, Eur) });
        fund.Claim("C2", "trained", new(2024, 12, 1), new(2024, 12, 3));
        fund.Settle(new(2024, 12)).Lines.Single(line => line is { Kind: "outcome", Subject: "C2" }).Reason.ShouldBe(LineReason.AtCap);
        fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void A_contracts_maximum_that_is_lowered_below_what_was_accepted_stops_no_settlement()
    {
        var fund = FundInMemory.Under(FundInMemory.Terms);
        Money(fund);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        fund.Settle(October);
        fund.Under(terms => terms with { Contracts = [.. terms.Contracts.Select(contract => contract with { Maximum = new Money(5_000_000, Php) })] });
        fund.Settle(November);
        fund.Standing(AccountRole.ContractHeadroom).ShouldNotContain(balance => balance.Contains("maharlika-2024", StringComparison.Ordinal));

        fund.Under(terms => terms with { Contracts = [.. terms.Contracts.Select(contract => contract with { Maximum = new Money(7_000_000, Php) })] });
        fund.Settle(new(2024, 12));
        fund.Standing(AccountRole.ContractHeadroom).ShouldContain("contract-headroom maharlika-2024 4000.00 PHP");
    }

    [Fact]
    public void The_transaction_that_posts_checks_it_too()
    {
        var fund = Fund(100_000);
        fund.Settle(October);
        var outcome = new OutcomeAccepted(
            new("C9"), new("W1"), "maharlika-2024", "ph-de", "started", new(2024, 11, 4), new(2024, 11, 5), new(6_000_060, Php), new(0, Php), new(100_001, Eur), false,
            [new("job-finding", new(100_001, Eur))], UsesFundMaximum: true);

        fund.Append(outcome, new(2024, 11, 5)).Refusals.ShouldHaveSingleItem().What.ShouldBe("outcomes-headroom would go 0.01 EUR beyond its limit");
    }

    [Fact]
    public void What_is_achieved_and_not_accepted_is_reserved_for_only_as_far_as_it_leaves()
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with { OutcomesMaximum = new Money(20_000, Eur), Reserve = new() });
        fund.Claim("C1", "started", new(2024, 10, 7), null);

        fund.Settle(October).Lines.Single(line => line.Kind == "reserve").Amount.ShouldBe(new Money(20_000, Eur));
    }

    private static FundInMemory Fund(long maximum)
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with { OutcomesMaximum = new Money(maximum, Eur) });
        Money(fund);
        return fund;
    }

    private static void Money(FundInMemory fund)
    {
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Bank("main", new(2024, 10, 18), new(12_000_000, Eur), "call-1 foundation");
    }
}
