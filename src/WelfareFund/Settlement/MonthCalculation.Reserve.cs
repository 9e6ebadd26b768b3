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
        foreach (var under in Enrolled)
        {
            var price = under.Unaccepted;
            if (under.Contract.Maximum is { } maximum)
                price = Money.Min(price, maximum - under.Settled.Accepted);
            if (price.IsPositive && AtClosing(price) is { } inBase)
                (sum, count) = (sum + inBase, count + under.Outcomes);
        }

        if (terms.OutcomesMaximum is { } most)
            sum = Money.Min(sum, Left(most, OutcomesSoFar));
        return (sum, count);
    }

    private Dictionary<string, EnrolledUnder>? enrolled;
    private OutcomesSettled? settledOutcomes;
    private ILookup<(WorkerId, string), Claim>? openClaims;

    private IEnumerable<EnrolledUnder> Enrolled
    {
        get
        {
            if (enrolled is null)
                CountEnrolled();
            return enrolled!.Values;
        }
    }

    /// <summary>What those of the workers at hand who are enrolled by the month's end have achieved without its being accepted, and what they can still achieve.</summary>
    internal void CountEnrolled()
    {
        enrolled ??= new(StringComparer.Ordinal);
        settledOutcomes ??= SettledSoFar();
        openClaims ??= OpenClaims.ToLookup(claim => (claim.Worker, claim.Contract));
        foreach (var worker in people.All.Where(worker => worker.EnrolledOn <= lastDay))
        {
            if (!enrolled.TryGetValue(worker.Contract, out var under))
            {
                var contract = ContractOf(worker.Contract);
                enrolled.Add(worker.Contract, under = new(contract, settledOutcomes.Contracts.GetValueOrDefault(contract.Id) ?? ContractState.Of(contract, [])));
            }

            var claimed = !openClaims.Contains((worker.Id, worker.Contract)) ? NothingClaimed : openClaims[(worker.Id, worker.Contract)].GroupBy(claim => claim.Metric, StringComparer.Ordinal)
                .ToDictionary(claims => claims.Key, claims => claims.Min(claim => claim.AchievedOn), StringComparer.Ordinal);
            var (outcomes, known) = (settledOutcomes.Workers.GetValueOrDefault(worker.Id, WorkerOutcomes.None), OutcomeFactsOf(worker.Id));
            var unaccepted = under.Add(UnacceptedOutcomes.Of(under.Contract, under.Settled, outcomes, known, claimed));
            if (AnybodyJoined && !EndingsOf(worker.Id).Any())
                CountToCome(under, outcomes, known, claimed.Keys, unaccepted);
        }
    }

    private static readonly Dictionary<string, LocalDate> NothingClaimed = [];

    /// <summary>The workers enrolled under one contract.</summary>
    private sealed class EnrolledUnder(ContractTerms contract, ContractState settled)
    {
        internal ContractTerms Contract => contract;
        internal ContractState Settled => settled;

        /// <summary>Achieved and not accepted, at price.</summary>
        internal Money Unaccepted { get; private set; } = Money.Zero(contract.Currency);
        internal int Outcomes { get; private set; }

        /// <summary>How many of each metric are achieved and not accepted.</summary>
        internal Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

        /// <summary>What workers can still achieve where no count limits it, at price: of those who joined before the month, and in it.</summary>
        internal Money Earlier { get; set; } = Money.Zero(contract.Currency);
        internal Money New { get; set; } = Money.Zero(contract.Currency);

        /// <summary>Where a count limits it.</summary>
        internal List<ToComeOfWorker> Limited { get; } = [];

        /// <returns>What they come to.</returns>
        internal Money Add(IEnumerable<UnacceptedOutcome> ofWorker)
        {
            var before = Unaccepted;
            foreach (var outcome in ofWorker)
            {
                (Unaccepted, Outcomes) = (Unaccepted + outcome.Price, Outcomes + 1);
                Counts[outcome.Metric] = Counts.GetValueOrDefault(outcome.Metric) + 1;
            }

            return Unaccepted - before;
        }
    }

    private Money? AtClosing(Money money)
    {
        var converted = facts.Rates.Convert(money, baseCurrency, lastDay);
        return converted.IsRefused ? null : converted.Value.Money;
    }
}
