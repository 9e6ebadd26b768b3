using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What workers owe, paid, are given up and get back. Rules: docs/rules.md, section 5.</summary>
internal sealed partial class NaiveFund
{
    private readonly Dictionary<string, NaiveAccount> accounts = [];
    private readonly Dictionary<string, long> refundsOwed = [];

    /// <summary>What was spent on a worker, and got back, by the month it was booked in.</summary>
    private readonly List<(string Worker, string Claim, string CostLine, int In, long Amount)> costs = [];

    /// <summary>What an employer deducted counts as paid that day, where the worker consented to it; a withdrawn consent covers 14 more days.</summary>
    private void BookDeductions()
    {
        foreach (var deduction in Known<ToldDeduction>().Where(deduction => deduction.On <= LastDay && !done.Contains(deduction.Id)).OrderBy(deduction => deduction.On).ThenBy(deduction => deduction.Id, StringComparer.Ordinal))
        {
            var isCovered = Agreements.Any(agreement => agreement.Worker == deduction.Worker && agreement.DeductionsFrom <= deduction.On
                && (agreement.WithdrawnOn is null || deduction.On <= agreement.WithdrawnOn.Value.PlusDays(14)));
            Happens(isCovered ? "a deduction" : "a deduction without consent");
            if (!isCovered)
                continue;
            done.Add(deduction.Id);
            books.Move("deducted-by-employers", deduction.Employer, "contributions-receivable", deduction.Worker, deduction.Amount);
            AccountOf(deduction.Worker).Receive(deduction.Amount, LocalDate.Max(deduction.On, FirstDay));
        }
    }

    /// <summary>Each as it was told last.</summary>
    private IEnumerable<ToldAgreement> Agreements => Known<ToldAgreement>().GroupBy(agreement => agreement.Id).Select(told => told.Last());

    /// <summary>What workers could be asked for, by the text that pays it.</summary>
    internal IEnumerable<(string Reference, long Amount)> OpenDues =>
        Agreements.Where(agreement => AccountOf(agreement.Worker).Open > 0).Select(agreement => (agreement.Id, AccountOf(agreement.Worker).Open));

    private NaiveAccount AccountOf(string worker)
    {
        if (!accounts.TryGetValue(worker, out var account))
            accounts.Add(worker, account = new());
        return account;
    }

    private void Contribute()
    {
        foreach (var agreement in Agreements.Where(agreement => agreement.ConsentOn <= LastDay).OrderBy(agreement => agreement.Worker, StringComparer.Ordinal))
        {
            if (done.Add($"cap {agreement.Id}"))
                books.Move("contribution-headroom", agreement.Worker, "contribution-cap", agreement.Worker, agreement.DisclosedCap);
            Contribute(agreement);
        }

        AdjustAllowance();
    }

    private void Contribute(ToldAgreement agreement)
    {
        var account = AccountOf(agreement.Worker);
        var months = Decide(agreement, account);
        while (Lower(agreement.Worker, account, months) > 0)
            months = Decide(agreement, account);
        var wageMonth = terms.Month(month - terms.WageMonthLag);
        foreach (var one in months.Where(one => one.Due > account.Dues.GetValueOrDefault(one.Of)))
        {
            var more = one.Due - account.Dues.GetValueOrDefault(one.Of);
            Happens(one.Of == wageMonth ? "a due" : "a due corrected upwards");
            Charge(agreement.Worker, more);
            account.Owe(more, one.Of == wageMonth ? LastDay : FirstDay, one.Of != wageMonth);
        }

        account.Dues = months.ToDictionary(one => one.Of, one => one.Due);
        End(agreement, account, months);
    }

    private List<NaiveContributions.Month> Decide(ToldAgreement agreement, NaiveAccount account) => NaiveContributions.Of(
        new(terms.Contributions.Single(rule => rule.Id == agreement.Terms), agreement, WorkOf(agreement.Worker), [.. Known<ToldWage>().Where(wage => wage.Worker == agreement.Worker)],
            [.. Known<ToldPause>().Where(pause => pause.Worker == agreement.Worker).GroupBy(pause => pause.Id).Select(told => Granted(told.Last()))], EndOf(agreement.Worker)?.On,
            [.. Known<ToldEnding>().Where(ending => ending.Job.Length > 0)], wageMonth => ServiceCost(agreement.Worker, wageMonth), account.GivenUp),
        terms.Month(month - terms.WageMonthLag));

    /// <summary>What nobody has approved of a long pause does not count.</summary>
    private ToldPause Granted(ToldPause pause)
    {
        var last = pause.From.PlusDays(terms.PauseLongerThanDays - 1);
        if (pause.To <= last)
            return pause;
        Happens(terms.ApprovesLongPauses ? "a long pause approved" : "a long pause that nobody approves");
        return terms.ApprovesLongPauses ? pause : pause with { To = last };
    }

    private ToldEnding? EndOf(string worker) => Known<ToldEnding>().SingleOrDefault(ending => ending.Worker == worker);

    /// <summary>What becomes less comes before what becomes more.</summary>
    /// <returns>What was taken back of what had been given up, so that the clocks count it again.</returns>
    private long Lower(string worker, NaiveAccount account, List<NaiveContributions.Month> months)
    {
        var takenBack = 0L;
        foreach (var (of, owed) in account.Dues.ToList())
        {
            var less = owed - (months.Find(one => one.Of == of)?.Due ?? 0);
            if (less <= 0)
                continue;
            Happens("a due corrected downwards");
            Charge(worker, -less);
            account.Dues[of] = owed - less;
            takenBack += account.Lower(less, of == terms.Month(month - terms.WageMonthLag) ? LastDay : FirstDay);
        }

        if (takenBack > 0)
            Happens("a write-off taken back");
        GiveUp(worker, -takenBack);
        return takenBack;
    }

    /// <summary>Collects what has room, gives up what is over, and gives back what was paid too much.</summary>
    private void End(ToldAgreement agreement, NaiveAccount account, List<NaiveContributions.Month> months)
    {
        var rule = terms.Contributions.Single(rule => rule.Id == agreement.Terms);
        var ended = EndOf(agreement.Worker) is { } end && end.On <= LastDay ? end : null;
        var isFinal = ended?.Reason is "died" or "disabled";
        var hasEnded = isFinal || (months.Count == 0 && ended is not null);
        if (months.Count > 0)
        {
            var (last, isOver) = (months[^1], months.Count > 1 && months[^2].WindowUsed >= rule.WindowMonths);
            if (Math.Min(account.Waiting, last.Room) is var collected and > 0)
            {
                Happens("a collection");
                account.Collect(collected, LastDay);
            }

            if (isFinal || isOver)
                GiveUp(agreement.Worker, account.Open, () => account.GiveUpAll(isFinal ? terms.Month(month - terms.WageMonthLag) : last.Of));
            else if (last.HasEnded)
                GiveUp(agreement.Worker, account.Waiting, () => account.GiveUpWaiting(last.Of));
            hasEnded |= last.HasEnded || isOver || last.Payments >= rule.Payments || last.Counted >= agreement.DisclosedCap;
        }

        Refund(agreement.Worker, account, hasEnded ? account.Credit : account.CreditBefore(FirstDay.PlusMonths(-1)));
    }

    private void Charge(string worker, long amount)
    {
        books.Move("contributions-receivable", worker, "contribution-income", "", amount);
        books.Move("contribution-cap", worker, "contribution-headroom", worker, amount);
    }

    private void GiveUp(string worker, long amount, Action? act = null)
    {
        if (amount > 0)
            Happens("a write-off");
        if (amount != 0)
            act?.Invoke();
        books.Move("losses-on-receivables", "", "contributions-receivable", worker, amount);
        books.Move("contribution-headroom", worker, "contribution-cap", worker, amount);
    }

    private void Refund(string worker, NaiveAccount account, long amount)
    {
        if (amount > 0)
            Happens("a refund");
        account.Refund(amount);
        books.Move("contributions-receivable", worker, "worker-refunds-payable", worker, amount);
        refundsOwed[worker] = refundsOwed.GetValueOrDefault(worker) + amount;
    }

    /// <summary>Each due that is overdue counts with the share of the oldest step it has reached; only the difference moves.</summary>
    private void AdjustAllowance()
    {
        var overdue = accounts.Values.SelectMany(account => account.ToBePaid)
            .Select(part => (part.Amount, Step: terms.Allowance.Where(step => step.Days <= Period.DaysBetween(part.Since, LastDay)).OrderBy(step => step.Days).LastOrDefault()))
            .Where(part => part.Step.Days > 0).GroupBy(part => part.Step);
        var required = overdue.Sum(ofStep => NaiveMath.Round(ofStep.Sum(part => part.Amount) * ofStep.Key.Share, "half-up"));
        if (required > 0)
            Happens("an allowance");
        books.Move("losses-on-receivables", "", "contributions-allowance", "", required + books["contributions-allowance"]);
    }

    /// <summary>
    /// A wage month knows the service cost accepted by the day it is due; what is got back later of an outcome lowers it too, whatever another one cost meanwhile: the
    /// least that each outcome comes to from then on counts.
    /// </summary>
    private long ServiceCost(string worker, YearMonth wageMonth)
    {
        var services = terms.CostLines.Where(line => line.Kind == "service").Select(line => line.Id).ToList();
        var due = Period.Between(terms.FirstMonth.OnDayOfMonth(1), wageMonth.OnDayOfMonth(1), PeriodUnits.Months).Months + terms.WageMonthLag;
        var own = costs.Where(cost => cost.Worker == worker && services.Contains(cost.CostLine)).ToList();
        return Math.Max(0, own.Select(cost => cost.Claim).Distinct().Sum(claim =>
            Enumerable.Range(due, Math.Max(1, month - due + 1)).Min(by => own.Where(cost => cost.Claim == claim && cost.In <= by).Sum(cost => cost.Amount))));
    }
}
