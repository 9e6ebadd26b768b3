namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What evidence takes back, and what providers return. Rules: docs/rules.md, section 4 "Clawback".</summary>
internal sealed partial class NaiveFund
{
    private void ClawBack()
    {
        foreach (var outcome in outcomes.Where(IsDisproved).ToList())
        {
            foreach (var other in outcomes.Where(other => other.Released.By == outcome.Claim.Id && other.Released.Amount > 0))
                HoldBackAgain(other);
            ClawBack(outcome);
        }
    }

    private bool IsDisproved(Outcome outcome)
    {
        var contract = terms.ContractOf(outcome.Claim.Contract);
        var last = outcome.AchievedOn.PlusDays(contract.ClawbackDays);
        if (WordOn(outcome.Claim.Id) is { Word: "rejected" } word && word.On <= last)
            return true;
        if (LastDay > last)
            return false;
        var worker = Known<ToldWorker>().Single(known => known.Id == outcome.Claim.Worker);
        var shown = AchievedOn(worker, contract.Metrics.Single(metric => metric.Id == outcome.Claim.Metric), outcome.Claim.AchievedOn);
        return shown is null || shown > outcome.Claim.AchievedOn || FactorOf(contract, WorkOf(worker.Id).TierOn(outcome.AchievedOn)) is null;
    }

    private void HoldBackAgain(Outcome outcome)
    {
        Happens("a holdback held back again");
        TakeBack(outcome.Claim.Contract, outcome.Released.Amount, TakeUnpaid(outcome.Claim.Id, true));
        books.Add("holdback-payable", outcome.Claim.Contract, -outcome.Released.Amount);
        (outcome.HeldBack, outcome.Released) = (outcome.Released.Amount, default);
    }

    /// <summary>Out of what is held back, then of what is not paid yet; the rest the provider returns.</summary>
    private void ClawBack(Outcome outcome)
    {
        Happens("a clawback");
        var contract = terms.ContractOf(outcome.Claim.Contract);
        books.Add("holdback-payable", contract.Id, outcome.HeldBack);
        TakeBack(contract.Id, outcome.Gross - outcome.HeldBack, TakeUnpaid(outcome.Claim.Id, false) + TakeUnpaid(outcome.Claim.Id, true));
        foreach (var (line, amount) in outcome.Parts)
            Spend(outcome, line, -amount);
        if (contract.Maximum is not null)
            books.Move("contract-headroom", contract.Id, "contract-maximum", contract.Id, outcome.Gross);
        foreach (var (payee, share) in terms.Oversight)
            books.Move("oversight-payable", payee, "oversight", "", NaiveMath.Round(outcome.Price * share, "half-up"));
        outcomes.Remove(outcome);
        closed.Remove(outcome.Claim.Id);
        foreach (var owed in owedToProviders.Where(owed => owed.Contract == contract.Id).OrderBy(owed => owed.Since).ThenBy(owed => owed.Order).ToList())
            Net(owed);
    }

    private void TakeBack(string contract, long amount, long unpaid)
    {
        books.Add("provider-payable", contract, unpaid);
        books.Add("clawback-receivable", contract, amount - unpaid);
    }

    /// <summary>What is still owed for a claim is owed no more; what was paid of it is taken back.</summary>
    private long TakeUnpaid(string claim, bool isHoldback)
    {
        foreach (var owed in everOwed.Where(owed => owed.Claim == claim && owed.IsHoldback == isHoldback))
            owed.IsGone = true;
        var unpaid = owedToProviders.Where(owed => owed.Claim == claim && owed.IsHoldback == isHoldback).Sum(owed => owed.Amount);
        owedToProviders.RemoveAll(owed => owed.Claim == claim && owed.IsHoldback == isHoldback);
        return unpaid;
    }

    private void Net(Owed owed)
    {
        var returned = Math.Min(owed.Amount, books["clawback-receivable", owed.Contract]);
        if (returned <= 0)
            return;
        Happens("a payout that pays what is to be returned");
        books.Move("provider-payable", owed.Contract, "clawback-receivable", owed.Contract, returned);
        owed.Amount -= returned;
        if (owed.Amount == 0)
            owedToProviders.Remove(owed);
    }
}
