using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// Warns when the workers enrolled in the month can come to cost more at price than free cash leaves after what is owed to providers, held back, and
    /// to come for workers enrolled before. What is achieved already is in the reserve.
    /// </summary>
    /// <param name="free">Before any provider is paid; null while a rate is missing.</param>
    private void WarnOfEnrolments(Money? free)
    {
        if (!AnybodyJoined)
            return;
        var owed = InBase(state.Payables.Select(payable => payable.Amount).Concat(terms.Contracts.SelectMany(contract => state.HeldBack(contract.Id)).Select(outcome => outcome.HeldBack)));
        if (free is not { } cash || owed is not { } debts || ToCome() is not (var earlier, var more))
        {
            Add("enrolments", Subject(month), lastDay, LineState.Disclosed, LineReason.NoRate, null, null, Because("enrolments-without-rate", joined));
            return;
        }

        var left = Left(cash, debts + earlier);
        var missing = more - left;
        if (!missing.IsPositive)
            return;
        var trace = Because("enrolments-beyond", joined, more, cash, debts, earlier, left, missing);
        var (called, unfunded) = (state.CalledAndUnpaid(baseCurrency), state.Unfunded(baseCurrency));
        if (called.IsPositive)
            trace.Write("enrolments-called", called);
        if (Left(missing, called) is { IsPositive: true } rest)
        {
            if (unfunded < rest)
                trace.Write("enrolments-without-commitment", unfunded, rest - unfunded);
            else
                trace.Write("enrolments-to-call", rest, unfunded);
        }

        Add("enrolments", Subject(month), lastDay, LineState.Disclosed, LineReason.BeyondFreeCash, missing, null, trace);
    }

    private int joined = -1;

    private bool AnybodyJoined
    {
        get
        {
            if (joined < 0)
                joined = told.Joined(month);
            return joined > 0;
        }
    }

    /// <summary>
    /// What workers can still achieve, at price and at closing rates, for those enrolled before the month and for those enrolled in it: per worker, of each
    /// metric, of each contract and of all together no more than the caps leave, the earlier first. Null while a rate is missing.
    /// </summary>
    private (Money Earlier, Money New)? ToCome()
    {
        var (earlier, all) = (Money.Zero(baseCurrency), Money.Zero(baseCurrency));
        foreach (var under in Enrolled)
        {
            var (before, now, counts) = (under.Earlier, under.New, new Dictionary<string, int>(under.Counts, StringComparer.Ordinal));
            foreach (var worker in under.Limited.OrderBy(worker => worker.EnrolledOn).ThenBy(worker => worker.Worker))
            {
                var more = worker.Count(counts, under.Settled);
                (before, now) = worker.EnrolledOn < firstDay ? (before + more, now) : (before, now + more);
            }

            var (first, both) = (before, before + now);
            if (under.Contract.Maximum is { } maximum)
            {
                var left = Left(maximum, under.Settled.Accepted + under.Unaccepted);
                (first, both) = (Money.Min(first, left), Money.Min(both, left));
            }

            if (AtClosing(first) is not { } firstInBase || AtClosing(both) is not { } bothInBase)
                return null;
            (earlier, all) = (earlier + firstInBase, all + bothInBase);
        }

        if (terms.OutcomesMaximum is { } most)
        {
            var left = Left(most, OutcomesSoFar + Unaccepted().Amount);
            (earlier, all) = (Money.Min(earlier, left), Money.Min(all, left));
        }

        return (earlier, all - earlier);
    }

    /// <param name="unaccepted">What the worker has achieved without its being accepted.</param>
    private void CountToCome(EnrolledUnder under, WorkerOutcomes settled, OutcomeFacts known, IReadOnlyCollection<string> claimed, Money unaccepted)
    {
        var (contract, worker) = (under.Contract, known.Worker);
        var card = contract.RateCardOn(worker.EnrolledOn);
        var outcomes = OutcomesToCome.Of(contract, under.Settled, settled, known, claimed).Select(outcome => (outcome.Metric, outcome.Price, card!.Metric(outcome.Metric)!.MaximumCount)).ToList();
        Money? left = contract.PerWorker is { } most ? Left(most, settled.PaidUnder(contract) + unaccepted) : null;
        var toCome = new ToComeOfWorker(worker.EnrolledOn, worker.Id, outcomes, left);
        if (outcomes.Exists(outcome => outcome.MaximumCount is not null))
            under.Limited.Add(toCome);
        else if (worker.EnrolledOn < firstDay)
            under.Earlier += toCome.Count([], under.Settled);
        else
            under.New += toCome.Count([], under.Settled);
    }

    /// <param name="Left">Of what the contract pays for one worker; null where that has no limit.</param>
    private sealed record ToComeOfWorker(LocalDate EnrolledOn, WorkerId Worker, IReadOnlyList<(string Metric, Money Price, int? MaximumCount)> Outcomes, Money? Left)
    {
        /// <param name="counts">How many of each metric came before, among those that are not accepted; counts on.</param>
        internal Money Count(Dictionary<string, int> counts, ContractState settled)
        {
            var sum = Money.Zero(settled.Accepted.Currency);
            foreach (var (metric, price, maximum) in Outcomes)
            {
                var number = counts[metric] = counts.GetValueOrDefault(metric) + 1;
                if (!(settled.CountOf(metric) + number > maximum))
                    sum += price;
            }

            return Left is { } left ? Money.Min(sum, left) : sum;
        }
    }

    /// <summary>Null while a rate is missing.</summary>
    private Money? InBase(IEnumerable<Money> amounts)
    {
        var sum = Money.Zero(baseCurrency);
        foreach (var amount in amounts)
        {
            if (AtClosing(amount) is not { } inBase)
                return null;
            sum += inBase;
        }

        return sum;
    }
}
