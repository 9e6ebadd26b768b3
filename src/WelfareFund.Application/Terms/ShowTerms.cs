using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Terms;
using WelfareFund.Terms;

namespace WelfareFund.Application.Terms;

/// <param name="Hash">SHA-256 of what the terms say.</param>
/// <param name="Changes">From the version before; empty for the first.</param>
public sealed record ApprovedVersion(int Number, LocalDate Effective, string Hash, string Maker, string Approver, Instant AppliedAt, string Json, IReadOnlyList<TermsChange> Changes);

/// <summary>The approved versions of a fund's terms, with what each changed and who agreed. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ShowTerms(FundDatabase database)
{
    /// <returns>The newest first.</returns>
    public async Task<Result<IReadOnlyList<ApprovedVersion>>> RunAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (opened.IsRefused)
            return Result.Refused<IReadOnlyList<ApprovedVersion>>(opened.Refusals);
        var fund = opened.Value.Number;
        var rows = await context.Set<TermsVersionRow>().AsNoTracking().Where(version => version.Fund == fund).OrderBy(version => version.Number).ToListAsync(cancellation);
        var people = rows.SelectMany(row => new[] { row.Maker, row.Approver }).ToHashSet();
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => people.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        var (versions, before) = (new List<ApprovedVersion>(), (FundTerms?)null);
        foreach (var row in rows)
        {
            var terms = await TermsInForce.NumberedAsync(context, fund, row.Number, cancellation);
            versions.Add(new(row.Number, row.Effective, row.Hash, names[row.Maker], names[row.Approver], row.AppliedAt, row.Json, before is null ? [] : TermsDifference.Between(before, terms)));
            before = terms;
        }

        versions.Reverse();
        return versions;
    }
}
