using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Capital;

/// <summary>The days on which a fund's investors work: neither of the weekend nor a listed holiday.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed class BusinessDays
{
    private readonly HashSet<int> weekend;
    private readonly HashSet<LocalDate> holidays;
    private readonly HashSet<int> years;

    /// <exception cref="ArgumentException">Every day of the week is of the weekend.</exception>
    public BusinessDays(CalendarTerms calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        weekend = [.. calendar.Weekend.Select(day => (int)day)];
        holidays = [.. calendar.Holidays.Select(holiday => holiday.Date)];
        years = [.. holidays.Select(day => day.Year)];
        if (weekend.Count == 7)
            throw new ArgumentException("A week without a business day has none to count.", nameof(calendar));
    }

    public bool IsOne(LocalDate day) => !weekend.Contains((int)day.DayOfWeek) && !holidays.Contains(day);

    /// <summary>The so-manieth business day after a day; the day itself is not counted.</summary>
    public LocalDate After(LocalDate day, int count)
    {
        for (var left = count; left > 0;)
        {
            day = day.PlusDays(1);
            if (IsOne(day))
                left--;
        }

        return day;
    }

    /// <summary>How many there are after the first day and up to the last one, which counts.</summary>
    public int Between(LocalDate first, LocalDate last)
    {
        var count = 0;
        for (var day = first.PlusDays(1); day <= last; day = day.PlusDays(1))
            count += IsOne(day) ? 1 : 0;
        return count;
    }

    /// <summary>The first year from one day to another whose holidays are not listed while others' are; null when all are known.</summary>
    public int? UnlistedYear(LocalDate first, LocalDate last) =>
        years.Count == 0 ? null : Enumerable.Range(first.Year, last.Year - first.Year + 1).Where(year => !years.Contains(year)).Select(year => (int?)year).FirstOrDefault();
}
