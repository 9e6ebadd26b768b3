using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Terms;

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
        var enrolled = facts.Workers.Count(worker => worker.EnrolledOn >= firstDay && worker.EnrolledOn <= lastDay);
        if (enrolled == 0)
            return;
        var owed = InBase(state.Payables.Select(payable => payable.Amount).Concat(terms.Contracts.SelectMany(contract => state.HeldBack(contract.Id)).Select(outcome => outcome.HeldBack)));
        if (free is not { } cash || owed is not { } debts || ToCome() is not (var earlier, var more))
        {
            Add("enrolments", Subject(month), lastDay, LineState.Disclosed, LineReason.NoRate, null, null, Because("enrolments-without-rate", enrolled));
            return;
        }

        var left = Left(cash, debts + earlier);
        var missing = more - left;
        if (!missing.IsPositive)
            return;
        var trace = Because("enrolments-beyond", enrolled, more, cash, debts, earlier, left, missing);
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

    /// <summary>
    /// What workers can still achieve, at price and at closing rates, for those enrolled before the month and for those enrolled in it: per worker, of each
    /// metric, of each contract and of all together no more than the caps leave, the earlier first. Null while a rate is missing.
    /// </summary>
    private (Money Earlier, Money New)? ToCome()
    {
        var (earlier, all) = (Money.Zero(baseCurrency), Money.Zero(baseCurrency));
        var ended = facts.Endings.Where(ending => ending.EndedOn <= lastDay).Select(ending => ending.Worker).OfType<WorkerId>().ToHashSet();
        foreach (var (contract, settled, workers) in EnrolledByContract(inOrder: true))
        {
            var nothing = Money.Zero(contract.Currency);
            var (unaccepted, counts) = (nothing, new Dictionary<string, int>(StringComparer.Ordinal));
            foreach (var outcome in workers.SelectMany(worker => worker.Unaccepted))
                (unaccepted, counts[outcome.Metric]) = (unaccepted + outcome.Price, counts.GetValueOrDefault(outcome.Metric) + 1);
            var (before, now) = (nothing, nothing);
            foreach (var worker in workers.Where(worker => !ended.Contains(worker.Facts.Worker.Id)))
            {
                var more = ToCome(contract, settled, worker, counts);
                (before, now) = worker.Facts.Worker.EnrolledOn < firstDay ? (before + more, now) : (before, now + more);
            }

            var (first, both) = (before, before + now);
            if (contract.Maximum is { } maximum)
            {
                var left = Left(maximum, settled.Accepted + unaccepted);
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

    /// <param name="counts">How many of each metric came before, among those that are not accepted; counts on.</param>
    private static Money ToCome(ContractTerms contract, ContractState settled, EnrolledWorker worker, Dictionary<string, int> counts)
    {
        var nothing = Money.Zero(contract.Currency);
        var card = contract.RateCardOn(worker.Facts.Worker.EnrolledOn);
        var sum = nothing;
        foreach (var outcome in OutcomesToCome.Of(contract, settled, worker.Settled, worker.Facts, worker.Claimed))
        {
            var number = counts[outcome.Metric] = counts.GetValueOrDefault(outcome.Metric) + 1;
            if (!(settled.CountOf(outcome.Metric) + number > card!.Metric(outcome.Metric)!.MaximumCount))
                sum += outcome.Price;
        }

        return contract.PerWorker is { } most
            ? Money.Min(sum, Left(most, worker.Settled.PaidUnder(contract) + Sum(worker.Unaccepted.Select(outcome => outcome.Price), nothing)))
            : sum;
    }

    private static Money Sum(IEnumerable<Money> amounts, Money nothing) => amounts.Aggregate(nothing, (sum, amount) => sum + amount);

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
