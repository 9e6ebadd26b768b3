using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>A woman's start holds back 6,600.00 PHP, 110.00 EUR at its rate, until she was retained for six months.</summary>
public sealed class HoldbackTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth April = new(2025, 4);

    [Theory]
    [InlineData(EndingReason.Returned)]
    [InlineData(EndingReason.Withdrawn)]
    public void It_is_forfeited_once_the_releasing_metric_can_no_longer_be_claimed_and_lowers_the_cost(EndingReason reason)
    {
        var fund = Ended(reason);
        for (var month = October; month < April; month = month.PlusMonths(1))
            fund.Settle(month).Lines.ShouldNotContain(line => line.Kind == "forfeit");
        var cost = fund.BalanceOf(AccountRole.OutcomePayments, Eur, "job-finding") + fund.BalanceOf(AccountRole.OutcomePayments, Eur, "settling-in");

        var forfeit = fund.Settle(April).Lines.Single(line => line.Kind == "forfeit");

        // The end on 15 January and 90 days to claim: 15 April is the last day.
        (forfeit.Effective, forfeit.Amount).ShouldBe((new LocalDate(2025, 4, 16), new Money(660_000, Php)));
        TraceText.Sentence(forfeit.Trace).ShouldBe(
            "retained-6m can no longer be claimed from 2025-04-16 on, so 6,600.00 PHP of 66,000.00 PHP is forfeited; 110.00 of 1,100.00 EUR at the outcome's own rate");
        fund.BalanceOf(AccountRole.HoldbackPayable, Php).IsZero.ShouldBeTrue();
        (cost - fund.BalanceOf(AccountRole.OutcomePayments, Eur, "job-finding") - fund.BalanceOf(AccountRole.OutcomePayments, Eur, "settling-in"))
            .ShouldBe(new Money(11_000, Eur));
        fund.BalanceOf(AccountRole.GrantIncome, Eur).ShouldBe(-fund.BalanceOf(AccountRole.OutcomePayments, Eur, "settling-in"), "no grant pays more than there was to pay");
    }

    [Theory]
    [InlineData(EndingReason.Died)]
    [InlineData(EndingReason.Disabled)]
    public void It_is_released_when_the_worker_died_or_was_disabled(EndingReason reason)
    {
        var fund = Ended(reason);
        for (var month = October; month < new YearMonth(2025, 1); month = month.PlusMonths(1))
            fund.Settle(month);

        var release = fund.Settle(new(2025, 1)).Lines.Single(line => line.Kind == "holdback");
        (release.Effective, release.Amount).ShouldBe((new LocalDate(2025, 1, 15), new Money(660_000, Php)));
        fund.Settle(April).Lines.ShouldNotContain(line => line.Kind == "forfeit");
    }

    [Fact]
    public void It_is_released_and_not_forfeited_when_the_worker_left_an_employer_in_breach()
    {
        var fund = Ended(EndingReason.Returned);
        fund.End(new(2025, 1, 10), EndingReason.EmployerBreach);
        for (var month = October; month < April; month = month.PlusMonths(1))
            fund.Settle(month);

        var april = fund.Settle(April).Lines;
        april.ShouldNotContain(line => line.Kind == "forfeit");
        TraceText.Sentence(april.Single(line => line.Kind == "holdback").Trace)
            .ShouldBe("6,600.00 PHP held back of claim C1 is owed now, and not forfeited: the worker left an employer in breach");
    }

    [Fact]
    public void It_waits_while_a_claim_for_the_releasing_metric_is_open()
    {
        var fund = Ended(EndingReason.Returned);
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), null);
        for (var month = October; month <= new YearMonth(2025, 5); month = month.PlusMonths(1))
            fund.Settle(month).Lines.ShouldNotContain(line => line.Kind == "forfeit");

        fund.Decide("C2", ClaimDecision.Rejected, new(2025, 5, 20));
        fund.Settle(new(2025, 6));
        fund.BalanceOf(AccountRole.HoldbackPayable, Php).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Six_months_that_nobody_claims_in_time_forfeit_it_too()
    {
        var fund = ClawbackTests.Started(contract => contract with { ClaimWithinDays = 20 });
        for (var month = October; month < April; month = month.PlusMonths(1))
            fund.Settle(month);

        // 183 days from 7 October end on 7 April; twenty more are over on the 27th.
        fund.Settle(April).Lines.Single(line => line.Kind == "forfeit").Effective.ShouldBe(new LocalDate(2025, 4, 28));
    }

    [Fact]
    public void A_releasing_metric_that_a_cap_leaves_nothing_of_releases_it_all_the_same()
    {
        var fund = ClawbackTests.Started(contract => contract with { PerWorker = new Money(6_600_000, Php) });
        fund.Claim("C2", "retained-6m", new(2025, 4, 7), new(2025, 4, 10));
        for (var month = October; month < April; month = month.PlusMonths(1))
            fund.Settle(month);

        var april = fund.Settle(April).Lines;
        april.Single(line => line is { Kind: "outcome", Subject: "C2" }).Reason.ShouldBe(LineReason.AtCap);
        april.Single(line => line.Kind == "holdback").Amount.ShouldBe(new Money(660_000, Php));
    }

    [Fact]
    public void What_waited_for_an_earlier_metric_releases_its_holdback_after_it_was_held_back()
    {
        var fund = ClawbackTests.Fund(contract => contract with { ClaimWithinDays = 400 });
        fund.Claim("C2", "retained-6m", new(2025, 4, 8), new(2025, 4, 15));
        for (var month = October; month <= April; month = month.PlusMonths(1))
            fund.Settle(month);
        fund.Claim("C1", "started", new(2024, 10, 7), new(2025, 5, 13));

        var may = fund.Settle(new(2025, 5)).Lines.Where(line => line.Kind is "outcome" or "holdback").Select(line => $"{line.Kind} {line.Subject}");

        may.ShouldBe(["outcome C1", "outcome C2", "holdback C1"]);
    }

    [Fact]
    public void Whoever_was_right_to_complain_costs_the_provider_no_holdback()
    {
        var fund = Ended(EndingReason.Returned);
        fund.Tell(facts => facts with
        {
            Grievances =
            [
                new()
                {
                    Intake = 900, Id = "G1", Worker = new("W1"), RaisedOn = new(2024, 12, 1), Category = "wages", Severity = Severity.Moderate,
                    ClosedOn = new(2025, 1, 20), Outcome = GrievanceOutcome.Upheld,
                },
            ],
        });
        for (var month = October; month < April; month = month.PlusMonths(1))
            fund.Settle(month);

        var line = fund.Settle(April).Lines.Single(line => line.Kind is "holdback" or "forfeit");

        (line.Kind, TraceText.Sentence(line.Trace)).ShouldBe(("holdback", "6,600.00 PHP held back of claim C1 is owed now, and not forfeited: a grievance of the worker was upheld"));
    }

    [Fact]
    public void A_clawback_after_a_forfeit_takes_back_what_was_left()
    {
        var fund = Ended(EndingReason.Returned, clawbackDays: 400);
        for (var month = October; month <= April; month = month.PlusMonths(1))
            fund.Settle(month);
        fund.Decide("C1", ClaimDecision.Rejected, new(2025, 5, 20));
        fund.Settle(new(2025, 5));

        foreach (var costLine in new[] { "job-finding", "settling-in" })
            fund.BalanceOf(AccountRole.OutcomePayments, Eur, costLine).IsZero.ShouldBeTrue();
        fund.Standing(AccountRole.ProviderPayable, AccountRole.HoldbackPayable, AccountRole.Oversight, AccountRole.GrantIncome, AccountRole.Trading).ShouldBeEmpty();
    }

    private static FundInMemory Ended(EndingReason reason, int clawbackDays = 180)
    {
        var fund = ClawbackTests.Started(contract => contract with { ClawbackDays = clawbackDays });
        fund.EndJob(new(2025, 1, 12));
        fund.End(new(2025, 1, 15), reason);
        return fund;
    }
}
