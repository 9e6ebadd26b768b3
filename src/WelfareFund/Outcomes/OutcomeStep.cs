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
    public static OutcomeResult Take<TTrace>(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, AcceptedClaim accepted, OutcomeFacts facts, FundLeft? fund, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var claim = accepted.Claim;
        var decision = Against(contract, settled, accepted, facts, trace, out var proven)
            ?? Price(contract, state, settled, proven, accepted.AcceptedOn, facts, fund, trace);
        switch (decision)
        {
            case PayableOutcome payable:
                var outcome = new SettledOutcome(claim.Id, contract.Id, claim.Metric, payable.AchievedOn, payable.Gross, payable.HeldBack);
                return new(decision, state.With(outcome), settled.With(outcome, payable.Releases));

            case RefusedOutcome { Why.Code: "at-cap" } atCap:
                var nothing = Money.Zero(contract.Currency);
                return new(decision, state, settled.With(new(claim.Id, contract.Id, claim.Metric, claim.AchievedOn, nothing, nothing), atCap.Releases));

            default:
                return new(decision, state, settled);
        }
    }

    /// <summary>
    /// The skipped metrics that this claim proves, as accepted with it and to be taken before it, in their order; none while it is not proven itself.
    /// </summary>
    /// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Catch-up".</remarks>
    public static IReadOnlyList<AcceptedClaim> SkippedBefore(ContractTerms contract, WorkerOutcomes settled, AcceptedClaim accepted, OutcomeFacts facts) =>
        accepted.IsCaughtUp || Against(contract, settled, accepted, facts, default(NoTrace), out var proven) is not null
            ? []
            : [.. CatchUp.SkippedBefore(proven.Card, proven.Metric, settled, facts).Select(metric => accepted with
            {
                Claim = accepted.Claim with { Id = CatchUp.IdOf(accepted.Claim.Id, metric), Metric = metric, AchievedOn = proven.On },
                IsCaughtUp = true,
            })];

    /// <summary>What stands against paying the claim at all; null where it is proven.</summary>
    private static OutcomeDecision? Against<TTrace>(
        ContractTerms contract, WorkerOutcomes settled, AcceptedClaim accepted, OutcomeFacts facts, TTrace trace, out Proven proven)
        where TTrace : struct, ITraceSink
    {
        proven = default;
        var claim = accepted.Claim;
        if (settled.Of(claim.Metric) is { } before)
            return Refuse("already-paid", $"'{claim.Metric}' of worker {claim.Worker} was settled by claim {before.Claim}", "each metric pays once for a worker", trace);
        if (facts.Worker.Contract != contract.Id)
            return Hold("other-contract", $"worker {claim.Worker} is enrolled under contract '{facts.Worker.Contract}', and the claim is under '{contract.Id}'", "decide which provider it belongs to", trace);
        if (contract.RateCardOn(facts.Worker.EnrolledOn) is not { } card || card.Metric(claim.Metric) is not { } metric)
            return Refuse("unknown-metric", $"the rate card of {facts.Worker.EnrolledOn:uuuu-MM-dd} has no metric '{claim.Metric}'", "claim a metric of the card in force at enrolment", trace);

        var achieved = Achievement.Of(metric.Trigger, facts, claim.AchievedOn);
        if (achieved.IsRefused && !(accepted.IsCaughtUp && achieved.Refusals[0].Code == "not-achieved"))
            return Hold(achieved.Refusals[0], trace);

        var on = achieved.IsRefused ? claim.AchievedOn : achieved.Value.On;
        if (trace.IsOn)
        {
            if (accepted.IsCaughtUp)
                trace.Write(TraceTemplates.CaughtUp, CatchUp.Read(claim.Id).Claim.Value);
            trace.Write(!achieved.IsRefused && achieved.Value.ByFacts ? TraceTemplates.AchievedByFacts : TraceTemplates.AchievedByVerification, on);
        }

        if (on < contract.From || on > contract.To)
            return Refuse("outside-contract", $"it was achieved on {on:uuuu-MM-dd}, and the contract runs from {contract.From:uuuu-MM-dd} to {contract.To:uuuu-MM-dd}", "", trace);
        if (!accepted.IsCaughtUp && AgainstItsTime(contract, claim, on, trace) is { } outOfTime)
            return outOfTime;
        if (CatchUp.MissingBefore(card, metric, settled, facts) is { } missing)
            return Hold("waits-for-metric", $"'{claim.Metric}' comes after '{missing}', which has not been accepted", $"claim '{missing}' first", trace);

        var tier = facts.TierOn(on);
        var quality = card.FactorOf(tier);
        if (!quality.IsPayable)
            return Hold("tier-not-payable", $"the job's tier was {tier} on {on:uuuu-MM-dd}, which is not payable", "the metric stays open until a better audit", trace);

        proven = new(card, metric, on, tier, quality.Factor);
        return null;
    }

    private static RefusedOutcome? AgainstItsTime<TTrace>(ContractTerms contract, Claim claim, LocalDate achievedOn, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var days = Period.DaysBetween(achievedOn, claim.SubmittedOn);
        if (days > contract.ClaimWithinDays)
            return Refuse("claimed-too-late", $"it was claimed {days} days after achievement, and {contract.ClaimWithinDays} are allowed", "", trace);
        return days < contract.ClaimAfterDays
            ? Refuse("claimed-too-early", $"it was claimed {days} days after achievement, and {contract.ClaimAfterDays} have to pass", $"claim it from {achievedOn.PlusDays(contract.ClaimAfterDays):uuuu-MM-dd} on", trace)
            : null;
    }

    private static OutcomeDecision Price<TTrace>(
        ContractTerms contract, ContractState state, WorkerOutcomes settled, Proven proven, LocalDate acceptedOn, OutcomeFacts facts, FundLeft? fund, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var (card, metric, achievedOn, tier, factor) = proven;
        var releases = Holdback.ReleasedBy(contract, metric.Id, settled);
        var count = state.CountOf(metric.Id);
        if (count >= metric.MaximumCount)
            return AtCap($"the contract pays '{metric.Id}' {metric.MaximumCount} times, and has", releases, trace);

        var price = OutcomePrice.Full(card, metric, facts.Worker, tier, factor, count + 1, trace);
        var gross = OutcomePrice.Cut(price, contract, state, settled, trace);
        if (fund is not null)
            gross = fund.Cut(gross, acceptedOn, trace);
        if (gross.IsZero && !price.IsZero)
            return AtCap(fund?.Amount.IsZero is true ? "what the fund may spend on outcomes is spent" : "the caps leave nothing", releases, trace);

        var heldBack = Holdback.Of(contract, metric.Id, settled, gross, acceptedOn, card.Rounding);
        if (trace.IsOn)
        {
            trace.Write(TraceTemplates.Payable, gross);
            if (!heldBack.IsZero)
            {
                var share = contract.Holdback!.Share;
                if (gross.MinorUnits * share == heldBack.MinorUnits)
                    trace.Write(TraceTemplates.HeldBack, share, heldBack);
                else
                    trace.Write(TraceTemplates.HeldBackRounded, share, heldBack, TraceAmount.Of(card.Rounding));
                trace.Write(TraceTemplates.PaidOut, gross - heldBack);
            }

            foreach (var release in releases)
                trace.Write(TraceTemplates.Releases, release.Amount, release.Claim.Value);
        }

        return new PayableOutcome(achievedOn, tier, price, gross, heldBack, Lines(metric, gross), releases);
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

    private static RefusedOutcome AtCap<TTrace>(string what, IReadOnlyList<ReleasedHoldback> releases, TTrace trace)
        where TTrace : struct, ITraceSink => new(Refuse("at-cap", what, "", trace).Why, releases);

    private static RefusedOutcome Refuse<TTrace>(string code, string what, string remedy, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (trace.IsOn)
            trace.Write(TraceTemplates.OutcomeRefused, what);
        return new(new(code, "", what, remedy), []);
    }

    private readonly record struct Proven(RateCard Card, MetricTerms Metric, LocalDate On, string Tier, decimal Factor);
}
