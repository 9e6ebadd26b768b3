using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private ILookup<WorkerId, Agreement>? employersAgreements;

    /// <summary>What the fund itself paid on the cost lines that the cap counts, by the wage month that first knows of it, at the rate of its day.</summary>
    private List<ServiceCost>? ServiceCostsOf(WorkerId worker, ContributionTerms contribution)
    {
        var caps = contribution.Cap?.Versions.Select(version => version.Value).Where(cap => cap.TimesServiceCost is not null).ToList() ?? [];
        if (caps.Count == 0)
            return null;
        List<string> lines = [.. terms.CostLines.Select(line => line.Id).Where(line => IsService(line) && caps.Exists(cap => cap.CostLines?.Contains(line) ?? true))];
        var known = new List<ServiceCost>();
        foreach (var (claim, on, amount) in state.Costs(worker).Where(cost => lines.Contains(cost.CostLine)).Select(cost => (cost.Claim, cost.On, cost.BaseAmount))
            .Concat(PaidByEmployers(worker, lines).Select(paid => (default(ClaimId), paid.On, paid.BaseAmount))))
        {
            var converted = facts.Rates.Convert(amount, contribution.Currency, on);
            if (!converted.IsRefused)
                known.Add(new(on.ToYearMonth().PlusMonths(-terms.WageMonthLag), converted.Value.Money, claim));
        }

        return known;
    }

    /// <summary>
    /// What the worker's employers owe of these lines' cost, as negative amounts: a share pays for the lines that its own cap counts, a bond for all, each line by its
    /// part of their cost.
    /// </summary>
    /// <param name="except">An employer's own agreement does not lower what it owes.</param>
    private IEnumerable<(LocalDate On, Money BaseAmount)> PaidByEmployers(WorkerId worker, IReadOnlyList<string> lines, Agreement? except = null)
    {
        employersAgreements ??= AgreementsPaidBy(Payer.Employer).Concat(AgreementsPaidBy(Payer.EmployerBond)).ToLookup(agreement => agreement.Worker);
        foreach (var agreement in employersAgreements[worker].Where(agreement => agreement != except))
        {
            var own = TermsOf(agreement);
            var counts = own.Payer is Payer.EmployerBond ? [.. terms.CostLines.Select(line => line.Id)] : LinesOf(own, own.Cap?.InForce(firstDay));
            var (whole, part) = (CostOf(worker, counts), CostOf(worker, [.. counts.Where(lines.Contains)]));
            if (!part.IsPositive)
                continue;
            var (owed, before) = (Money.Zero(baseCurrency), Money.Zero(baseCurrency));
            foreach (var due in state.Payers.AllDues(own.Payer is Payer.Employer ? DueFor.WageShare : DueFor.Bond, agreement.Id.Value))
            {
                owed += due.BaseAmount;
                var pays = Money.Round(Money.Min(owed, whole).Amount * part.Amount / whole.Amount, baseCurrency, RoundingMode.HalfUp);
                yield return ((own.Payer is Payer.Employer ? due.Month.PlusMonths(terms.WageMonthLag) : due.Month).ToDateInterval().End, before - pays);
                before = pays;
            }
        }
    }

    private IReadOnlyList<string> LinesOf(ContributionTerms contribution, CapTerms? cap) => cap?.CostLines ?? [.. terms.CostLines.Select(line => line.Id).Where(IsService)];

    private bool IsService(string costLine) => terms.CostLines.Any(line => line.Id == costLine && line.Kind is CostLineKind.Service);

    /// <summary>What the fund itself paid, net of what grants and outcome payers did.</summary>
    private Money CostOf(WorkerId worker, IReadOnlyCollection<string> costLines) =>
        state.Costs(worker).Where(cost => costLines.Contains(cost.CostLine)).Aggregate(Money.Zero(baseCurrency), (sum, cost) => sum + cost.BaseAmount);

    /// <summary>After a worker's dues: what corrections added is collected where there is room, what ends is given up, what was paid too much goes back.</summary>
    private void SettleAccounts(IReadOnlyList<AgreementMonths> ofWorker)
    {
        var begun = ofWorker.Where(own => own.Months.Count > 0).ToList();
        var worker = ofWorker[0].Agreement.Worker;
        var called = new List<(AgreementMonths By, Money Amount)>();
        foreach (var own in begun)
            CallArrears(own, begun, called);
        foreach (var own in begun)
            GiveUp(own);
        RefundCredit(ofWorker[0].Agreement, ofWorker.All(HasEnded) && AreFeesOver(worker));
        if (begun.Count > 0)
            TrueUpYears(worker, begun.Min(own => own.Months[0].Month), begun[0].Months[^1].Month);
    }

    private void CallArrears(AgreementMonths own, IReadOnlyList<AgreementMonths> ofWorker, List<(AgreementMonths By, Money Amount)> calledSoFar)
    {
        var (agreement, decided) = (own.Agreement, own.Months[^1]);
        var waits = state.Workers.Accounts(agreement.Worker).Where(account => account.WaitingOf(agreement.Id).IsPositive).ToList();
        if (waits.Count == 0)
            return;
        var left = RoomBesideOthers(own, ofWorker, calledSoFar).Amount;
        foreach (var account in waits)
        {
            var (waiting, currency) = (account.WaitingOf(agreement.Id), account.Currency);
            var rate = facts.Rates.Find(decided.Room.Amount.Currency, currency, decided.Month.ToDateInterval().End);
            var room = rate.IsRefused ? Money.Zero(currency) : Money.Round(left * rate.Value.Rate, currency, RoundingMode.Down);
            var called = Money.Min(waiting, room);
            var subject = $"{own.Subject}:{Subject(decided.Month)}:{currency}";
            if (called.IsPositive)
            {
                calledSoFar.Add((own, called));
                var trace = WithSteps(decided.Room.Trace);
                if (ofWorker.Count > 1)
                    trace.Write("room-shared", RoomBesideOthers(own, ofWorker, calledSoFar.FindAll(call => call.By != own)));
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
    /// What the month's pay has room for besides what the worker's other agreements take of it, inside the floor and limit of every agreement that
    /// takes anything; nothing where their currencies have no rate.
    /// </summary>
    private Money RoomBesideOthers(AgreementMonths own, IReadOnlyList<AgreementMonths> ofWorker, List<(AgreementMonths By, Money Amount)> called)
    {
        var decided = own.Months[^1];
        var (currency, on) = (own.Terms.Currency, decided.Month.ToDateInterval().End);
        var (most, taken) = (decided.Room.Amount + decided.Decision.Counted, decided.Decision.Counted);
        foreach (var other in ofWorker.Where(other => other != own))
        {
            var theirs = other.Months[^1];
            if (theirs.Held is not null)
                return Money.Zero(currency);
            var calls = called.FindAll(call => call.By == other).ConvertAll(call => ((Money?)call.Amount, false));
            var allows = calls.Count > 0 ? theirs.Room.Amount + theirs.Decision.Counted : theirs.Room.Most;
            foreach (var (amount, isMost) in (IEnumerable<(Money?, bool)>)[(allows, true), (theirs.Decision.Counted, false), .. calls])
            {
                if (amount is not { IsZero: false } some)
                    continue;
                var converted = facts.Rates.Convert(some, currency, on);
                if (converted.IsRefused)
                    return Money.Zero(currency);
                (most, taken) = isMost ? (Money.Min(most, converted.Value.Money), taken) : (most, taken + converted.Value.Money);
            }
        }

        return Money.Max(most - taken, Money.Zero(currency));
    }

    /// <summary>
    /// A correction that lowers dues after they were given up lowers first what was given up; the clocks count it from the month it was given up with.
    /// </summary>
    private void TakeBackWriteOffs(AgreementMonths own, YearMonth wageMonth) => WriteOff(own, state.Workers.WrittenOff(own.Agreement.Id) is [.., var last] ? last.Month : wageMonth,
        "write-off-taken-back", account => -account.WrittenOffTooMuchOf(own.Agreement.Id));

    /// <summary>What <see cref="TakeBackWriteOffs"/> would take back, as the clocks count it.</summary>
    private Money WrittenOffTooMuch(AgreementMonths own)
    {
        var zero = Money.Zero(own.Terms.Currency);
        List<DuePart> parts = [.. state.Workers.Accounts(own.Agreement.Worker).Select(account => -account.WrittenOffTooMuchOf(own.Agreement.Id)).Where(amount => !amount.IsZero).Select(amount => new DuePart(amount, zero))];
        return parts.Count > 0 && AsCounted(parts, zero, own) is { } change ? -change : zero;
    }

    private void GiveUp(AgreementMonths own)
    {
        var ending = own.Endings.Where(ending => ending.EndedOn <= lastDay).MinBy(ending => ending.EndedOn)?.Reason;
        if (ending is EndingReason.Died or EndingReason.Disabled)
            WriteOff(own, month.PlusMonths(-terms.WageMonthLag), ending is EndingReason.Died ? "write-off-at-death" : "write-off-at-disability", account => account.OpenOf(own.Agreement.Id));
        else if (IsWindowOver(own))
            WriteOff(own, own.Months[^1].Month, "write-off-at-windows-end", account => account.OpenOf(own.Agreement.Id));
        else if (own.Months[^1].Decision.Reason is ContributionReason.Ended)
            WriteOff(own, own.Months[^1].Month, "write-off-of-what-waits", account => account.WaitingOf(own.Agreement.Id));
    }

    private void WriteOff(AgreementMonths own, YearMonth wageMonth, string why, Func<ContributionAccount, Money> amountOf)
    {
        var (agreement, currency) = (own.Agreement, own.Terms.Currency);
        var parts = new List<DuePart>();
        var (trace, counted) = (new TraceList(), Money.Zero(currency));
        var amounts = state.Workers.Accounts(agreement.Worker).Select(amountOf).Where(amount => !amount.IsZero).ToList();
        foreach (var amount in amounts)
        {
            var (inBase, inAgreement) = (facts.Rates.Convert(amount, baseCurrency, lastDay), facts.Rates.Convert(amount, currency, lastDay));
            if (inBase.IsRefused || inAgreement.IsRefused)
            {
                Hold("write-off", $"{own.Subject}:{Subject(month)}", lastDay, LineReason.NoRate, amount, Because("no-rate-for", amount, lastDay));
                return;
            }

            parts.Add(new(amount, inBase.Value.Money));
            counted += inAgreement.Value.Money;
            trace.Write(why, amount.IsNegative ? -amount : amount);
            if (amounts.Count > 1)
                trace.Write("converted", amount, inAgreement.Value.Used.Rate, inAgreement.Value.Money, inAgreement.Value.Used.Date);
        }

        if (parts.Count == 0)
            return;
        if (AsCounted(parts, counted, own) is not { } asCounted)
        {
            Hold("write-off", $"{own.Subject}:{Subject(month)}", lastDay, LineReason.NoRate, parts[0].Due, Because("no-rate-for", parts[0].Due, lastDay));
            return;
        }

        Post("write-off", $"{own.Subject}:{Subject(month)}:{why}", lastDay, parts.Count == 1 ? parts[0].Due : counted,
            new ContributionWrittenOff(agreement.Id, agreement.Worker, wageMonth, asCounted, parts, own.IsNamed), trace);
    }

    /// <summary>
    /// The part of what the clocks count of the agreement's dues that is written off, valued at the day's rates, less what was written off before: what is given up whole
    /// counts no more, to the cent, whatever rounded when it was due, and what is taken back whole counts as before. Where a later month's due, lowered next, still
    /// fills the cap, the rest of what is taken back counts with the next change.
    /// </summary>
    /// <param name="converted">The parts at the day's rates: so much counts of a membership's fee, which no clock counts by month.</param>
    /// <returns>Null while one of the currencies has no rate.</returns>
    private Money? AsCounted(IReadOnlyList<DuePart> parts, Money converted, AgreementMonths own)
    {
        var (agreement, zero) = (own.Agreement.Id, Money.Zero(own.Terms.Currency));
        if (state.Workers.Counted(agreement) is not { Count: > 0 } counted)
            return converted;
        var gone = state.Workers.WrittenOff(agreement).Aggregate(zero, (sum, part) => sum + part.Counted);
        var due = counted.Values.Aggregate(zero, (sum, ofMonth) => sum + ofMonth);
        var (all, off) = (Value(state.Workers.Owed(agreement)), Value(state.Workers.GivenUp(agreement).Concat(parts.Select(part => part.Due))));
        if (all is not { } whole || off is not { } part)
            return null;
        var change = (whole == 0 ? zero : Money.Round(due.Amount * part / whole, zero.Currency, RoundingMode.HalfUp)) - gone;
        return state.Workers.Cap(agreement) is { } cap ? Money.Max(change, due - gone - cap) : change;

        decimal? Value(IEnumerable<Money> amounts) => amounts.GroupBy(amount => amount.Currency).Aggregate((decimal?)0, (sum, each) =>
            facts.Rates.Find(each.Key, zero.Currency, lastDay) is { IsRefused: false } rate ? sum + (each.Sum(amount => amount.Amount) * rate.Value.Rate) : null);
    }

    /// <summary>Before the month began, so that the window's last month is still the worker's to pay.</summary>
    private static bool IsWindowOver(AgreementMonths own) =>
        own.Months.Count > 1 && own.Months[^2].State.WindowMonths >= own.Terms.WindowMonths;

    /// <summary>No due follows. A cap that only waits for more service cost is no end, and neither is an agreement that has not begun and still can.</summary>
    private bool HasEnded(AgreementMonths own) => own.Months is [.., var last]
        ? last.Decision.Reason is ContributionReason.Ended
            || IsCompleted(own, last)
            || IsWindowOver(own)
            || own.Endings.Any(ending => ending.EndedOn <= lastDay && ending.Reason is EndingReason.Died or EndingReason.Disabled)
        : own.Endings.Any(ending => ending.EndedOn <= lastDay);
}
