using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private Dictionary<ClaimId, Verification>? words;
    private ILookup<WorkerId, string>? rejectedMetrics;

    /// <summary>Accepted claims strictly by acceptance; the others say why nothing is owed yet, or ever.</summary>
    internal void PriceClaims()
    {
        var accepted = new List<AcceptedClaim>();
        foreach (var claim in OpenClaims.OrderBy(claim => claim.SubmittedOn).ThenBy(claim => claim.Id.Value, StringComparer.Ordinal).ToList())
        {
            var decision = Words.GetValueOrDefault(claim.Id);
            switch (decision?.Decision)
            {
                case ClaimDecision.Accepted when CanConvert(claim, decision.DecidedOn): accepted.Add(new(claim, decision.DecidedOn)); break;
                case ClaimDecision.Accepted: Hold("outcome", claim.Id.Value, decision.DecidedOn, LineReason.NoRate, null, Because("no-rate-on", ContractOf(claim.Contract).Currency.Code, decision.DecidedOn)); break;
                case ClaimDecision.Rejected: Refuse("outcome", claim.Id.Value, decision.DecidedOn, LineReason.Rejected, null, Because("claim-rejected", decision.DecidedBy, decision.DecidedOn)); break;
                case ClaimDecision.Returned: Hold("outcome", claim.Id.Value, decision.DecidedOn, LineReason.Returned, null, Because("claim-returned", decision.DecidedBy, decision.DecidedOn)); break;
                default: Hold("outcome", claim.Id.Value, claim.SubmittedOn, LineReason.NotDecided, null, Because("claim-not-decided", claim.SubmittedOn)); break;
            }
        }

        Expect(accepted.OrderBy(claim => claim.AcceptedOn).ThenBy(claim => claim.Claim.Id.Value, StringComparer.Ordinal).Select(claim => claim.Claim.Worker));
        AcceptedClaims.Decide(accepted, SettledSoFar() with { Fund = FundLeft() }, ContractOf, OutcomeFactsOf, Settle);
        ReleaseHoldbacksByDate();
        EndHoldbacks();
    }

    /// <summary>Submitted by the month's end.</summary>
    private IEnumerable<Claim> OpenClaims => facts.Claims.Concat(takenBack).Where(claim => claim.SubmittedOn <= lastDay && IsOpen(claim));

    /// <summary>A claim that was rejected is open again once the verifier says something else on appeal.</summary>
    private bool IsOpen(Claim claim) =>
        !state.IsSettled("outcome", claim.Id.Value) || (state.IsRejected(claim.Id) && Words.GetValueOrDefault(claim.Id)?.Decision is not ClaimDecision.Rejected);

    /// <summary>The verifier's last word on each claim.</summary>
    private Dictionary<ClaimId, Verification> Words => words ??= LastWords(facts.Verifications);

    private Dictionary<ClaimId, Verification> LastWords(IEnumerable<Verification> said) => said.Where(word => word.DecidedOn <= lastDay).GroupBy(word => word.Claim)
        .ToDictionary(claim => claim.Key, claim => claim.OrderBy(word => word.DecidedOn).ThenBy(word => word.Intake).Last());

    private ContractTerms ContractOf(string id) => terms.Contract(id)!;

    private bool CanConvert(Claim claim, LocalDate acceptedOn) =>
        !facts.Rates.Find(ContractOf(claim.Contract).Currency, baseCurrency, EffectiveOf(acceptedOn)).IsRefused;

    private OutcomesSettled SettledSoFar()
    {
        var claims = facts.Claims.ToDictionary(claim => claim.Id);
        return OutcomesSettled.Of(
            [.. state.Outcomes.Select(outcome => (outcome.Worker, new SettledOutcome(
                outcome.Claim, outcome.Contract, outcome.Metric, outcome.AchievedOn, outcome.Gross,
                state.IsHeldBack(outcome.Claim) ? outcome.HeldBack : Money.Zero(outcome.Gross.Currency)))),
             .. state.ClaimsAtCap.Select(id => (Id: id, CatchUp.Read(id).Metric, Claim: claims[CatchUp.Read(id).Claim])).Select(one => (one.Claim.Worker, new SettledOutcome(
                one.Id, one.Claim.Contract, one.Metric ?? one.Claim.Metric, one.Claim.AchievedOn, Money.Zero(ContractOf(one.Claim.Contract).Currency), Money.Zero(ContractOf(one.Claim.Contract).Currency))))],
            ContractOf);
    }

    private FundLeft? FundLeft() => terms.OutcomesMaximum is { } most ? new(Left(most, OutcomesSoFar), facts.Rates, EffectiveOf) : null;


    private OutcomeFacts OutcomeFactsOf(WorkerId worker)
    {
        rejectedMetrics ??= facts.Claims.Where(claim => Words.GetValueOrDefault(claim.Id)?.Decision is ClaimDecision.Rejected).ToLookup(claim => claim.Worker, claim => claim.Metric);
        var known = Of(worker);
        return new(known[worker], terms.Quality, lastDay, known.JobsOf(worker), known.AuditsOf(worker), known.WagesOf(worker), facts.Rates, rejectedMetrics.Contains(worker) ? [.. rejectedMetrics[worker]] : []);
    }

    private void Settle(DecidedClaim decided)
    {
        var claim = decided.Claim.Claim;
        var acceptedOn = decided.Claim.AcceptedOn;
        switch (decided.Decision)
        {
            case PayableOutcome payable: Accept(claim, acceptedOn, payable, WithSteps(decided.Trace)); break;
            case HeldOutcome held: Hold("outcome", claim.Id.Value, acceptedOn, held.Why.Code, null, WithSteps(decided.Trace)); break;
            case RefusedOutcome refused:
                Refuse("outcome", claim.Id.Value, acceptedOn, refused.Why.Code, null, WithSteps(decided.Trace));
                Release(refused.Releases, claim, acceptedOn);
                break;
            default: throw new InvalidOperationException($"A claim cannot be decided as {decided.Decision.GetType().Name}.");
        }
    }

    private void Accept(Claim claim, LocalDate acceptedOn, PayableOutcome payable, TraceList trace)
    {
        var contract = ContractOf(claim.Contract);
        var worker = Of(claim.Worker)[claim.Worker];
        var revision = state.Posted("outcome", claim.Id.Value);
        var converted = facts.Rates.Convert(payable.Gross, baseCurrency, EffectiveOf(acceptedOn)).Value;
        if (contract.Currency != baseCurrency)
            trace.Write("converted", payable.Gross, converted.Used.Rate, converted.Money, converted.Used.Date);
        var split = converted.Money.IsZero ? [.. payable.Lines.Select(_ => converted.Money)] : Allocation.Split(converted.Money, [.. payable.Lines.Select(line => line.Amount.MinorUnits)]);
        List<CostPart> parts = [.. payable.Lines.Select((line, i) => new CostPart(line.CostLine, split[i]))];
        Post("outcome", claim.Id.Value, acceptedOn, payable.Gross,
            new OutcomeAccepted(claim.Id, claim.Worker, claim.Contract, worker.Corridor, claim.Metric, payable.AchievedOn, acceptedOn,
                payable.Gross, payable.HeldBack, converted.Money, contract.Maximum is not null, parts, revision, terms.OutcomesMaximum is not null),
            trace, payable.IsCutToCap ? LineReason.CutToCap : "");
        Deduct(new(claim.Id, false, claim.Contract, payable.Payout, acceptedOn, 0), claim.Worker);
        Release(payable.Releases, claim, acceptedOn);
        AccrueOversight(claim, acceptedOn, converted.Money, revision);
        SpendGrants(claim, acceptedOn, worker.Corridor, parts, revision);
    }

    /// <summary>For each payee a share of the accepted gross at its base amount, half-up.</summary>
    private void AccrueOversight(Claim claim, LocalDate acceptedOn, Money gross, int revision)
    {
        foreach (var oversight in terms.Oversight)
        {
            var levy = Money.Round(gross.Amount * oversight.ShareOfOutcomes, baseCurrency, RoundingMode.HalfUp);
            if (levy.IsPositive)
                Post("oversight", $"{claim.Id}:{oversight.Payee}", acceptedOn, levy, new OversightAccrued(claim.Id, oversight.Payee, levy, revision),
                    Because("oversight", gross, oversight.ShareOfOutcomes, levy, oversight.Payee));
        }
    }

    /// <summary>Eligible grants pay first, the one that ends first before the others; every part of a cost has one funder.</summary>
    private void SpendGrants(Claim claim, LocalDate acceptedOn, string corridor, IReadOnlyList<CostPart> parts, int revision)
    {
        foreach (var part in parts)
        {
            var left = part.BaseAmount;
            foreach (var grant in terms.Capital.Grants.Where(grant => IsFor(grant, part.CostLine, corridor, acceptedOn))
                .OrderBy(grant => grant.Until ?? LocalDate.MaxIsoValue).ThenBy(grant => grant.Id, StringComparer.Ordinal))
            {
                var unspent = state.UnspentGrants.GetValueOrDefault(grant.Id, Money.Zero(baseCurrency));
                var spent = Money.Min(left, unspent);
                if (!spent.IsPositive)
                    continue;
                var trace = Because("grant-spent", part.BaseAmount, part.CostLine, left, grant.Id, unspent, spent);
                left -= spent;
                Post("grant", $"{claim.Id}:{grant.Id}:{part.CostLine}", acceptedOn, spent, new GrantReleased(grant.Id, claim.Id, part.CostLine, corridor, spent, revision), trace);
            }
        }
    }

    private static bool IsFor(GrantTerms grant, string costLine, string corridor, LocalDate on) =>
        (grant.CostLines?.Contains(costLine) ?? true) && (grant.Corridors?.Contains(corridor) ?? true) && !(grant.Until < on);
}
