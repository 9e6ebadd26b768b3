using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Evidence;

/// <summary>What is known of one worker's costs, pay and contributions. The lists are the worker's own, in any order.</summary>
/// <param name="Wages">The reports that count, <see cref="WageReports.Standing"/>.</param>
/// <param name="Contributed">What was paid and not given back, each on its day; what went back is negative.</param>
/// <param name="Recruitment">What the fund spent on recruitment for this worker, in base currency.</param>
/// <param name="ForServices">The most that contributions can recover of services: the terms' multiple of what was spent on them, in base currency.</param>
public sealed record WorkerEvidence(
    Worker Worker, IReadOnlyList<Employment> Employments, IReadOnlyList<WageReport> Wages, IReadOnlyList<Cost> Costs,
    IReadOnlyList<(LocalDate On, Money Amount)> Contributed, Money Recruitment, Money ForServices);

/// <summary>The worker protection figures of one worker, in base currency. A figure is null where what it needs is not known.</summary>
/// <param name="PaidForTheJob">All that the worker paid for the job, with any contribution that recovers recruitment cost.</param>
/// <param name="RecruitmentCostMonths">SDG 10.7.1: <paramref name="PaidForTheJob"/> in months of the first full month's net earnings.</param>
/// <param name="ShareContributed">Of gross pay.</param>
/// <param name="TakeHome">Net pay less contributions, a month of those with a reported net pay.</param>
/// <param name="IncomeGain"><paramref name="TakeHome"/> less the monthly income at home.</param>
/// <remarks>Rules: docs/rules.md, section 8 "Evidence".</remarks>
public sealed record WorkerProtection(
    WorkerId Worker, string Corridor, Money PaidForTheJob, decimal? RecruitmentCostMonths, Money GrossPay, Money Contributed, decimal? ShareContributed,
    Money? TakeHome, Money? HomeIncome, Money? IncomeGain)
{
    private const int Decimals = 4;

    /// <summary>Null where an amount has no rate for its day.</summary>
    public static WorkerProtection? Of(WorkerEvidence known, ExchangeRates rates, Currency baseCurrency)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(rates);
        var gross = Sum(known.Wages.Select(report => (report.Month.ToDateInterval().End, report.Gross)));
        var contributed = Sum(known.Contributed);
        var paid = Sum(known.Costs.Where(cost => cost.PaidBy == "worker").Select(cost => (cost.IncurredOn, cost.Amount)));
        if (gross is null || contributed is null || paid is null)
            return null;

        var forTheJob = paid.Value + Recovered(known, contributed.Value);
        var months = known.Wages.GroupBy(report => report.Month).Where(month => month.All(report => report.Net is not null)).ToList();
        var net = Sum(months.SelectMany(month => month).Select(report => (report.Month.ToDateInterval().End, NetOf(report))));
        var takeHome = months.Count == 0 || net is null ? (Money?)null : Divided(net.Value - contributed.Value, months.Count);
        var home = known.Worker is { HomeMonthlyIncome: { } income, HomeCurrency: { } currency }
            ? Sum([(known.Worker.EnrolledOn, Money.Round(income, currency, RoundingMode.HalfUp))])
            : null;
        return new(
            known.Worker.Id, known.Worker.Corridor, forTheJob, Months(forTheJob, FirstFullMonth()), gross.Value, contributed.Value,
            gross.Value.IsPositive ? Rounded(contributed.Value.Amount / gross.Value.Amount) : null, takeHome, home, takeHome - home);

        Money? Sum(IEnumerable<(LocalDate On, Money Amount)> amounts)
        {
            var sum = Money.Zero(baseCurrency);
            foreach (var (on, amount) in amounts)
            {
                var converted = rates.Convert(amount, baseCurrency, on);
                if (converted.IsRefused)
                    return null;
                sum += converted.Value.Money;
            }

            return sum;
        }

        Money? FirstFullMonth()
        {
            if (known.Employments.Count == 0)
                return null;
            var start = known.Employments.Min(job => job.StartedOn);
            var full = start.Day == 1 ? start.ToYearMonth() : start.ToYearMonth().PlusMonths(1);
            return months.Find(month => month.Key == full) is { } first ? Sum(first.Select(report => (full.ToDateInterval().End, NetOf(report)))) : null;
        }
    }

    /// <summary>What was contributed beyond what services can explain recovers recruitment cost, as far as there was any.</summary>
    private static Money Recovered(WorkerEvidence known, Money contributed) =>
        Money.Max(Money.Zero(contributed.Currency), Money.Min(known.Recruitment, contributed - known.ForServices));

    private static Money NetOf(WageReport report) => Money.Round(report.Net!.Value, report.Gross.Currency, RoundingMode.HalfUp);

    private static decimal? Months(Money paid, Money? month) =>
        paid.IsZero ? 0 : month is { IsPositive: true } one ? Rounded(paid.Amount / one.Amount) : null;

    private static Money Divided(Money sum, int months) => Money.Round(sum.Amount / months, sum.Currency, RoundingMode.HalfUp);

    private static decimal Rounded(decimal exact) => decimal.Round(exact, Decimals, MidpointRounding.AwayFromZero);
}
