using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What is paid out of what the bank holds. Rules: docs/rules.md, section 7 "Paying" and "Reserve".</summary>
internal sealed partial class NaiveFund
{
    private long Available => books["bank:main"] + books["payments-in-transit:main"];

    private void Pay()
    {
        foreach (var (worker, owed) in refundsOwed.Where(refund => refund.Value > 0).OrderBy(refund => refund.Key, StringComparer.Ordinal).ToList())
        {
            if (Instruct("worker", worker, "worker-refunds-payable", worker, owed))
                refundsOwed[worker] = 0;
        }

        var isShort = false;
        foreach (var (payee, _) in terms.Oversight.OrderBy(one => one.Payee, StringComparer.Ordinal).Where(_ => LastDay.Month % 3 == 0))
            isShort = PayAccrued("oversight", payee, isShort);
        isShort = PayAccrued("administration", "administrator", isShort);
        PayProviders(Math.Max(0, FreeCash()), isShort);
    }

    /// <returns>Whether it, or something before it, waits for cash.</returns>
    private bool PayAccrued(string paidAs, string payee, bool isShort)
    {
        var owed = -books[$"{paidAs}-payable", payee];
        return owed > 0 ? isShort || !Instruct(paidAs, payee, $"{paidAs}-payable", payee, owed) : isShort;
    }

    /// <summary>Out of what the account holds beyond payments on their way; what it does not hold waits.</summary>
    private bool Instruct(string paidAs, string payee, string account, string party, long amount, IReadOnlyList<(Owed, long)>? paidFor = null)
    {
        if (amount > Available)
            return false;
        books.Move(account, party, "payments-in-transit:main", "", amount);
        onTheirWay.Add(new(paidAs, payee, amount, account, party, paidFor ?? []));
        Happens($"a payment to {paidAs}");
        return true;
    }

    /// <summary>Strictly in the order of acceptance: behind what waits everything waits.</summary>
    private void PayProviders(long free, bool isShort)
    {
        var paid = new List<Owed>();
        foreach (var owed in owedToProviders.OrderBy(owed => owed.Since).ThenBy(owed => owed.Order))
        {
            if (isShort || owed.Amount > free)
                break;
            free -= owed.Amount;
            paid.Add(owed);
        }

        foreach (var contract in paid.GroupBy(owed => owed.Contract))
            Instruct("provider", terms.ContractOf(contract.Key).Provider, "provider-payable", contract.Key, contract.Sum(owed => owed.Amount), [.. contract.Select(owed => (owed, owed.Amount))]);
        owedToProviders.RemoveAll(paid.Contains);
        if (owedToProviders.Count > 0)
            Happens("a payment that waits for cash");
    }

    private long FreeCash() => Available
        - unallocated
        - refundsOwed.Values.Sum()
        - Math.Max(0, -books["administration-payable", "administrator"])
        - terms.Oversight.Sum(one => Math.Max(0, -books["oversight-payable", one.Payee]))
        - Reserve();

    private long Reserve()
    {
        var accepted = outcomes.Where(outcome => outcome.AcceptedOn >= FirstDay.PlusMonths(-11)).Sum(outcome => outcome.Gross);
        var average = NaiveMath.Round(accepted * terms.ReserveMonths / 12m, "half-up");
        var unaccepted = terms.Contracts.Sum(Unaccepted);
        Why = $"the model's reserve is the greatest of {TermsFile.Text(terms.ReserveMinimum ?? 0)}, {TermsFile.Text(average)} and {TermsFile.Text(unaccepted)}; {TermsFile.Text(Available)} are at hand";
        return Math.Max(Math.Max(terms.ReserveMinimum ?? 0, average), unaccepted);
    }

    /// <summary>At price: what has an open claim, and what the records show and can still be claimed; no more than the maximum leaves.</summary>
    private long Unaccepted(SimulatedTerms.Contract contract)
    {
        var sum = 0L;
        foreach (var worker in Known<ToldWorker>().Where(worker => worker.EnrolledOn <= LastDay && worker.Contract == contract.Id))
        {
            foreach (var metric in contract.Metrics.Where(metric => !IsSettled(worker.Id, metric.Id)))
            {
                if (ShownOn(worker, contract, metric) is { } on && on >= contract.From && on <= contract.To && FactorOf(contract, WorkOf(worker.Id).TierOn(on)) is { } factor)
                    sum += PriceOf(worker, contract, metric, factor);
            }
        }

        return contract.Maximum is { } maximum ? Math.Min(sum, Math.Max(0, maximum - AcceptedUnder(contract.Id))) : sum;
    }

    private LocalDate? ShownOn(ToldWorker worker, SimulatedTerms.Contract contract, SimulatedTerms.Metric metric)
    {
        var open = OpenClaims.Where(claim => (claim.Worker, claim.Contract, claim.Metric) == (worker.Id, contract.Id, metric.Id)).ToList();
        if (open.Count > 0)
            return open.Min(claim => claim.AchievedOn);
        var isRejected = Known<ToldClaim>().Any(claim => (claim.Worker, claim.Metric) == (worker.Id, metric.Id) && WordOn(claim.Id)?.Word == "rejected");
        return !isRejected && AchievedOn(worker, metric, null) is { } on && on.PlusDays(contract.ClaimWithinDays) >= LastDay ? on : null;
    }
}
