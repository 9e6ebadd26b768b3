using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What workers owe, paid, and get back. Rules: docs/rules.md, section 5.</summary>
internal sealed partial class NaiveFund
{
    private readonly Dictionary<string, Worker> workers = [];
    private readonly Dictionary<string, long> refundsOwed = [];

    /// <summary>One worker's account: what is open, and what was paid too much since when.</summary>
    private sealed class Worker
    {
        internal Dictionary<YearMonth, long> Dues { get; set; } = [];
        internal long Open { get; set; }
        internal long WrittenOff { get; set; }
        internal List<(LocalDate Since, long Amount)> Credits { get; } = [];

        internal long Credit => Credits.Sum(credit => credit.Amount);

        internal void Receive(long amount, LocalDate on)
        {
            var pays = Math.Min(amount, Open);
            Open -= pays;
            if (amount > pays)
                Credits.Add((on, amount - pays));
        }

        internal void Owe(long amount) => Open += amount - UseCredit(amount);

        internal long UseCredit(long amount)
        {
            var used = 0L;
            while (used < amount && Credits.Count > 0)
            {
                var part = Math.Min(amount - used, Credits[0].Amount);
                used += part;
                if (part == Credits[0].Amount)
                    Credits.RemoveAt(0);
                else
                    Credits[0] = (Credits[0].Since, Credits[0].Amount - part);
            }

            return used;
        }
    }

    /// <summary>What workers could be asked for, by the text that pays it.</summary>
    internal IEnumerable<(string Reference, long Amount)> OpenDues =>
        Known<ToldAgreement>().Where(agreement => WorkerOf(agreement.Worker).Open > 0).Select(agreement => (agreement.Id, WorkerOf(agreement.Worker).Open));

    private Worker WorkerOf(string id)
    {
        if (!workers.TryGetValue(id, out var worker))
            workers.Add(id, worker = new());
        return worker;
    }

    private void Receive(string worker, long amount, LocalDate on) => WorkerOf(worker).Receive(amount, on);

    private void Contribute()
    {
        foreach (var agreement in Known<ToldAgreement>().Where(agreement => agreement.ConsentOn <= LastDay).OrderBy(agreement => agreement.Worker, StringComparer.Ordinal))
        {
            if (done.Add($"cap {agreement.Id}"))
                books.Move("contribution-headroom", agreement.Worker, "contribution-cap", agreement.Worker, agreement.DisclosedCap);
            Contribute(agreement, terms.Contributions.Single(rule => rule.Id == agreement.Terms));
        }
    }

    private void Contribute(ToldAgreement agreement, SimulatedTerms.Contribution rule)
    {
        var worker = WorkerOf(agreement.Worker);
        var months = NaiveContributions.Of(rule, agreement, WorkOf(agreement.Worker), [.. Known<ToldWage>().Where(wage => wage.Worker == agreement.Worker)], PausesOf(agreement.Worker),
            terms.Month(month - terms.WageMonthLag), wageMonth => ServiceCost(agreement.Worker, wageMonth));
        var dues = months.Where(one => one.Due != 0).ToDictionary(one => one.Of, one => one.Due);
        var changes = dues.Keys.Union(worker.Dues.Keys).Select(one => dues.GetValueOrDefault(one) - worker.Dues.GetValueOrDefault(one)).ToList();
        worker.Dues = dues;
        foreach (var less in changes.Where(change => change < 0))
            Lower(agreement.Worker, worker, -less);
        foreach (var more in changes.Where(change => change > 0))
        {
            Charge(agreement.Worker, more);
            worker.Owe(more);
        }

        if (months.Count > 1 && months[^2].WindowUsed >= rule.WindowMonths)
            WriteOff(agreement.Worker, worker, worker.Open);
        var hasEnded = months.Count > 0 && (months[^1].Payments >= rule.Payments || months[^1].Counted >= agreement.DisclosedCap || (months.Count > 1 && months[^2].WindowUsed >= rule.WindowMonths));
        Refund(agreement.Worker, worker, hasEnded ? worker.Credit : worker.Credits.Where(credit => credit.Since < FirstDay.PlusMonths(-1)).Sum(credit => credit.Amount));
    }

    private List<ToldPause> PausesOf(string worker) => [.. Known<ToldPause>().Where(pause => pause.Worker == worker).GroupBy(pause => pause.Id).Select(told => told.Last())];

    private void Charge(string worker, long amount)
    {
        books.Move("contributions-receivable", worker, "contribution-income", "", amount);
        books.Move("contribution-cap", worker, "contribution-headroom", worker, amount);
    }

    /// <summary>What is open first, then what was given up; the rest was paid.</summary>
    private void Lower(string id, Worker worker, long amount)
    {
        Charge(id, -amount);
        var fromOpen = Math.Min(amount, worker.Open);
        worker.Open -= fromOpen;
        var givenUp = Math.Min(amount - fromOpen, worker.WrittenOff);
        WriteOff(id, worker, -givenUp);
        worker.Receive(amount - fromOpen - givenUp, FirstDay);
    }

    private void WriteOff(string id, Worker worker, long amount)
    {
        books.Move("losses-on-receivables", "", "contributions-receivable", id, amount);
        books.Move("contribution-headroom", id, "contribution-cap", id, amount);
        worker.WrittenOff += amount;
        worker.Open -= Math.Max(0, amount);
    }

    private void Refund(string id, Worker worker, long amount)
    {
        worker.UseCredit(amount);
        books.Move("contributions-receivable", id, "worker-refunds-payable", id, amount);
        refundsOwed[id] = refundsOwed.GetValueOrDefault(id) + amount;
    }

    /// <summary>A wage month knows the service cost accepted by the day it is due; what is got back later lowers every month.</summary>
    private long ServiceCost(string worker, YearMonth wageMonth)
    {
        var services = terms.CostLines.Where(line => line.Kind == "service").Select(line => line.Id).ToList();
        var due = Period.Between(terms.FirstMonth.OnDayOfMonth(1), wageMonth.OnDayOfMonth(1), PeriodUnits.Months).Months + terms.WageMonthLag;
        return outcomes.Where(outcome => outcome.Claim.Worker == worker && outcome.SettledIn <= due).Sum(outcome => outcome.Parts.Where(part => services.Contains(part.Key)).Sum(part => part.Value));
    }
}
