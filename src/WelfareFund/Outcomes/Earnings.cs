using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>Triggers on what a worker earned. A month's pay is earned on its last day, and converts at that day's rate.</summary>
internal static class Earnings
{
    internal static Result<LocalDate?> Achieves(RollingTrigger trigger, OutcomeFacts facts)
    {
        var byMonth = ByMonth(facts, trigger.Threshold.Currency);
        if (byMonth.IsRefused)
            return byMonth.Refusals[0];

        var reached = byMonth.Value.Where(month => month.Value >= trigger.Threshold).Select(month => month.Key).ToList();
        for (var last = trigger.Months - 1; last < reached.Count; last++)
        {
            if (MonthsBetween(reached[last - trigger.Months + 1], reached[last]) < trigger.Within)
                return (LocalDate?)reached[last].ToDateInterval().End;
        }

        return (LocalDate?)null;
    }

    internal static Result<LocalDate?> Achieves(EarningsTrigger trigger, OutcomeFacts facts)
    {
        var byMonth = ByMonth(facts, trigger.Amount.Currency);
        if (byMonth.IsRefused)
            return byMonth.Refusals[0];

        if (facts.FirstStart is not { } start)
            return (LocalDate?)null;
        var sum = Money.Zero(trigger.Amount.Currency);
        foreach (var (month, earned) in byMonth.Value)
        {
            var on = month.ToDateInterval().End;
            sum += earned;
            if (on > start.PlusDays(trigger.WithinDays))
                break;
            if (sum >= trigger.Amount)
                return (LocalDate?)on;
        }

        return (LocalDate?)null;
    }

    private static Result<SortedDictionary<YearMonth, Money>> ByMonth(OutcomeFacts facts, Currency currency)
    {
        var byMonth = new SortedDictionary<YearMonth, Money>();
        foreach (var report in facts.Wages)
        {
            var on = report.Month.ToDateInterval().End;
            if (on > facts.Through)
                continue;
            var pay = facts.Rates.Convert(report.Gross, currency, on);
            if (pay.IsRefused)
                return pay.Refusals[0];
            byMonth[report.Month] = byMonth.GetValueOrDefault(report.Month, Money.Zero(currency)) + pay.Value.Money;
        }

        return byMonth;
    }

    private static int MonthsBetween(YearMonth first, YearMonth last) => (last.Year - first.Year) * 12 + last.Month - first.Month;
}
