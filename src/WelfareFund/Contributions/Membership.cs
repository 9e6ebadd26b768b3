using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>A job whose first day begins a membership.</summary>
/// <param name="On">The first day of the term.</param>
public readonly record struct Deployment(LocalDate On, Employment Job);

/// <summary>A fixed fee for each deployment, earned by month.</summary>
/// <remarks>Rules: docs/rules.md, section 5.2 "Membership".</remarks>
public static class Membership
{
    /// <summary>
    /// The first days of jobs, or the day of consent where that is later. One that falls into a running term is no deployment of its own, and
    /// neither is a job that goes on after a term.
    /// </summary>
    /// <param name="jobs">The last word on each of the worker's employments, in any order.</param>
    /// <param name="months">The length of a term.</param>
    public static IReadOnlyList<Deployment> Deployments(IEnumerable<Employment> jobs, LocalDate consentOn, int months)
    {
        var found = new List<Deployment>();
        foreach (var job in jobs.OrderBy(job => job.StartedOn).ThenBy(job => job.Id.Value, StringComparer.Ordinal))
        {
            var on = LocalDate.Max(job.StartedOn, consentOn);
            if (!(job.EndedOn < on) && (found.Count == 0 || on >= found[^1].On.PlusMonths(months)))
                found.Add(new(on, job));
        }

        return found;
    }

    /// <summary>What is earned when <paramref name="month"/> is over, rounded down; the month of deployment is the first, the last earns the rest.</summary>
    public static Money EarnedBy(Money fee, int months, LocalDate startedOn, YearMonth month) =>
        Money.Round(fee.Amount * MonthsBy(months, startedOn, month) / months, fee.Currency, RoundingMode.Down);

    /// <summary>How many of the term's months are over at the end of a month.</summary>
    public static int MonthsBy(int months, LocalDate startedOn, YearMonth month) =>
        Math.Clamp(1 + Period.Between(startedOn.ToYearMonth().OnDayOfMonth(1), month.OnDayOfMonth(1), PeriodUnits.Months).Months, 0, months);
}
