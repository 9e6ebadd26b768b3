using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>A worker's spells in work: all employers together, overlapping days once. First and last day are in work.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Time in work".</remarks>
public sealed class TimeInWork
{
    private readonly List<DateInterval> spells = [];

    /// <param name="through">The last day that is looked at; an employment that lasts counts up to it.</param>
    public TimeInWork(IEnumerable<Employment> employments, LocalDate through)
    {
        foreach (var job in EmploymentRecord.Latest(employments))
        {
            var end = LocalDate.Min(job.EndedOn ?? through, through);
            if (end < job.StartedOn)
                continue;
            if (spells.Count > 0 && job.StartedOn <= spells[^1].End.PlusDays(1))
                spells[^1] = new(spells[^1].Start, LocalDate.Max(spells[^1].End, end));
            else
                spells.Add(new(job.StartedOn, end));
        }
    }

    /// <summary>In order, with at least one day between them.</summary>
    public IReadOnlyList<DateInterval> Spells => spells;

    /// <summary>The day that completes the time; null while nothing does.</summary>
    public LocalDate? Completes(SustainedTrigger trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return trigger.Mode == SustainedMode.Accumulated
            ? Accumulates(trigger.Weeks * 7 ?? DaysOf(trigger.Months!.Value), trigger.MaxGapDays ?? int.MaxValue)
            : Continues(trigger);
    }

    /// <summary>n months are ⌈n × 365 ÷ 12⌉ days.</summary>
    internal static int DaysOf(int months) => (months * 365 + 11) / 12;

    private LocalDate? Accumulates(int days, int maxGapDays)
    {
        var sum = 0;
        for (var i = 0; i < spells.Count; i++)
        {
            if (i > 0 && GapBefore(i) > maxGapDays)
                sum = 0;
            if (sum + spells[i].Length >= days)
                return spells[i].Start.PlusDays(days - sum - 1);
            sum += spells[i].Length;
        }

        return null;
    }

    /// <summary>By calendar date: six months from 15 January are complete when 14 July is over. An allowed gap does not stop the calendar.</summary>
    private LocalDate? Continues(SustainedTrigger trigger)
    {
        var first = 0;
        for (var i = 0; i < spells.Count; i++)
        {
            if (i > 0 && GapBefore(i) > (trigger.MaxGapDays ?? 0))
                first = i;
            var start = spells[first].Start;
            var complete = (trigger.Weeks is { } weeks ? start.PlusWeeks(weeks) : start.PlusMonths(trigger.Months!.Value)).PlusDays(-1);
            // Complete inside a gap only counts once the gap has proved to be an allowed one.
            if (spells[i].End >= complete)
                return LocalDate.Max(complete, spells[i].Start);
        }

        return null;
    }

    private int GapBefore(int spell) => Period.DaysBetween(spells[spell - 1].End, spells[spell].Start) - 1;
}
