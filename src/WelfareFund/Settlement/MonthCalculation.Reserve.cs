using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Bank and in transit at closing rates, less unallocated receipts, savings, refunds, unspent grants, what is owed in base currency, and the
    /// reserve; null when a rate is missing.</summary>
    private Money? FreeCash()
    {
        var free = -Reserve();
        var owedToOthers = state.Unallocated.Where(receipt => receipt.IsPositive).Concat(state.Payers.Savings.Values).Concat(state.RefundsOwed.Select(owed => owed.Amount));
        foreach (var money in terms.BankAccounts.Select(bank => state.Available(bank.Id, bank.Currency)).Concat(owedToOthers.Select(owed => -owed)))
        {
            if (AtClosing(money) is not { } inBase)
                return null;
            free += inBase;
        }

        foreach (var owed in state.UnspentGrants.Values.Concat(state.OwedInBase.Values).Where(owed => owed.IsPositive))
            free -= owed;
        return free.IsNegative ? Money.Zero(baseCurrency) : free;
    }

    /// <summary>The greatest of the minimum, so many months of the last twelve months' average accepted outcomes, and what is achieved and not accepted.</summary>
    private Money Reserve()
    {
        var since = firstDay.PlusMonths(-11);
        var accepted = state.Outcomes.Where(outcome => outcome.AcceptedOn >= since).Aggregate(Money.Zero(baseCurrency), (sum, outcome) => sum + outcome.BaseAmount);
        var average = new Money((long)Rounding.Apply((decimal)accepted.MinorUnits * terms.Reserve.MonthsOfOutcomes / 12m, RoundingMode.HalfUp), baseCurrency);
        var minimum = terms.Reserve.Minimum ?? Money.Zero(baseCurrency);
        var (unaccepted, count) = Unaccepted();
        var reserve = Money.Max(unaccepted, Money.Max(average, minimum));
        Add("reserve", Subject(month), lastDay, LineState.Disclosed, "", reserve, null,
            Because("reserve", minimum, terms.Reserve.MonthsOfOutcomes, accepted, average, unaccepted, count, reserve));
        return reserve;
    }

    /// <summary>At price and at closing rates, of each contract and of all together no more than their maxima leave. What has no rate is left out: nothing is paid in it either.</summary>
    private (Money Amount, int Count) Unaccepted()
    {
        var (sum, count) = (Money.Zero(baseCurrency), 0);
        foreach (var (contract, state, workers) in EnrolledByContract())
        {
            var (price, outcomes) = (Money.Zero(contract.Currency), 0);
            foreach (var outcome in workers.SelectMany(worker => worker.Unaccepted))
                (price, outcomes) = (price + outcome.Price, outcomes + 1);
            if (contract.Maximum is { } maximum)
                price = Money.Min(price, maximum - state.Accepted);
            if (price.IsPositive && AtClosing(price) is { } inBase)
                (sum, count) = (sum + inBase, count + outcomes);
        }

        if (terms.OutcomesMaximum is { } most)
            sum = Money.Min(sum, Left(most, OutcomesSoFar));
        return (sum, count);
    }

    /// <summary>The workers enrolled by the month's end, with what each has achieved and is not accepted, worked out anew whenever it is looked at; by contract.</summary>
    /// <param name="inOrder">The earlier enrolled first.</param>
    private IEnumerable<(ContractTerms Contract, ContractState State, IEnumerable<EnrolledWorker> Workers)> EnrolledByContract(bool inOrder = false)
    {
        var settled = SettledSoFar();
        var factsOf = OutcomeFactsByWorker();
        var open = facts.Claims.Where(claim => claim.SubmittedOn <= lastDay && IsOpen(claim)).ToLookup(claim => (claim.Worker, claim.Contract));
        foreach (var workers in facts.Workers.Where(worker => worker.EnrolledOn <= lastDay).GroupBy(worker => worker.Contract, StringComparer.Ordinal))
        {
            var contract = ContractOf(workers.Key);
            var state = settled.Contracts.GetValueOrDefault(contract.Id) ?? ContractState.Of(contract, []);
            yield return (contract, state, (inOrder ? workers.OrderBy(worker => worker.EnrolledOn).ThenBy(worker => worker.Id) : (IEnumerable<Worker>)workers).Select(worker => Of(worker, contract, state)));
        }

        EnrolledWorker Of(Worker worker, ContractTerms contract, ContractState state)
        {
            var claimed = !open.Contains((worker.Id, contract.Id)) ? NothingClaimed : open[(worker.Id, contract.Id)].GroupBy(claim => claim.Metric, StringComparer.Ordinal)
                .ToDictionary(claims => claims.Key, claims => claims.Min(claim => claim.AchievedOn), StringComparer.Ordinal);
            var (outcomes, known) = (settled.Workers.GetValueOrDefault(worker.Id, WorkerOutcomes.None), factsOf(worker.Id));
            return new(known, outcomes, claimed.Keys, UnacceptedOutcomes.Of(contract, state, outcomes, known, claimed));
        }
    }

    private static readonly Dictionary<string, LocalDate> NothingClaimed = [];

    private sealed record EnrolledWorker(
        OutcomeFacts Facts, WorkerOutcomes Settled, IReadOnlyCollection<string> Claimed, IEnumerable<UnacceptedOutcome> Unaccepted);

    private Money? AtClosing(Money money)
    {
        var converted = facts.Rates.Convert(money, baseCurrency, lastDay);
        return converted.IsRefused ? null : converted.Value.Money;
    }
}
