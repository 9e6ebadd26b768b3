using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>How much of a long pause one person may grant.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Pauses".</remarks>
public static class PauseLimits
{
    /// <param name="longestDays">Of the terms' <c>approvals.pauseLongerThanDays</c>; both ends of a pause count.</param>
    /// <returns>The last day that counts until another person has approved: the day before the first where nothing does; null when the pause is no longer than that.</returns>
    public static LocalDate? CountsTo(Pause pause, int longestDays)
    {
        ArgumentNullException.ThrowIfNull(pause);
        var last = pause.From.PlusDays(longestDays - 1);
        return pause.To <= last ? null : last;
    }

    /// <param name="limits">The newest word on each pause; a pause without one counts whole.</param>
    /// <returns>The pauses with the last day that counts; those of which no day does are left out.</returns>
    public static IReadOnlyList<Pause> Counting(IEnumerable<Pause> pauses, IEnumerable<PauseLimit> limits)
    {
        var last = limits.ToDictionary(limit => limit.Pause, limit => limit.CountsTo, StringComparer.Ordinal);
        return
        [
            .. pauses.Select(pause => last.GetValueOrDefault(pause.Id) is { } day && (pause.To is not { } to || to > day) ? pause with { To = day } : pause)
                .Where(pause => pause.To is not { } to || to >= pause.From),
        ];
    }
}
