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

    private static IReadOnlyList<ReleasedHoldback> HeldUnder(ContractTerms contract, WorkerOutcomes settled) =>
        [.. settled.Settled.Where(outcome => outcome.Contract == contract.Id && outcome.HeldBack.IsPositive).Select(outcome => new ReleasedHoldback(outcome.Claim, outcome.HeldBack))];
}
