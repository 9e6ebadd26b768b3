using NodaTime;
using WelfareFund.Statements;
using WelfareFund.Terms;

namespace WelfareFund.Jobs;

/// <summary>
/// When jobs are due, in the fund's own time zone. A time of day that daylight saving skips moves forward by what is skipped; of a time that comes
/// twice the first counts.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 7 "Jobs".</remarks>
public static class JobSchedule
{
    private static readonly LocalTime Night = new(2, 30);
    private static readonly LocalTime Morning = new(7, 0);

    /// <summary>Whether every missed one is caught up, the oldest first; of the others the newest does the work of all before it.</summary>
    public static bool CatchesUpEach(Job job) => job is Job.Settlement or Job.Statements;

    /// <summary>The first instant after <paramref name="last"/> at which the job is due.</summary>
    public static Instant NextDue(Job job, FundTerms terms, Instant last)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (job is Job.Rates or Job.BankFiles)
            return Instant.FromUnixTimeSeconds(((last.ToUnixTimeSeconds() / NodaConstants.SecondsPerHour) + 1) * NodaConstants.SecondsPerHour);

        // A zone may skip a whole day, so that its time moves into the next one: the search begins well before.
        var day = last.InZone(terms.TimeZone).Date.PlusDays(-2);
        return job switch
        {
            Job.Settlement => Months(day.ToYearMonth().PlusMonths(-1)).Select(month => SettlementDue(terms, month)).First(due => due > last),
            Job.Statements => Quarters(FiscalPeriods.QuarterStart(day, terms.FiscalYearEnd), terms.FiscalYearEnd).Select(quarter => At(quarter, Morning, terms)).First(due => due > last),
            Job.Verify => Days(day).Select(on => At(on, Night, terms)).First(due => due > last),
            _ => Days(day).Select(on => At(on, Morning, terms)).First(due => due > last),
        };
    }

    /// <summary>When a month's settlement is due: on the terms' day of the next month, or on that month's last day where it is shorter.</summary>
    public static Instant SettlementDue(FundTerms terms, YearMonth month)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return At(SettlementDay(terms, month), terms.Settlement.Time, terms);
    }

    /// <summary>The day of <see cref="SettlementDue"/>.</summary>
    public static LocalDate SettlementDay(FundTerms terms, YearMonth month)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var next = month.PlusMonths(1);
        return next.OnDayOfMonth(Math.Min(terms.Settlement.DayOfMonth, next.ToDateInterval().Length));
    }

    /// <summary>The month whose settlement was due at that instant, whatever the day and time the terms named then.</summary>
    public static YearMonth SettledMonth(FundTerms terms, Instant due) => DayOf(terms, due).ToYearMonth().PlusMonths(-1);

    /// <summary>The last day of the quarter whose statements were due at that instant.</summary>
    public static LocalDate QuarterEnd(FundTerms terms, Instant due)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return FiscalPeriods.QuarterStart(DayOf(terms, due), terms.FiscalYearEnd).PlusDays(-1);
    }

    private static LocalDate DayOf(FundTerms terms, Instant due)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return due.InZone(terms.TimeZone).Date;
    }

    private static Instant At(LocalDate day, LocalTime time, FundTerms terms) => (day + time).InZoneLeniently(terms.TimeZone).ToInstant();

    private static IEnumerable<LocalDate> Days(LocalDate from)
    {
        for (var day = from; ; day = day.PlusDays(1))
            yield return day;
    }

    private static IEnumerable<YearMonth> Months(YearMonth from)
    {
        for (var month = from; ; month = month.PlusMonths(1))
            yield return month;
    }

    /// <summary>First days of quarters. The day after a quarter's longest end lies in the next one.</summary>
    private static IEnumerable<LocalDate> Quarters(LocalDate from, AnnualDate yearEnd)
    {
        for (var quarter = from; ; quarter = FiscalPeriods.QuarterStart(quarter.PlusDays(95), yearEnd))
            yield return quarter;
    }
}
