using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private void Release(IReadOnlyList<ReleasedHoldback> releases, Claim by, LocalDate on)
    {
        foreach (var release in releases)
            Release(release, by.Worker, by.Contract, on, by.Id, Because("holdback-released", release.Amount, release.Claim.Value));
    }

    private void Release(ReleasedHoldback release, WorkerId worker, string contract, LocalDate on, ClaimId? by, TraceList why)
    {
        Post("holdback", release.Claim.Value, on, release.Amount,
            new HoldbackReleased(release.Claim, worker, contract, release.Amount, by, state.Posted("holdback", release.Claim.Value)), why);
        Deduct(new(release.Claim, true, contract, release.Amount, on, 0), worker);
    }

    private void ReleaseHoldbacksByDate()
    {
        foreach (var contract in terms.Contracts.Where(contract => contract.Holdback?.ReleaseDate <= lastDay))
        {
            var heldBack = state.HeldBack(contract.Id).ToList();
            Expect(heldBack.Select(outcome => outcome.Worker));
            foreach (var outcome in heldBack)
                Release(new(outcome.Claim, outcome.HeldBack), outcome.Worker, contract.Id, LocalDate.Max(contract.Holdback!.ReleaseDate!.Value, outcome.AcceptedOn), null,
                    Because("holdback-released", outcome.HeldBack, outcome.Claim.Value));
        }
    }

    /// <summary>Where the releasing metric can no longer be claimed: forfeited, or released where nobody shall lose by it.</summary>
    private void EndHoldbacks()
    {
        var open = OpenClaims.Select(claim => (claim.Worker, claim.Metric)).ToHashSet();
        foreach (var contract in terms.Contracts.Where(contract => contract.Holdback?.ReleaseOn is not null))
        {
            var heldBack = state.HeldBack(contract.Id).ToList();
            Expect(heldBack.Select(outcome => outcome.Worker));
            foreach (var outcome in heldBack)
            {
                var known = OutcomeFactsOf(outcome.Worker);
                var end = EndingsOf(outcome.Worker).MinBy(ending => ending.EndedOn);
                if (end?.Reason is EndingReason.Died or EndingReason.Disabled)
                    ReleaseFor(outcome, end.EndedOn, end.Reason.ToString());
                else if (!open.Contains((outcome.Worker, contract.Holdback!.ReleaseOn!)) && Holdback.ImpossibleFrom(contract, known, end?.EndedOn) is var from && from <= lastDay)
                {
                    if (known.Employments.Any(job => people.BreachesOf(job).Any(breach => breach.Reason is EndingReason.EmployerBreach && breach.EndedOn <= lastDay)))
                        ReleaseFor(outcome, from, nameof(EndingReason.EmployerBreach));
                    else if (people.GrievancesOf(outcome.Worker).Any(grievance => grievance.Outcome is GrievanceOutcome.Upheld or GrievanceOutcome.PartlyUpheld && grievance.ClosedOn <= lastDay))
                        ReleaseFor(outcome, from, "GrievanceUpheld");
                    else
                        Forfeit(outcome, contract.Holdback.ReleaseOn!, from);
                }
            }
        }
    }

    private void ReleaseFor(OutcomeAccepted outcome, LocalDate on, string fate) =>
        Release(new(outcome.Claim, outcome.HeldBack), outcome.Worker, outcome.Contract, LocalDate.Max(on, outcome.AcceptedOn), null,
            Because("holdback-released-for", outcome.HeldBack, outcome.Claim.Value, fate));

    private void Forfeit(OutcomeAccepted outcome, string releaseOn, LocalDate on)
    {
        var share = (decimal)outcome.HeldBack.MinorUnits / outcome.Gross.MinorUnits;
        var inBase = new Money((long)Rounding.Apply(outcome.BaseAmount.MinorUnits * share, RoundingMode.HalfUp), baseCurrency);
        List<CostPart> parts = inBase.IsZero
            ? [.. outcome.Parts.Select(part => part with { BaseAmount = inBase })]
            : [.. outcome.Parts.Zip(Allocation.Split(inBase, [.. outcome.Parts.Select(part => (decimal)part.BaseAmount.MinorUnits)]), (part, amount) => part with { BaseAmount = amount })];
        PostLate("forfeit", outcome.Claim.Value, on, outcome.AcceptedOn, outcome.HeldBack,
            new HoldbackForfeited(outcome.Claim, outcome.Worker, outcome.Contract, outcome.Corridor, outcome.HeldBack, inBase, ContractOf(outcome.Contract).Maximum is not null, parts,
                outcome.Revision, terms.OutcomesMaximum is not null),
            Because("holdback-forfeited", outcome.HeldBack, outcome.Gross, outcome.BaseAmount, inBase, releaseOn, on));
        foreach (var (part, i) in outcome.Parts.Select((part, i) => (part, i)))
            RestoreGrants(outcome, part.CostLine, part.BaseAmount - parts[i].BaseAmount, on);
    }
}
