using WelfareFund.Contributions;
using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// What is to be paid, as far as the wage month's floor and limits reach, in parts by the month's pay from each employer. A withdrawn consent
    /// stops it at once: the payroll that is asked for now runs after the days to stop.
    /// </summary>
    internal IEnumerable<PayrollDeduction> PayrollOf(EmployerId employer)
    {
        foreach (var ofWorker in ContributionsByWorker(month.PlusMonths(-terms.WageMonthLag)))
        {
            var begun = ofWorker.Where(own => own.Months.Count > 0).ToList();
            var (parts, arrears) = (new SortedDictionary<Currency, Money>(), new List<(AgreementMonths By, Money Amount)>());
            foreach (var own in begun.Where(own => own.Agreement.DeductionConsentOn <= lastDay && !(own.Agreement.DeductionWithdrawnOn <= lastDay) && WorksFor(own.Agreement.Worker, employer)))
            {
                var decided = own.Months[^1];
                var room = RoomBesideOthers(own, begun, arrears);
                var left = (decided.Decision.Counted + room).Amount;
                foreach (var account in state.Workers.Accounts(own.Agreement.Worker))
                {
                    var rate = facts.Rates.Find(own.Terms.Currency, account.Currency, decided.Month.ToDateInterval().End);
                    if (rate.IsRefused)
                        continue;
                    var toPay = Money.Min(account.CalledOf(own.Agreement.Id), Money.Round(left * rate.Value.Rate, account.Currency, RoundingMode.Down));
                    left -= toPay.Amount / rate.Value.Rate;
                    var part = PartOf(employer, decided.Pays, toPay);
                    parts[part.Currency] = parts.TryGetValue(part.Currency, out var sum) ? sum + part : part;
                }

                if (left < room.Amount)
                    arrears.Add((own, Money.Round(room.Amount - left, own.Terms.Currency, RoundingMode.HalfUp)));
            }

            foreach (var part in parts.Values.Where(part => part.IsPositive))
                yield return new(ofWorker[0].Agreement.Worker, part);
        }
    }

    private bool WorksFor(WorkerId worker, EmployerId employer) =>
        people.JobsOf(worker).Any(job => job.Employer == employer && job.StartedOn <= lastDay && !(job.EndedOn <= lastDay));

    /// <summary>An employer that paid nothing that counts in this currency keeps nothing.</summary>
    private static Money PartOf(EmployerId employer, IReadOnlyList<Pay> pays, Money toPay)
    {
        var own = pays.Where(pay => pay.Standing is PayStanding.Counts && pay.Gross.Currency == toPay.Currency && pay.Gross.IsPositive).ToList();
        var at = own.FindIndex(pay => pay.Employer == employer);
        return at < 0 || !toPay.IsPositive ? Money.Zero(toPay.Currency) : Allocation.Split(toPay, [.. own.Select(pay => pay.Gross.MinorUnits)])[at];
    }
}
