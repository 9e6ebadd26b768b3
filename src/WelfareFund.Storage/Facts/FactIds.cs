using Microsoft.EntityFrameworkCore;
using WelfareFund.Files;

namespace WelfareFund.Storage.Facts;

/// <summary>Which ids a fund knows.</summary>
public static class FactIds
{
    /// <returns>Those of the ids that are known.</returns>
    public static async Task<HashSet<string>> KnownAsync(FundContext context, int fund, FactKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (table, column) = Place(kind);
        var (values, parameter) = SqlList.Of(context, "{1}", "text", [.. ids]);
#pragma warning disable EF1002 // Table and column are words of this program.
        var known = await context.Database.SqlQueryRaw<string>($"SELECT DISTINCT {column} AS \"Value\" FROM {table} WHERE fund = {{0}} AND {column} {values}", fund, parameter).ToListAsync(cancellation);
#pragma warning restore EF1002
        return new(known, StringComparer.Ordinal);
    }

    /// <summary>Which of these wage reports are replaced by another, and by which.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReplacedAsync(FundContext context, int fund, IReadOnlyCollection<string> wages, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.Set<People.WageReport>().AsNoTracking().Where(wage => wage.Fund == fund && wage.Replaces != null && wages.Contains(wage.Replaces))
            .Select(wage => new { Replaced = wage.Replaces!, By = wage.Id }).ToDictionaryAsync(pair => pair.Replaced, pair => pair.By, StringComparer.Ordinal, cancellation);
    }

    private static (string Table, string Column) Place(FactKind kind) => kind switch
    {
        FactKind.Investor => ("investors", "investor_id"),
        FactKind.Provider => ("providers", "provider_id"),
        FactKind.Employer => ("employers", "employer_id"),
        FactKind.Worker => ("workers", "worker_id"),
        FactKind.Employment => ("employments", "employment_id"),
        FactKind.Claim => ("claims", "claim_id"),
        FactKind.Wage => ("wages", "wage_id"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of fact."),
    };
}
