using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <summary>A step's outcome: the decision, and what it makes of the contract and the worker.</summary>
public readonly record struct OutcomeResult(OutcomeDecision Decision, ContractState Contract, WorkerOutcomes Worker);

/// <summary>What one accepted claim comes to, given all that was settled before it.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes".</remarks>
public static class OutcomeStep
{
    /// <param name="acceptedOn">The day of the verifier's decision.</param>
    public static OutcomeResult Take<TTrace>(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, Claim claim, LocalDate acceptedOn, OutcomeFacts facts, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var decision = Decide(contract, state, settled, claim, acceptedOn, facts, trace);
        switch (decision)
        {
            case PayableOutcome payable:
                var outcome = new SettledOutcome(claim.Id, contract.Id, claim.Metric, payable.AchievedOn, payable.Gross, payable.HeldBack);
                var released = payable.Releases.Select(release => release.Claim).ToHashSet();
                return new(decision, state.With(outcome), new(settled.Settled
                    .ConvertAll(before => released.Contains(before.Claim) ? before with { HeldBack = Money.Zero(contract.Currency) } : before)
                    .Add(outcome)));

            case RefusedOutcome { Why.Code: "at-cap" }:
                var nothing = Money.Zero(contract.Currency);
                return new(decision, state, new(settled.Settled.Add(new(claim.Id, contract.Id, claim.Metric, claim.AchievedOn, nothing, nothing))));

            default:
                return new(decision, state, settled);
        }
    }

    private static OutcomeDecision Decide<TTrace>(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, Claim claim, LocalDate acceptedOn, OutcomeFacts facts, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (settled.Of(claim.Metric) is { } before)
            return Refuse("already-paid", $"'{claim.Metric}' of worker {claim.Worker} was settled by claim {before.Claim}", "each metric pays once for a worker", trace);
        if (facts.Worker.Contract != contract.Id)
            return Hold("other-contract", $"worker {claim.Worker} is enrolled under contract '{facts.Worker.Contract}', and the claim is under '{contract.Id}'", "decide which provider it belongs to", trace);
        if (contract.RateCardOn(facts.Worker.EnrolledOn) is not { } card || card.Metric(claim.Metric) is not { } metric)
            return Refuse("unknown-metric", $"the rate card of {facts.Worker.EnrolledOn:uuuu-MM-dd} has no metric '{claim.Metric}'", "claim a metric of the card in force at enrolment", trace);

        var achieved = Achievement.Of(metric.Trigger, facts, claim.AchievedOn);
        if (achieved.IsRefused)
            return Hold(achieved.Refusals[0], trace);

        var on = achieved.Value.On;
        if (trace.IsOn)
            trace.Write(achieved.Value.ByFacts ? TraceTemplates.AchievedByFacts : TraceTemplates.AchievedByVerification, on);
        if (on < contract.From || on > contract.To)
            return Refuse("outside-contract", $"it was achieved on {on:uuuu-MM-dd}, and the contract runs from {contract.From:uuuu-MM-dd} to {contract.To:uuuu-MM-dd}", "", trace);
        var days = Period.DaysBetween(on, claim.SubmittedOn);
        if (days > contract.ClaimWithinDays)
            return Refuse("claimed-too-late", $"it was claimed {days} days after achievement, and {contract.ClaimWithinDays} are allowed", "", trace);
        if (days < contract.ClaimAfterDays)
            return Refuse("claimed-too-early", $"it was claimed {days} days after achievement, and {contract.ClaimAfterDays} have to pass", $"claim it from {on.PlusDays(contract.ClaimAfterDays):uuuu-MM-dd} on", trace);
        if (metric.After.FirstOrDefault(earlier => settled.Of(earlier) is null) is { } missing)
            return Hold("waits-for-metric", $"'{claim.Metric}' comes after '{missing}', which has not been accepted", $"claim '{missing}' first", trace);

        var tier = facts.TierOn(on);
        var quality = card.FactorOf(tier);
        if (!quality.IsPayable)
            return Hold("tier-not-payable", $"the job's tier was {tier} on {on:uuuu-MM-dd}, which is not payable", "the metric stays open until a better audit", trace);

        return Price(contract, state, settled, card, metric, acceptedOn, facts, new(on, tier, quality.Factor), trace);
    }

    private static OutcomeDecision Price<TTrace>(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, RateCard card, MetricTerms metric, LocalDate acceptedOn,
        OutcomeFacts facts, Achieved achieved, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var count = state.CountOf(metric.Id);
        if (count >= metric.MaximumCount)
            return Refuse("at-cap", $"the contract pays '{metric.Id}' {metric.MaximumCount} times, and has", "", trace);

        var price = OutcomePrice.Full(card, metric, facts.Worker, achieved.Tier, achieved.Factor, count + 1, trace);
        var gross = OutcomePrice.Cut(price, contract, state, settled, trace);
        if (gross.IsZero && !price.IsZero)
            return Refuse("at-cap", "the contract's caps leave nothing", "", trace);

        var heldBack = Holdback.Of(contract, metric.Id, settled, gross, acceptedOn, card.Rounding);
        var releases = Holdback.ReleasedBy(contract, metric.Id, settled);
        if (trace.IsOn)
        {
            trace.Write(TraceTemplates.Payable, gross);
            if (!heldBack.IsZero)
            {
                trace.Write(TraceTemplates.HeldBack, contract.Holdback!.Share, heldBack);
                trace.Write(TraceTemplates.PaidOut, gross - heldBack);
            }

            foreach (var release in releases)
                trace.Write(TraceTemplates.Releases, release.Amount, release.Claim.Value);
        }

        return new PayableOutcome(achieved.On, achieved.Tier, price, gross, heldBack, Lines(metric, gross), releases);
    }

    private static IReadOnlyList<CostLineAmount> Lines(MetricTerms metric, Money gross)
    {
        if (metric.CostLines.Count == 0)
            return [];
        var shares = metric.CostLines.OrderBy(line => line.Key, StringComparer.Ordinal).ToList();
        var parts = Allocation.Split(gross, shares.ConvertAll(line => line.Value).ToArray());
        return [.. shares.Select((line, i) => new CostLineAmount(line.Key, parts[i]))];
    }

    private static HeldOutcome Hold<TTrace>(string code, string what, string remedy, TTrace trace)
        where TTrace : struct, ITraceSink => Hold(new Refusal(code, "", what, remedy), trace);

    private static HeldOutcome Hold<TTrace>(Refusal why, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (trace.IsOn)
            trace.Write(TraceTemplates.OutcomeHeld, why.What);
        return new(why);
    }

    private static RefusedOutcome Refuse<TTrace>(string code, string what, string remedy, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (trace.IsOn)
            trace.Write(TraceTemplates.OutcomeRefused, what);
        return new(new(code, "", what, remedy));
    }

    private readonly record struct Achieved(LocalDate On, string Tier, decimal Factor);
}
