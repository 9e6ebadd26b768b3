namespace WelfareFund.People;

public static class WageReports
{
    /// <summary>
    /// The reports that count: those that nothing replaces, and where an employer's payroll confirms a month, its payroll alone. The order in
    /// which reports arrive never matters.
    /// </summary>
    /// <returns>In ordinal order of their ids.</returns>
    public static IReadOnlyList<WageReport> Standing(IReadOnlyCollection<WageReport> reports)
    {
        if (reports.Count <= 1)
            return [.. reports];
        var last = NotReplaced(reports);
        var confirmed = last.Where(report => report.Source is WageSource.Payroll).Select(Pay).ToHashSet();
        return [.. last.Where(report => report.Source is WageSource.Payroll || !confirmed.Contains(Pay(report)))];

        static (WorkerId, EmployerId, NodaTime.YearMonth) Pay(WageReport report) => (report.Worker, report.Employer, report.Month);
    }

    /// <summary>Where several replace the same one, the last reported stands.</summary>
    /// <returns>In ordinal order of their ids.</returns>
    public static IReadOnlyList<WageReport> NotReplaced(IReadOnlyCollection<WageReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rivals in reports.Where(report => report.Replaces is not null).GroupBy(report => report.Replaces!, StringComparer.Ordinal))
        {
            gone.Add(rivals.Key);
            var last = rivals.OrderBy(report => report.ReportedOn).ThenBy(report => report.Id, StringComparer.Ordinal).Last();
            gone.UnionWith(rivals.Where(report => report != last).Select(report => report.Id));
        }

        return [.. reports.Where(report => !gone.Contains(report.Id)).OrderBy(report => report.Id, StringComparer.Ordinal)];
    }
}
