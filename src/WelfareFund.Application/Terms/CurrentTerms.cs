using Microsoft.EntityFrameworkCore;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Terms;
using WelfareFund.Terms;

namespace WelfareFund.Application.Terms;

/// <summary>A fund's approved terms.</summary>
public static class CurrentTerms
{
    /// <summary>The newest approved version, whatever the date from which it holds: what files may name.</summary>
    /// <exception cref="InvalidOperationException">The fund has no terms, or they no longer read.</exception>
    public static async Task<FundTerms> ReadAsync(FundContext context, FundRow fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(fund);
        var row = await context.Set<TermsVersionRow>().AsNoTracking().Where(version => version.Fund == fund.Number).OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellation)
            ?? throw new InvalidOperationException($"Fund {fund.Id} has no terms.");
        return Read(fund.Id, row);
    }

    /// <summary>All approved versions.</summary>
    public static async Task<TermsVersions> VersionsAsync(FundContext context, FundRow fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(fund);
        var rows = await context.Set<TermsVersionRow>().AsNoTracking().Where(version => version.Fund == fund.Number).OrderBy(version => version.Number).ToListAsync(cancellation);
        return new([.. rows.Select(row => new TermsVersion(row.Effective, Read(fund.Id, row)))]);
    }

    private static FundTerms Read(string fund, TermsVersionRow row) => FundFile.Read($"{fund}, version {row.Number}", row.Json).Value;
}
