namespace WelfareFund.People;

public static class EmploymentRecord
{
    /// <summary>The last word on each employment, by its start.</summary>
    public static IReadOnlyList<Employment> Latest(IEnumerable<Employment> reports) =>
        reports.TryGetNonEnumeratedCount(out var count) && count <= 1 ? [.. reports] :
        [.. reports.GroupBy(job => job.Id).Select(versions => versions.MaxBy(job => job.Intake)!).OrderBy(job => job.StartedOn).ThenBy(job => job.Id.Value, StringComparer.Ordinal)];
}
