using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// Once a calendar year's wage months are settled: what was reported beside what payrolls confirmed. The difference has gone the way of corrections;
    /// pay that no payroll confirmed is held until one does.
    /// </summary>
    private void TrueUpYears(WorkerId worker, YearMonth first, YearMonth last)
    {
        if (people.WagesOf(worker).All(report => report.Source is WageSource.Payroll))
            return;
        var lastYear = last.PlusMonths(1).Year - 1;
        for (var year = first.Year; year <= lastYear; year++)
        {
            var subject = FormattableString.Invariant($"{worker}:{year}");
            if (state.Workers.IsSettled("true-up", subject) || TrueUp.Of(year, [.. people.WagesOf(worker)]) is not [_, ..] ofYear)
                continue;
            var (trace, on) = (new TraceList(), new LocalDate(year, 12, 31));
            foreach (var each in ofYear)
                trace.Write("true-up", year, each.Reported, each.Confirmed, each.Confirmed - each.Reported, each.Unconfirmed);
            if (ofYear.Any(each => each.Unconfirmed > 0))
                Hold("true-up", subject, on, LineReason.UnconfirmedPay, null, trace);
            else
                Refuse("true-up", subject, on, LineReason.TrueUp, ofYear.Count == 1 ? ofYear[0].Confirmed - ofYear[0].Reported : null, trace);
        }
    }
}
