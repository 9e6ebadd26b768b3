namespace WelfareFund.Evidence;

/// <summary>The worker protection figures of a corridor, averages over those for whom they are known; suppressed for small groups.</summary>
/// <param name="Workers">Null where fewer than <see cref="LeastWorkers"/> stand behind the row, and then every figure is.</param>
/// <param name="RecruitmentCostMonths">An average; null where fewer than <see cref="LeastWorkers"/> have the figure, as each of the following.</param>
/// <remarks>Rules: docs/rules.md, section 8 "Evidence".</remarks>
public sealed record CohortProtection(
    string Corridor, int? Workers, decimal? RecruitmentCostMonths, decimal? ShareContributed, Money? TakeHome, Money? IncomeGain)
{
    /// <summary>Fewer could be recognised.</summary>
    public const int LeastWorkers = 10;

    /// <summary>By corridor. There is no row of all, so that nothing is found by subtraction.</summary>
    public static IReadOnlyList<CohortProtection> Of(IEnumerable<WorkerProtection> workers) =>
        [.. workers.GroupBy(worker => worker.Corridor).OrderBy(corridor => corridor.Key, StringComparer.Ordinal).Select(OfOne)];

    private static CohortProtection OfOne(IGrouping<string, WorkerProtection> corridor)
    {
        var workers = corridor.ToList();
        return workers.Count < LeastWorkers
            ? new(corridor.Key, null, null, null, null, null)
            : new(
                corridor.Key, workers.Count, Average(workers.Select(worker => worker.RecruitmentCostMonths)), Average(workers.Select(worker => worker.ShareContributed)),
                Average(workers.Select(worker => worker.TakeHome)), Average(workers.Select(worker => worker.IncomeGain)));
    }

    private static decimal? Average(IEnumerable<decimal?> figures) =>
        figures.OfType<decimal>().ToList() is { Count: >= LeastWorkers } known ? decimal.Round(known.Average(), 4, MidpointRounding.AwayFromZero) : null;

    private static Money? Average(IEnumerable<Money?> figures) =>
        figures.OfType<Money>().ToList() is { Count: >= LeastWorkers } known
            ? Money.Round(known.Average(money => money.Amount), known[0].Currency, RoundingMode.HalfUp)
            : null;
}
