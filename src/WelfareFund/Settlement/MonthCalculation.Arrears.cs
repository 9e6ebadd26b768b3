using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>What the fund itself paid on the cost lines that the cap counts, by the wage month that first knows of it, at the rate of its day.</summary>
    private List<ServiceCost>? ServiceCostsOf(WorkerId worker, ContributionTerms contribution)
    {
        var caps = contribution.Cap?.Versions.Select(version => version.Value).Where(cap => cap.TimesServiceCost is not null).ToList() ?? [];
        if (caps.Count == 0)
            return null;
        var lines = terms.CostLines.Where(line => line.Kind is CostLineKind.Service && caps.Exists(cap => cap.CostLines?.Contains(line.Id) ?? true)).Select(line => line.Id).ToHashSet();
        var known = new List<ServiceCost>();
        foreach (var cost in state.Costs(worker).Where(cost => lines.Contains(cost.CostLine)))
        {
            var converted = facts.Rates.Convert(cost.BaseAmount, contribution.Currency, cost.On);
            if (!converted.IsRefused)
                known.Add(new(cost.On.ToYearMonth().PlusMonths(-terms.WageMonthLag), converted.Value.Money));
        }

        return known;
    }

    /// <summary>After a worker's dues: what corrections added is collected where there is room, what ends is given up, what was paid too much goes back.</summary>
    private void SettleAccounts(Agreement agreement, ContributionTerms contribution, IEnumerable<Ending> endings, IReadOnlyList<ContributionMonth> history)
    {
        CallArrears(agreement, history[^1]);
        GiveUp(agreement, contribution, endings, history);
        RefundCredit(agreement, HasEnded(agreement, contribution, endings, history));
        TrueUpYears(agreement.Worker, history);
    }

    private void CallArrears(Agreement agreement, ContributionMonth decided)
    {
        var left = decided.Room.Amount.Amount;
        foreach (var account in state.Accounts(agreement.Worker).Where(account => account.Waiting.IsPositive))
        {
            var (waiting, currency) = (account.Waiting, account.Currency);
            var rate = facts.Rates.Find(decided.Room.Amount.Currency, currency, decided.Month.ToDateInterval().End);
            var room = rate.IsRefused ? Money.Zero(currency) : Money.Round(left * rate.Value.Rate, currency, RoundingMode.Down);
            var called = Money.Min(waiting, room);
            var subject = $"{agreement.Worker}:{Subject(decided.Month)}:{currency}";
            if (called.IsPositive)
            {
                var trace = WithSteps(decided.Room.Trace);
                if (room != decided.Room.Amount)
                    trace.Write("arrears-room", left, rate.Value.Rate, room);
                trace.Write("arrears-called", waiting, called);
                left -= called.Amount / rate.Value.Rate;
                Post("collection", subject, lastDay, called, new ArrearsCalled(agreement.Id, agreement.Worker, decided.Month, called), trace);
            }

            if (called < waiting)
                Hold("collection", subject, lastDay, LineReason.WaitsForRoom, waiting - called, Because("arrears-wait", waiting - called));
        }
    }

    /// <summary>
    /// A correction that lowers dues after they were given up lowers first what was given up; the clocks count it from the month it was given up with.
    /// </summary>
    /// <returns>Whether anything was given up that was not due.</returns>
    private bool TakeBackWriteOffs(Agreement agreement, ContributionTerms contribution) => state.WrittenOff(agreement.Worker) is [.., var last]
        && WriteOff(agreement, contribution, last.Month, "write-off-taken-back", account => -account.WrittenOffTooMuch);

    private void GiveUp(Agreement agreement, ContributionTerms contribution, IEnumerable<Ending> endings, IReadOnlyList<ContributionMonth> history)
    {
        var ending = endings.Where(ending => ending.EndedOn <= lastDay).MinBy(ending => ending.EndedOn)?.Reason;
        if (ending is EndingReason.Died or EndingReason.Disabled)
            WriteOff(agreement, contribution, history[^1].Month, ending is EndingReason.Died ? "write-off-at-death" : "write-off-at-disability", account => account.Open);
        else if (IsWindowOver(contribution, history))
            WriteOff(agreement, contribution, history[^1].Month, "write-off-at-windows-end", account => account.Open);
        else if (history[^1].Decision.Reason is ContributionReason.Ended)
            WriteOff(agreement, contribution, history[^1].Month, "write-off-of-what-waits", account => account.Waiting);
    }

    /// <returns>Whether anything posted.</returns>
    private bool WriteOff(Agreement agreement, ContributionTerms contribution, YearMonth wageMonth, string why, Func<ContributionAccount, Money> amountOf)
    {
        var parts = new List<DuePart>();
        var (trace, counted) = (new TraceList(), Money.Zero(contribution.Currency));
        var amounts = state.Accounts(agreement.Worker).Select(amountOf).Where(amount => !amount.IsZero).ToList();
        foreach (var amount in amounts)
        {
            var (inBase, inAgreement) = (facts.Rates.Convert(amount, baseCurrency, lastDay), facts.Rates.Convert(amount, contribution.Currency, lastDay));
            if (inBase.IsRefused || inAgreement.IsRefused)
            {
                Hold("write-off", $"{agreement.Worker}:{Subject(month)}", lastDay, LineReason.NoRate, amount, Because("no-rate-for", amount, lastDay));
                return false;
            }

            parts.Add(new(amount, inBase.Value.Money));
            counted += inAgreement.Value.Money;
            trace.Write(why, amount.IsNegative ? -amount : amount);
            if (amounts.Count > 1)
                trace.Write("converted", amount, inAgreement.Value.Used.Rate, inAgreement.Value.Money, inAgreement.Value.Used.Date);
        }

        if (parts.Count == 0)
            return false;
        Post("write-off", $"{agreement.Worker}:{Subject(month)}:{why}", lastDay, parts.Count == 1 ? parts[0].Due : counted,
            new ContributionWrittenOff(agreement.Id, agreement.Worker, wageMonth, counted, parts), trace);
        return true;
    }

    /// <summary>Before the month began, so that the window's last month is still the worker's to pay.</summary>
    private static bool IsWindowOver(ContributionTerms contribution, IReadOnlyList<ContributionMonth> history) =>
        history.Count > 1 && history[^2].State.WindowMonths >= contribution.WindowMonths;

    /// <summary>No due follows. A cap that only waits for more service cost is no end.</summary>
    private bool HasEnded(Agreement agreement, ContributionTerms contribution, IEnumerable<Ending> endings, IReadOnlyList<ContributionMonth> history) =>
        history[^1].Decision.Reason is ContributionReason.Ended
        || IsCompleted(agreement, history[^1])
        || IsWindowOver(contribution, history)
        || endings.Any(ending => ending.EndedOn <= lastDay && ending.Reason is EndingReason.Died or EndingReason.Disabled);
}
