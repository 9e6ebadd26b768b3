using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.Quality;
using WelfareFund.Terms;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Outcomes;

public sealed class OutcomeStepTests
{
    [Fact]
    public void An_outcome_pays_its_price_less_the_holdback_and_splits_over_its_cost_lines()
    {
        var decided = Decide(Contract, Facts(Worker(), [Job(Start)]), Claim("started", Start)).Single();
        var payable = decided.Decision.ShouldBeOfType<PayableOutcome>();
        payable.Gross.ShouldBe(Pesos(90_000));
        payable.HeldBack.ShouldBe(Pesos(9_000));
        payable.Payout.ShouldBe(Pesos(81_000));
        payable.Lines.ShouldBe([new("job-finding", Pesos(54_000)), new("settling-in", Pesos(36_000))]);
        TraceText.Sentence(decided.Trace).ShouldBe(
            "achieved on 2025-03-03, as the records of work show; 90,000.00 PHP × 1 (tier B) × (1 + 0% uplift) × 1 (volume, number 1) = 90,000.00; "
            + "left for this worker 180,000.00; payable 90,000.00; held back 10% = 9,000.00; paid out 81,000.00");
    }

    [Fact]
    public void The_quality_factor_and_the_highest_uplift_multiply_the_price()
    {
        var audits = new[] { Audit(Start, "contract-as-offered", AuditResult.Met), Audit(Start, "wage-paid-in-full", AuditResult.Met) };
        Payable(Contract, Facts(Worker(groups: "remote-province|woman"), [Job(Start)], audits), Claim("started", Start)).Gross.ShouldBe(Pesos(108_900));
    }

    [Fact]
    public void Uplifts_of_several_groups_can_sum()
    {
        var card = Card with { Uplifts = Card.Uplifts! with { Mode = UpliftMode.Sum } };
        Payable(Contract with { RateCards = [card] }, Facts(Worker(groups: "remote-province|woman"), [Job(Start)]), Claim("started", Start)).Gross.ShouldBe(Pesos(103_500));
    }

    [Fact]
    public void A_tier_that_is_not_payable_leaves_the_metric_open()
    {
        var failed = Audit(Start, "wage-paid-in-full", AuditResult.NotMet);
        var held = Decide(Contract, Facts(Worker(), [Job(Start)], [failed]), Claim("started", Start)).Single();
        held.Decision.ShouldBeOfType<HeldOutcome>().Why.Code.ShouldBe("tier-not-payable");
    }

    [Fact]
    public void A_metric_pays_once_for_a_worker()
    {
        var decided = Decide(Contract, Facts(Worker(), [Job(Start)]), Claim("started", Start, "c-2"), Claim("started", Start, "c-1"));
        decided[0].Decision.ShouldBeOfType<PayableOutcome>();
        decided[0].Claim.Claim.Id.Value.ShouldBe("c-1");
        decided[1].Decision.ShouldBeOfType<RefusedOutcome>().Why.Code.ShouldBe("already-paid");
    }

    [Fact]
    public void A_later_metric_waits_for_the_earlier_one_and_is_decided_as_soon_as_it_is_there()
    {
        var facts = Facts(Worker(), [Job(Start)]);
        var retained = Claim("retained-6m", new(2025, 9, 1), accepted: new(2025, 9, 10));
        Decide(Contract, facts, retained).Single().Decision.ShouldBeOfType<HeldOutcome>().Why.Code.ShouldBe("waits-for-metric");

        var late = Claim("started", Start, accepted: new(2025, 9, 20));
        var decided = Decide(Contract, facts, retained, late);
        decided.ShouldAllBe(one => one.Decision is PayableOutcome);
    }

    [Fact]
    public void The_releasing_metric_is_paid_in_full_and_releases_what_was_held_back()
    {
        var decided = Decide(Contract, Facts(Worker(), [Job(Start)]), Claim("started", Start), Claim("retained-6m", new(2025, 9, 1)));
        var retained = decided[1].Decision.ShouldBeOfType<PayableOutcome>();
        retained.HeldBack.ShouldBe(Pesos(0));
        retained.Releases.ShouldBe([new ReleasedHoldback(new("w-1-started"), Pesos(9_000))]);
    }

    [Fact]
    public void Work_that_the_records_do_not_show_holds_the_claim()
    {
        var early = Decide(Contract, Facts(Worker(), [Job(Start)]), Claim("started", Start), Claim("retained-6m", new(2025, 8, 1)));
        early[1].Decision.ShouldBeOfType<HeldOutcome>().Why.What.ShouldBe("it is claimed for 2025-08-01, and the records show it on 2025-09-01");
        Decide(Contract, Facts(Worker(), []), Claim("started", Start)).Single().Decision.ShouldBeOfType<HeldOutcome>().Why.Code.ShouldBe("not-achieved");
    }

    [Fact]
    public void A_claim_after_its_time_is_refused()
    {
        var late = Claim("started", Start);
        late = late with { Claim = late.Claim with { SubmittedOn = Start.PlusDays(91) } };
        Decide(Contract, Facts(Worker(), [Job(Start)]), late).Single().Decision.ShouldBeOfType<RefusedOutcome>().Why.Code.ShouldBe("claimed-too-late");
    }

    [Fact]
    public void A_claim_of_another_provider_waits_for_a_decision() =>
        Decide(Contract with { Id = "other" }, Facts(Worker(), [Job(Start)]), Claim("started", Start, contract: "other")).Single()
            .Decision.ShouldBeOfType<HeldOutcome>().Why.Code.ShouldBe("other-contract");

    [Fact]
    public void Claims_of_two_providers_for_one_metric_both_wait_until_one_is_rejected()
    {
        ContractTerms ContractOf(string id) => Contract with { Id = id, Provider = id };
        var claims = new[] { Claim("started", Start, "c-1"), Claim("started", Start, "c-2", contract: "other") };
        var both = AcceptedClaims.Decide(claims, OutcomesSettled.Nothing, ContractOf, _ => Facts(Worker(), [Job(Start)])).Decisions;
        both.ShouldAllBe(one => ((HeldOutcome)one.Decision).Why.Code == "overlapping-claims");
        TraceText.Sentence(both[0].Trace).ShouldBe("waits: two providers claim 'started' of worker w-1");

        AcceptedClaims.Decide(claims[..1], OutcomesSettled.Nothing, ContractOf, _ => Facts(Worker(), [Job(Start)])).Decisions.Single().Decision.ShouldBeOfType<PayableOutcome>();
    }

    [Fact]
    public void A_second_enrolment_with_another_provider_does_not_pay_again()
    {
        ContractTerms ContractOf(string id) => Contract with { Id = id, Provider = id };
        var first = AcceptedClaims.Decide([Claim("started", Start, "c-1")], OutcomesSettled.Nothing, ContractOf, _ => Facts(Worker(), [Job(Start)]));
        var again = Facts(Worker() with { Contract = "other", EnrolledOn = new(2026, 1, 5) }, [Job(Start), Job(new(2026, 2, 2), id: "job-2")]);
        AcceptedClaims.Decide([Claim("started", new(2026, 2, 2), "c-2", contract: "other")], first.Settled, ContractOf, _ => again).Decisions.Single()
            .Decision.ShouldBeOfType<RefusedOutcome>().Why.Code.ShouldBe("already-paid");
    }

    [Fact]
    public void The_line_that_crosses_the_contracts_maximum_is_paid_up_to_it()
    {
        var contract = Contract with { Maximum = Pesos(200_000), PerWorker = null };
        var claims = Enumerable.Range(1, 4).Select(n => Claim("started", Start, worker: $"w-{n}")).ToList();
        var (settled, decided) = AcceptedClaims.Decide(claims, OutcomesSettled.Nothing, _ => contract, id => Facts(Worker(id.Value), [Job(Start, worker: id.Value)]));

        decided.Take(3).Select(one => ((PayableOutcome)one.Decision).Gross).ShouldBe([Pesos(90_000), Pesos(90_000), Pesos(20_000)]);
        ((PayableOutcome)decided[2].Decision).IsCutToCap.ShouldBeTrue();
        decided[3].Decision.ShouldBeOfType<RefusedOutcome>().Why.Code.ShouldBe("at-cap");
        settled.Contracts[contract.Id].Accepted.ShouldBe(Pesos(200_000));
        settled.Contracts[contract.Id].CountOf("started").ShouldBe(3);
    }

    [Fact]
    public void A_workers_cap_cuts_the_outcome_that_crosses_it()
    {
        var contract = Contract with { PerWorker = Pesos(100_000) };
        var decided = Decide(contract, Facts(Worker(), [Job(Start)]), Claim("started", Start), Claim("retained-6m", new(2025, 9, 1)));
        ((PayableOutcome)decided[1].Decision).Gross.ShouldBe(Pesos(10_000));
    }

    [Fact]
    public void Volume_steps_and_a_metrics_count_follow_the_outcomes_place()
    {
        var card = Card with
        {
            Volume = [new() { UpTo = 1, Factor = 1m }, new() { Factor = 0.95m }],
            Metrics = [Card.Metrics[0] with { MaximumCount = 2 }],
        };
        var contract = Contract with { RateCards = [card] };
        var claims = Enumerable.Range(1, 3).Select(n => Claim("started", Start, worker: $"w-{n}"));
        var decided = AcceptedClaims.Decide(claims, OutcomesSettled.Nothing, _ => contract, id => Facts(Worker(id.Value), [Job(Start, worker: id.Value)])).Decisions;

        ((PayableOutcome)decided[1].Decision).Gross.ShouldBe(Pesos(85_500));
        decided[2].Decision.ShouldBeOfType<RefusedOutcome>().Why.Code.ShouldBe("at-cap");
    }

    [Fact]
    public void A_skipped_metric_is_paid_once_by_the_later_one_that_proves_it()
    {
        var decided = Decide(CatchingUp, Facts(Worker(), [Job(Start)]), Claim("retained-6m", new(2025, 9, 1), "c-2"), Claim("started", Start, "c-3", accepted: new(2025, 10, 1)));

        decided.Select(one => one.Claim.Claim.Id.Value).ShouldBe(["c-2:started", "c-2", "c-3"]);
        var skipped = decided[0].Decision.ShouldBeOfType<PayableOutcome>();
        (skipped.AchievedOn, skipped.Gross, skipped.HeldBack).ShouldBe((Start, Pesos(90_000), Pesos(9_000)));
        TraceText.Sentence(decided[0].Trace).ShouldStartWith("skipped, and proven by claim c-2 of what comes after it; achieved on 2025-03-03, as the records of work show; ");
        decided[1].Decision.ShouldBeOfType<PayableOutcome>().Releases.ShouldBe([new ReleasedHoldback(new("c-2:started"), Pesos(9_000))]);
        decided[2].Decision.ShouldBeOfType<RefusedOutcome>().Why.What.ShouldBe("'started' of worker w-1 was settled by claim c-2:started");
    }

    [Fact]
    public void What_the_records_cannot_date_is_caught_up_on_the_later_ones_day()
    {
        var card = CatchingUp.RateCards[0] with
        {
            Metrics = [Card.Metrics[0] with { Trigger = new EventTrigger { Event = "trained" }, CatchUp = true }, Card.Metrics[1]],
        };
        var decided = Decide(CatchingUp with { RateCards = [card] }, Facts(Worker(), [Job(Start)]), Claim("retained-6m", new(2025, 9, 1)));
        decided[0].Decision.ShouldBeOfType<PayableOutcome>().AchievedOn.ShouldBe(new LocalDate(2025, 9, 1));
    }

    [Fact]
    public void What_a_verifier_rejected_is_not_proven_by_what_comes_after_it()
    {
        var facts = new OutcomeFacts(Worker(), Given.Quality, new(2026, 12, 31), [Job(Start)], [], rejected: ["started"]);
        Decide(CatchingUp, facts, Claim("retained-6m", new(2025, 9, 1))).Single().Decision.ShouldBeOfType<HeldOutcome>().Why.Code.ShouldBe("waits-for-metric");
    }

    [Fact]
    public void A_skipped_metric_that_is_not_payable_stays_open_for_a_claim_of_its_own()
    {
        var audits = new[] { Audit(Start, "wage-paid-in-full", AuditResult.NotMet), Audit(Start.PlusDays(9), "wage-paid-in-full", AuditResult.Met) };
        var decided = Decide(CatchingUp, Facts(Worker(), [Job(Start)], audits), Claim("retained-6m", new(2025, 9, 1)));
        decided.Single().Claim.Claim.Metric.ShouldBe("retained-6m");
        decided.Single().Decision.ShouldBeOfType<PayableOutcome>();
    }

    [Fact]
    public void Caps_hold_for_what_is_caught_up_before_they_hold_for_what_proves_it()
    {
        var decided = Decide(CatchingUp with { PerWorker = Pesos(100_000) }, Facts(Worker(), [Job(Start)]), Claim("retained-6m", new(2025, 9, 1)));
        decided.Select(one => ((PayableOutcome)one.Decision).Gross).ShouldBe([Pesos(90_000), Pesos(10_000)]);
    }

    private static ContractTerms CatchingUp => Contract with { RateCards = [Card with { Metrics = [Card.Metrics[0] with { CatchUp = true }, Card.Metrics[1]] }] };

    private static PayableOutcome Payable(ContractTerms contract, OutcomeFacts facts, AcceptedClaim claim) =>
        Decide(contract, facts, claim).Single().Decision.ShouldBeOfType<PayableOutcome>();
}
