using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>The part of an outcome that waits until the job has proved itself.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Holdback".</remarks>
public static class Holdback
{
    /// <summary>Nothing of the metric that releases, nor after it, nor from the release date on.</summary>
    internal static Money Of(ContractTerms contract, string metric, WorkerOutcomes settled, Money gross, LocalDate acceptedOn, RoundingMode mode)
    {
        var waits = contract.Holdback is { } terms
            && metric != terms.ReleaseOn
            && (terms.ReleaseOn is null || settled.Of(terms.ReleaseOn) is null)
            && !(acceptedOn >= terms.ReleaseDate);
        return waits ? new((long)Rounding.Apply(gross.MinorUnits * contract.Holdback!.Share, mode), gross.Currency) : Money.Zero(gross.Currency);
    }

    /// <summary>What this metric's acceptance makes payable of the worker's earlier claims under this contract.</summary>
    internal static IReadOnlyList<ReleasedHoldback> ReleasedBy(ContractTerms contract, string metric, WorkerOutcomes settled) =>
        contract.Holdback?.ReleaseOn == metric ? HeldUnder(contract, settled) : [];

    /// <summary>What the contract's release date makes payable; empty before it, or where a metric releases.</summary>
    public static IReadOnlyList<ReleasedHoldback> ReleasedByDate(ContractTerms contract, WorkerOutcomes settled, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(settled);
        return contract.Holdback?.ReleaseDate <= on ? HeldUnder(contract, settled) : [];
    }

    /// <summary>
    /// The first day on which the releasing metric can no longer be claimed for a worker. It can be achieved until the worker's time in the fund ends or
    /// the contract does, and claimed for <c>claimWithinDays</c> after that; where the records show it, after that day.
    /// </summary>
    /// <param name="contract">One whose holdback a metric releases.</param>
    /// <param name="endedOn">The end of the worker's time in the fund; null while it lasts.</param>
    public static LocalDate ImpossibleFrom(ContractTerms contract, OutcomeFacts facts, LocalDate? endedOn)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(facts);
        var last = LocalDate.Min(endedOn ?? contract.To, contract.To);
        var trigger = contract.RateCardOn(facts.Worker.EnrolledOn)!.Metric(contract.Holdback!.ReleaseOn!)!.Trigger;
        var shown = Achievement.Of(trigger, facts, last);
        return (!shown.IsRefused && shown.Value.ByFacts ? shown.Value.On : last).PlusDays(contract.ClaimWithinDays + 1);
    }

    private static IReadOnlyList<ReleasedHoldback> HeldUnder(ContractTerms contract, WorkerOutcomes settled) =>
        [.. settled.Settled.Where(outcome => outcome.Contract == contract.Id && outcome.HeldBack.IsPositive).Select(outcome => new ReleasedHoldback(outcome.Claim, outcome.HeldBack))];
}
