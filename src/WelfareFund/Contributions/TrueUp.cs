using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>A calendar year's pay as it was reported, beside what payrolls confirmed, in one currency.</summary>
/// <param name="Reported">By payslips and the worker, for the months that a payroll confirmed since.</param>
/// <param name="Confirmed">By payroll, for the same months.</param>
/// <param name="Unconfirmed">How many reports no payroll has confirmed.</param>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The yearly true-up".</remarks>
public sealed record TrueUp(Money Reported, Money Confirmed, int Unconfirmed)
{
    /// <summary>By currency; empty where the year's pay was reported by payrolls alone.</summary>
    public static IReadOnlyList<TrueUp> Of(int year, IReadOnlyCollection<WageReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return [.. WageReports.NotReplaced([.. reports.Where(report => report.Month.Year == year)])
            .GroupBy(report => report.Gross.Currency).OrderBy(group => group.Key)
            .Where(group => group.Any(report => report.Source is not WageSource.Payroll))
            .Select(group => OfOne(group.Key, group.GroupBy(report => (report.Employer, report.Month))))];
    }

    private static TrueUp OfOne(Currency currency, IEnumerable<IEnumerable<WageReport>> months)
    {
        var trueUp = new TrueUp(Money.Zero(currency), Money.Zero(currency), 0);
        foreach (var month in months)
        {
            var (payroll, reported) = (month.Where(report => report.Source is WageSource.Payroll).ToList(), month.Where(report => report.Source is not WageSource.Payroll).ToList());
            trueUp = reported.Count == 0 ? trueUp
                : payroll.Count == 0 ? trueUp with { Unconfirmed = trueUp.Unconfirmed + reported.Count }
                : trueUp with { Reported = trueUp.Reported + Sum(reported), Confirmed = trueUp.Confirmed + Sum(payroll) };
        }

        return trueUp;

        Money Sum(IEnumerable<WageReport> reports) => reports.Aggregate(Money.Zero(currency), (sum, report) => sum + report.Gross);
    }
}
