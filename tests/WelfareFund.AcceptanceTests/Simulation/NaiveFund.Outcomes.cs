using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Claims, prices, holdbacks. Rules: docs/rules.md, section 4.</summary>
internal sealed partial class NaiveFund
{
    private readonly List<Outcome> outcomes = [];
    private readonly HashSet<(string Worker, string Metric)> settledAtNothing = [];
    private readonly HashSet<string> closed = new(StringComparer.Ordinal);
    private readonly HashSet<string> rejected = new(StringComparer.Ordinal);
    private readonly List<Owed> owedToProviders = [];
    private readonly List<Owed> everOwed = [];

    /// <summary>One that stands.</summary>
    private sealed record Outcome(ToldClaim Claim, LocalDate AchievedOn, LocalDate AcceptedOn, long Price)
    {
        internal long Gross { get; set; } = Price;

        /// <summary>What was held back and released, and by which claim; null where a date or an end released it.</summary>
        internal (long Amount, string? By) Released { get; set; }
        internal long HeldBack { get; set; }
        internal Dictionary<string, long> Parts { get; init; } = [];
    }

    /// <summary>What a provider is owed for a claim, or for its holdback.</summary>
    private sealed record Owed(string Contract, string Claim, bool IsHoldback, LocalDate Since, int Order)
    {
        internal long Amount { get; set; }

        /// <summary>What it was owed for was taken back.</summary>
        internal bool IsGone { get; set; }
    }

    private enum Verdict
    {
        Settled,
        Waits,
        WaitsForMetric,
    }

    private void PriceClaims()
    {
        var accepted = new List<(ToldClaim Claim, LocalDate On)>();
        foreach (var claim in OpenClaims)
        {
            var word = WordOn(claim.Id);
            if (word?.Word == "accepted")
            {
                accepted.Add((claim, word.On));
            }
            else if (word?.Word == "rejected")
            {
                closed.Add(claim.Id);
                rejected.Add(claim.Id);
            }
        }

        var waiting = accepted.OrderBy(one => one.On).ThenBy(one => one.Claim.Id, StringComparer.Ordinal).ToList();
        var overlapping = waiting.GroupBy(one => (one.Claim.Worker, one.Claim.Metric)).Where(same => same.Select(one => terms.ContractOf(one.Claim.Contract).Provider).Distinct().Count() > 1)
            .SelectMany(same => same.Select(one => one.Claim.Id)).ToHashSet();
        bool moves;
        do
        {
            moves = false;
            foreach (var one in waiting.ToList())
            {
                if (overlapping.Contains(one.Claim.Id) && !IsSettled(one.Claim.Worker, one.Claim.Metric))
                    continue;
                var verdict = Decide(one.Claim, one.On);
                moves |= verdict is Verdict.Settled;
                if (verdict is not Verdict.WaitsForMetric)
                    waiting.Remove(one);
            }
        }
        while (moves);
    }

    private IEnumerable<ToldClaim> OpenClaims =>
        Known<ToldClaim>().Where(claim => claim.SubmittedOn <= LastDay && (!closed.Contains(claim.Id) || (rejected.Contains(claim.Id) && WordOn(claim.Id)?.Word != "rejected"))).ToList();

    private ToldDecision? WordOn(string claim) => Known<ToldDecision>().Where(word => word.Claim == claim && word.On <= LastDay).OrderBy(word => word.On).LastOrDefault();

    private bool IsSettled(string worker, string metric) =>
        outcomes.Exists(outcome => outcome.Claim.Worker == worker && outcome.Claim.Metric == metric) || settledAtNothing.Contains((worker, metric));

    private Verdict Decide(ToldClaim claim, LocalDate acceptedOn)
    {
        var worker = Known<ToldWorker>().Single(known => known.Id == claim.Worker);
        var contract = terms.ContractOf(claim.Contract);
        if (IsSettled(claim.Worker, claim.Metric))
            return Close(claim);
        if (worker.Contract != contract.Id)
            return Verdict.Waits;
        if (contract.Metrics.FirstOrDefault(known => known.Id == claim.Metric) is not { } metric)
            return Close(claim);
        if (AchievedOn(worker, metric, claim.AchievedOn) is not { } on || on > claim.AchievedOn)
            return Verdict.Waits;
        var days = Period.DaysBetween(on, claim.SubmittedOn);
        if (on < contract.From || on > contract.To || days > contract.ClaimWithinDays || days < contract.ClaimAfterDays)
            return Close(claim);
        if (metric.After is { } before && !IsSettled(claim.Worker, before))
            return Verdict.WaitsForMetric;
        if (FactorOf(contract, WorkOf(worker.Id).TierOn(on)) is not { } factor)
            return Verdict.Waits;
        Accept(claim, worker, contract, metric, on, acceptedOn, factor);
        return Close(claim);
    }

    private Verdict Close(ToldClaim claim)
    {
        closed.Add(claim.Id);
        rejected.Remove(claim.Id);
        return Verdict.Settled;
    }

    /// <summary>By the records where they can tell, by the claim where only the verifier can.</summary>
    private LocalDate? AchievedOn(ToldWorker worker, SimulatedTerms.Metric metric, LocalDate? claimed) => metric.Trigger switch
    {
        "enrolled" => worker.EnrolledOn <= LastDay ? worker.EnrolledOn : null,
        "trained" => claimed,
        "started" => WorkOf(worker.Id).FirstStart is { } start && start <= LastDay ? start : null,
        _ => WorkOf(worker.Id).Completes(metric, LastDay),
    };

    private static decimal? FactorOf(SimulatedTerms.Contract contract, string tier) => contract.Factors is null ? 1m : contract.Factors[tier];

    private long PriceOf(ToldWorker worker, SimulatedTerms.Contract contract, SimulatedTerms.Metric metric, decimal factor)
    {
        var uplifts = worker.Groups.Split('|').Select(group => contract.Uplifts?.GetValueOrDefault(group) ?? 0).ToList();
        var uplift = contract.UpliftMode == "sum" ? uplifts.Sum() : uplifts.Max();
        var place = CountOf(contract, metric) + 1;
        var volume = contract.Volume.Where(step => step.UpTo is null || place <= step.UpTo).Select(step => (decimal?)step.Factor).FirstOrDefault() ?? 1m;
        return NaiveMath.Round(metric.Price * factor * (1 + uplift) * volume, contract.Rounding);
    }

    private int CountOf(SimulatedTerms.Contract contract, SimulatedTerms.Metric metric) =>
        outcomes.Count(outcome => outcome.Claim.Contract == contract.Id && outcome.Claim.Metric == metric.Id);

    private long AcceptedUnder(string contract) => outcomes.Where(outcome => outcome.Claim.Contract == contract).Sum(outcome => outcome.Gross);

    private void Accept(ToldClaim claim, ToldWorker worker, SimulatedTerms.Contract contract, SimulatedTerms.Metric metric, LocalDate achievedOn, LocalDate acceptedOn, decimal factor)
    {
        var price = PriceOf(worker, contract, metric, factor);
        var gross = price;
        if (contract.PerWorker is { } perWorker)
            gross = Math.Min(gross, Math.Max(0, perWorker - outcomes.Where(outcome => outcome.Claim.Contract == contract.Id && outcome.Claim.Worker == worker.Id).Sum(outcome => outcome.Gross)));
        if (contract.Maximum is { } maximum)
            gross = Math.Min(gross, Math.Max(0, maximum - AcceptedUnder(contract.Id)));
        var holdsBack = contract.ReleaseOn is { } releaseOn && metric.Id != releaseOn && !IsSettled(worker.Id, releaseOn);
        if (CountOf(contract, metric) >= metric.MaximumCount || (gross == 0 && price != 0))
        {
            Happens("an outcome at a cap");
            settledAtNothing.Add((worker.Id, metric.Id));
        }
        else
        {
            Happens(gross < price ? "an outcome cut to a cap" : "an outcome");
            Post(new(claim, achievedOn, acceptedOn, gross) { HeldBack = holdsBack ? NaiveMath.Round(gross * contract.HoldbackShare, contract.Rounding) : 0, Parts = PartsOf(metric, gross) }, contract);
        }

        if (contract.ReleaseOn == metric.Id)
        {
            foreach (var outcome in outcomes.Where(outcome => outcome.Claim.Worker == worker.Id && outcome.Claim.Contract == contract.Id && outcome.HeldBack > 0))
                Release(outcome, acceptedOn, claim.Id);
        }
    }

    private static Dictionary<string, long> PartsOf(SimulatedTerms.Metric metric, long gross)
    {
        var shares = metric.Parts.OrderBy(part => part.Key, StringComparer.Ordinal).ToList();
        return shares.Zip(NaiveMath.Split(gross, [.. shares.Select(share => share.Value)])).ToDictionary(part => part.First.Key, part => part.Second);
    }

    private void Post(Outcome outcome, SimulatedTerms.Contract contract)
    {
        outcomes.Add(outcome);
        foreach (var (line, amount) in outcome.Parts)
            Spend(outcome, line, amount);
        books.Add("provider-payable", contract.Id, outcome.HeldBack - outcome.Gross);
        books.Add("holdback-payable", contract.Id, -outcome.HeldBack);
        if (contract.Maximum is not null)
            books.Move("contract-maximum", contract.Id, "contract-headroom", contract.Id, outcome.Gross);
        Owe(outcome, false, outcome.Gross - outcome.HeldBack, outcome.AcceptedOn);
        foreach (var (payee, share) in terms.Oversight)
            books.Move("oversight", "", "oversight-payable", payee, NaiveMath.Round(outcome.Gross * share, "half-up"));
    }

    private void Spend(Outcome outcome, string costLine, long amount)
    {
        books.Add($"outcome-payments:{costLine}", "", amount);
        costs.Add((outcome.Claim.Worker, outcome.Claim.Id, costLine, month, amount));
    }

    /// <summary>What is owed pays first what the provider has to return.</summary>
    private void Owe(Outcome outcome, bool isHoldback, long amount, LocalDate since)
    {
        if (amount <= 0)
            return;
        var owed = new Owed(outcome.Claim.Contract, outcome.Claim.Id, isHoldback, since, everOwed.Count) { Amount = amount };
        everOwed.Add(owed);
        owedToProviders.Add(owed);
        Net(owed);
    }

    private void Release(Outcome outcome, LocalDate on, string? by = null)
    {
        Happens("a holdback released");
        books.Move("holdback-payable", outcome.Claim.Contract, "provider-payable", outcome.Claim.Contract, outcome.HeldBack);
        Owe(outcome, true, outcome.HeldBack, on);
        (outcome.Released, outcome.HeldBack) = ((outcome.HeldBack, by), 0);
    }

    /// <summary>Once no claim of the releasing metric is open and none can be made.</summary>
    private void EndHoldbacks()
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.HeldBack > 0).OrderBy(outcome => outcome.Claim.Contract, StringComparer.Ordinal).ThenBy(outcome => outcome.AcceptedOn).ThenBy(outcome => outcome.Claim.Id, StringComparer.Ordinal).ToList())
        {
            var contract = terms.ContractOf(outcome.Claim.Contract);
            var metric = contract.Metrics.Single(known => known.Id == contract.ReleaseOn);
            var worker = Known<ToldWorker>().Single(known => known.Id == outcome.Claim.Worker);
            var end = EndOf(worker.Id) is { } ending && ending.On <= LastDay ? ending : null;
            if (end?.Reason is "died" or "disabled")
            {
                Release(outcome, LocalDate.Max(end.On, outcome.AcceptedOn));
                continue;
            }

            var last = end is not null && end.On < contract.To ? end.On : contract.To;
            if (AchievedOn(worker, metric, null) is { } shown && shown <= last)
                last = shown;
            var from = last.PlusDays(contract.ClaimWithinDays + 1);
            if (from > LastDay || OpenClaims.Any(claim => claim.Worker == worker.Id && claim.Metric == metric.Id))
                continue;
            if (Known<ToldEnding>().Any(breach => breach.On <= LastDay && WorkOf(worker.Id).Jobs.Any(job => job.Id == breach.Job)))
                Release(outcome, LocalDate.Max(from, outcome.AcceptedOn));
            else
                Forfeit(outcome, contract);
        }
    }

    private void Forfeit(Outcome outcome, SimulatedTerms.Contract contract)
    {
        Happens("a holdback forfeited");
        var less = NaiveMath.Split(outcome.HeldBack, [.. outcome.Parts.Values.Select(part => (decimal)part)]);
        foreach (var (line, amount) in outcome.Parts.Keys.ToList().Zip(less))
        {
            Spend(outcome, line, -amount);
            outcome.Parts[line] -= amount;
        }

        books.Add("holdback-payable", contract.Id, outcome.HeldBack);
        if (contract.Maximum is not null)
            books.Move("contract-headroom", contract.Id, "contract-maximum", contract.Id, outcome.HeldBack);
        outcome.Gross -= outcome.HeldBack;
        outcome.HeldBack = 0;
    }
}
