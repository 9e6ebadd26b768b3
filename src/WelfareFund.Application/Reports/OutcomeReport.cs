using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Outcomes;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Reports;

/// <summary>Every claim and where it is. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class OutcomeReport(FundDatabase database)
{
    /// <returns>By day of submission and claim; what a claim had caught up stands before it.</returns>
    public async Task<Result<List<OutcomeLine>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<List<OutcomeLine>>(opened.Refusals);
        var books = opened.Value;
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        return terms.IsRefused ? Result.Refused<List<OutcomeLine>>(terms.Refusals) : await LinesAsync(books, terms.Value.Terms, await books.LinesAsync(cancellation, [.. ClaimProgress.Kinds]), cancellation);
    }

    /// <param name="decided">At least those of <see cref="ClaimProgress.Kinds"/>.</param>
    /// <param name="contracts">Claims under these alone; null for all.</param>
    internal static async Task<List<OutcomeLine>> LinesAsync(
        BooksView books, FundTerms terms, IEnumerable<DecidedLine> decided, CancellationToken cancellation, IReadOnlyCollection<string>? contracts = null)
    {
        var (fund, day) = (books.Fund.Number, books.AsOf);
        var claims = await books.Context.Set<Claim>().AsNoTracking().Where(claim => claim.Fund == fund && claim.SubmittedOn <= day && (contracts == null || contracts.Contains(claim.Contract)))
            .OrderBy(claim => claim.Intake).ToListAsync(cancellation);
        var words = await books.Context.Set<Verification>().AsNoTracking().Where(word => word.Fund == fund && word.DecidedOn <= day)
            .OrderBy(word => word.DecidedOn).ThenBy(word => word.Intake).ToListAsync(cancellation);
        var progress = new ClaimProgress(terms, words);
        foreach (var line in decided.Where(line => line.Counts))
            progress.Take(line.Line);
        return claims.OrderBy(claim => claim.SubmittedOn).ThenBy(claim => claim.Id.Value, StringComparer.Ordinal).SelectMany(progress.LinesOf).ToList();
    }
}
