using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// What is to be paid, as far as the wage month's floor and limits reach, in parts by the month's pay from each employer. A withdrawn consent
    /// stops it at once: the payroll that is asked for now runs after the days to stop.
    /// </summary>
    internal IEnumerable<PayrollDeduction> PayrollOf(EmployerId employer)
    {
        var histories = Histories(month.PlusMonths(-terms.WageMonthLag));
        foreach (var agreement in AgreementsPaidBy(Payer.Worker).Where(agreement => agreement.DeductionConsentOn <= lastDay && !(agreement.DeductionWithdrawnOn <= lastDay) && WorksFor(agreement.Worker, employer)))
        {
            if (histories(agreement) is not [.., var decided])
                continue;
            var left = (decided.Decision.Counted + decided.Room.Amount).Amount;
            foreach (var account in state.Accounts(agreement.Worker))
            {
                var rate = facts.Rates.Find(decided.Room.Amount.Currency, account.Currency, decided.Month.ToDateInterval().End);
                if (rate.IsRefused)
                    continue;
                var toPay = Money.Min(account.Open - account.Waiting, Money.Round(left * rate.Value.Rate, account.Currency, RoundingMode.Down));
                left -= toPay.Amount / rate.Value.Rate;
                var part = PartOf(employer, decided.Pays, toPay);
                if (part.IsPositive)
                    yield return new(agreement.Worker, part);
            }
        }
    }

    private bool WorksFor(WorkerId worker, EmployerId employer) =>
        facts.Employments.Any(job => job.Worker == worker && job.Employer == employer && job.StartedOn <= lastDay && !(job.EndedOn <= lastDay));

    /// <summary>An employer that paid nothing that counts in this currency keeps nothing.</summary>
    private static Money PartOf(EmployerId employer, IReadOnlyList<Pay> pays, Money toPay)
    {
        var own = pays.Where(pay => pay.Standing is PayStanding.Counts && pay.Gross.Currency == toPay.Currency && pay.Gross.IsPositive).ToList();
        var at = own.FindIndex(pay => pay.Employer == employer);
        return at < 0 || !toPay.IsPositive ? Money.Zero(toPay.Currency) : Allocation.Split(toPay, [.. own.Select(pay => pay.Gross.MinorUnits)])[at];
    }
}
