using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What the facts say about work, day by day: the naive model walks over days where the product works with spells. Rules: docs/rules.md, section 4.</summary>
internal sealed class NaiveWork(SimulatedTerms terms, IReadOnlyList<ToldJob> jobs, IReadOnlyList<ToldAudit> audits)
{
    /// <summary>Each with the last that was told of it, by its first day.</summary>
    internal IReadOnlyList<ToldJob> Jobs { get; } = [.. jobs.GroupBy(job => job.Id).Select(told => told.Last()).OrderBy(job => job.From).ThenBy(job => job.Id, StringComparer.Ordinal)];

    internal string Untested => terms.UntestedTier;

    internal LocalDate? FirstStart => Jobs.Count == 0 ? null : Jobs[0].From;

    internal static bool Covers(ToldJob job, LocalDate day) => job.From <= day && (job.To is null || day <= job.To);

    internal static bool Touches(ToldJob job, YearMonth month) => job.From.ToYearMonth() <= month && (job.To is null || month <= job.To.Value.ToYearMonth());

    /// <summary>Of several jobs on the day the lowest; between jobs that of the one before; before the first the untested one.</summary>
    internal string TierOn(LocalDate day)
    {
        var onDay = Jobs.Where(job => Covers(job, day)).ToList();
        if (onDay.Count == 0)
            onDay.AddRange(Jobs.Where(job => job.From <= day).TakeLast(1));
        return onDay.Count == 0 ? terms.UntestedTier : Lowest(onDay.Select(job => TierOf(job.Id, day)));
    }

    internal string LowestIn(string job, YearMonth month) =>
        Lowest(Enumerable.Range(1, month.ToDateInterval().Length).Select(day => TierOf(job, month.OnDayOfMonth(day))));

    /// <summary>When metric's days in work are complete, looking no further than a day.</summary>
    internal LocalDate? Completes(SimulatedTerms.Metric metric, LocalDate through)
    {
        var (worked, gap, start) = (0, 0, (LocalDate?)null);
        var needed = ((metric.Months * 365) + 11) / 12;
        for (var day = FirstStart ?? through.PlusDays(1); day <= through; day = day.PlusDays(1))
        {
            if (!Jobs.Any(job => Covers(job, day)))
            {
                gap++;
                continue;
            }

            if (start is null || gap > (metric.MaxGapDays ?? (metric.Trigger == "continuous" ? 0 : int.MaxValue)))
                (worked, start) = (0, day);
            (worked, gap) = (worked + 1, 0);
            if (metric.Trigger == "continuous" ? day >= start.Value.PlusMonths(metric.Months).PlusDays(-1) : worked >= needed)
                return day;
        }

        return null;
    }

    private string Lowest(IEnumerable<string> tiers) => tiers.MaxBy(tier => terms.Tiers.Select(known => known.Id).ToList().IndexOf(tier))!;

    private string TierOf(string job, LocalDate day)
    {
        var latest = terms.Criteria.Select(criterion => (Criterion: criterion, Result: Latest(job, criterion.Id, day))).ToList();
        if (latest.Any(one => one.Criterion.Must && one.Result == "not-met"))
            return terms.Tiers[^1].Id;
        var audited = latest.Where(one => one.Result is "met" or "not-met").ToList();
        if (audited.Count == 0 || latest.Any(one => one.Criterion.Must && one.Result != "met"))
            return terms.UntestedTier;
        var score = 100m * audited.Where(one => one.Result == "met").Sum(one => one.Criterion.Weight) / audited.Sum(one => one.Criterion.Weight);
        return terms.Tiers.First(tier => score >= tier.From).Id;
    }

    /// <summary>Of two results of one day the worse.</summary>
    private string? Latest(string job, string criterion, LocalDate day)
    {
        var known = audits.Where(audit => audit.Job == job && audit.Criterion == criterion && audit.On <= day).ToList();
        return known.Count == 0 ? null : known.Where(audit => audit.On == known.Max(other => other.On)).Select(audit => audit.Result).MaxBy(result => result switch { "met" => 0, "unknown" => 1, _ => 2 });
    }
}
