using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Claims that were decided for good before, whose outcome the month takes back.</summary>
    private readonly List<Claim> takenBack = [];

    /// <summary>Takes back what evidence disproved in time, before the month's claims: what it frees is there for them.</summary>
    internal void ClawBack()
    {
        var inTime = state.Outcomes.Where(outcome => CatchUp.Read(outcome.Claim).Metric is null
            && (lastDay <= outcome.AchievedOn.PlusDays(ContractOf(outcome.Contract).ClawbackDays) || Words.GetValueOrDefault(outcome.Claim)?.Decision is ClaimDecision.Rejected)).ToList();
        Expect(inTime.Select(outcome => outcome.Worker));
        foreach (var outcome in inTime)
        {
            var claim = Of(outcome.Worker).Claim(outcome.Claim);
            if (Clawback.Of(ContractOf(outcome.Contract), outcome.AchievedOn, claim, Words.GetValueOrDefault(outcome.Claim), OutcomeFactsOf) is not { } disproved)
                continue;
            foreach (var caughtUp in state.Outcomes.Where(other => CatchUp.Read(other.Claim) is (var by, not null) && by == outcome.Claim).ToList())
                ClawBack(caughtUp, disproved);
            ClawBack(outcome, disproved);
            takenBack.Add(claim);
        }

        var ids = takenBack.Select(claim => claim.Id).ToHashSet();
        var known = facts.Claims.Select(claim => claim.Id).Where(ids.Contains).ToHashSet();
        takenBack.RemoveAll(claim => known.Contains(claim.Id));
        foreach (var (claim, word) in LastWords(told.WordsOn(takenBack.ConvertAll(claim => claim.Id))))
            Words[claim] = word;
    }

    private void ClawBack(OutcomeAccepted outcome, Disproof disproof)
    {
        var on = LocalDate.Max(disproof.On, firstDay);
        foreach (var (release, releasedOn) in state.ReleasedBy(outcome.Claim).ToList())
            Retake(release, releasedOn, outcome.Claim, on);
        var nothing = Money.Zero(outcome.Gross.Currency);
        var fromHoldback = state.IsHeldBack(outcome.Claim) ? outcome.HeldBack : nothing;
        var fromPayable = state.Unpaid(outcome.Claim, false, nothing.Currency) + state.Unpaid(outcome.Claim, true, nothing.Currency);
        var restored = state.Recovered(outcome.Claim, false, nothing.Currency) + state.Recovered(outcome.Claim, true, nothing.Currency);
        var receivable = outcome.Gross - fromHoldback - fromPayable - restored;
        var levies = state.Levies(outcome.Claim).ToList();
        PostLate("clawback", outcome.Claim.Value, on, outcome.AcceptedOn, outcome.Gross,
            new OutcomeClawedBack(outcome.Claim, outcome.Worker, outcome.Contract, outcome.Corridor, outcome.Gross, outcome.BaseAmount, fromHoldback, fromPayable,
                restored, receivable, ContractOf(outcome.Contract).Maximum is not null, outcome.Parts, outcome.Revision, terms.OutcomesMaximum is not null),
            Because("clawed-back", disproof.Why, outcome.Gross, fromHoldback, fromPayable, restored, receivable));
        foreach (var levy in levies)
            PostLate("oversight-reversal", $"{outcome.Claim}:{levy.Payee}", on, outcome.AcceptedOn, levy.BaseAmount,
                new OversightReversed(outcome.Claim, levy.Payee, levy.BaseAmount, levy.Revision), Because("oversight-reversed", levy.BaseAmount, levy.Payee, outcome.Claim.Value));
        foreach (var part in outcome.Parts)
            RestoreGrants(outcome, part.CostLine, Money.Zero(baseCurrency), on);
        foreach (var payable in state.Payables.Where(payable => payable.Contract == outcome.Contract && !AdvanceGranted.Is(payable.Claim)).ToList())
            Net(payable, on);
    }

    /// <summary>What had released it was clawed back, so it is held back again.</summary>
    private void Retake(HoldbackReleased release, LocalDate releasedOn, ClaimId by, LocalDate on)
    {
        var currency = release.Amount.Currency;
        var (fromPayable, restored) = (state.Unpaid(release.Claim, true, currency), state.Recovered(release.Claim, true, currency));
        var receivable = release.Amount - fromPayable - restored;
        PostLate("holdback-retaken", release.Claim.Value, on, releasedOn, release.Amount,
            new HoldbackRetaken(release.Claim, by, release.Contract, release.Amount, fromPayable, restored, receivable, release.Revision),
            Because("holdback-retaken", release.Amount, by.Value, fromPayable, restored, receivable));
    }

    /// <summary>Lowers what grants have paid of one part of a cost to what is left of that part.</summary>
    private void RestoreGrants(OutcomeAccepted outcome, string costLine, Money left, LocalDate on)
    {
        foreach (var spent in state.GrantsSpent(outcome.Claim).Where(grant => grant.CostLine == costLine).ToList())
        {
            var kept = Money.Min(left, spent.BaseAmount);
            left -= kept;
            var restored = spent.BaseAmount - kept;
            if (!restored.IsPositive)
                continue;
            var subject = $"{outcome.Claim}:{spent.Grant}:{costLine}";
            PostLate("grant-reversal", subject, on, outcome.AcceptedOn, restored,
                new GrantRestored(spent.Grant, outcome.Claim, costLine, outcome.Corridor, restored, spent.Revision, state.Posted("grant-reversal", subject)),
                Because("grant-restored", restored, spent.BaseAmount, costLine, spent.Grant, kept));
        }
    }

    /// <summary>What a payout comes to: first it pays what the provider has to return, then a share of what is left recovers the advance.</summary>
    private void Deduct(Payable payable, WorkerId worker)
    {
        var payout = payable.Amount - Net(payable, payable.Since);
        var contract = ContractOf(payable.Contract);
        var outstanding = state.Advance(contract.Id, contract.Currency);
        if (contract.Advance is not { } advance || !outstanding.IsPositive)
            return;
        var rounding = contract.RateCardOn(Of(worker)[worker].EnrolledOn)!.Rounding;
        var recovered = Money.Min(outstanding, Money.Round(payout.Amount * advance.RecoverShare, contract.Currency, rounding));
        if (recovered.IsPositive)
            Post("advance-recovery", payable.Subject, payable.Since, recovered,
                new AdvanceRecovered(payable.Claim, payable.Holdback, contract.Id, recovered, state.Posted("advance-recovery", payable.Subject)),
                Because("advance-recovered", payout, advance.RecoverShare, outstanding, recovered, TraceAmount.Of(rounding)));
    }

    private Money Net(Payable payable, LocalDate on)
    {
        var due = state.ClawbackDue(payable.Contract, payable.Amount.Currency);
        var netted = Money.Min(payable.Amount, due);
        if (netted.IsPositive)
            Post("clawback-netting", payable.Subject, on, netted,
                new ClawbackNetted(payable.Claim, payable.Holdback, payable.Contract, netted, state.Posted("clawback-netting", payable.Subject)),
                Because("clawback-netted", payable.Amount, due, netted));
        return netted;
    }

    /// <summary>
    /// The working capital that a contract begins with is owed from its first day on; what later terms raise it by, from the first month that ends under
    /// them. What they lower it by stays outstanding until payouts have recovered it.
    /// </summary>
    internal void GrantAdvances()
    {
        foreach (var contract in terms.Contracts.Where(contract => contract.Advance is not null && contract.From <= lastDay))
        {
            var (advance, before, times) = (contract.Advance!, state.Advanced(contract.Id, contract.Currency), state.Posted("advance", contract.Id));
            var more = advance.Amount - before;
            if (more.IsPositive)
                Post("advance", contract.Id, times == 0 ? contract.From : LocalDate.Max(contract.From, firstDay), more, new AdvanceGranted(contract.Id, more, times),
                    times == 0 ? Because("advance", contract.Id, more, advance.RecoverShare) : Because("advance-raised", contract.Id, advance.Amount, before, more, advance.RecoverShare));
        }
    }
}
