using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Terms;
using WelfareFund.Terms;

namespace WelfareFund.Application.Terms;

/// <param name="Number">The version, from 1. Entries name it.</param>
public sealed record NumberedTerms(int Number, LocalDate Effective, string Hash, FundTerms Terms);

/// <summary>The approved versions of a fund's terms. Of two that are effective on the same day the later approved holds.</summary>
public static class TermsInForce
{
    /// <summary>Versions never change, so a text is parsed once.</summary>
    private static readonly ConcurrentDictionary<string, FundTerms> Parsed = new(StringComparer.Ordinal);

    /// <returns>Refused: <c>no-terms</c> before the first version's day.</returns>
    public static async Task<Result<NumberedTerms>> OnAsync(FundContext context, int fund, LocalDate day, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var row = await Of(context, fund).Where(terms => terms.Effective <= day)
            .OrderByDescending(terms => terms.Effective).ThenByDescending(terms => terms.Number).FirstOrDefaultAsync(cancellation);
        return row is null
            ? new Refusal("no-terms", "", $"no terms are in force on {day:uuuu-MM-dd}", "apply terms that are effective by then")
            : Read(row);
    }

    public static async Task<FundTerms> NumberedAsync(FundContext context, int fund, int number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(await Of(context, fund).SingleAsync(terms => terms.Number == number, cancellation)).Terms;
    }

    /// <summary>The version approved last, whenever it is effective; null when there is none.</summary>
    public static async Task<NumberedTerms?> LatestAsync(FundContext context, int fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await Of(context, fund).OrderByDescending(terms => terms.Number).FirstOrDefaultAsync(cancellation) is { } row ? Read(row) : null;
    }

    private static IQueryable<TermsVersionRow> Of(FundContext context, int fund) => context.Set<TermsVersionRow>().AsNoTracking().Where(terms => terms.Fund == fund);

    private static NumberedTerms Read(TermsVersionRow row) =>
        new(row.Number, row.Effective, row.Hash, Parsed.GetOrAdd(row.Hash, _ => FundFile.Read($"terms version {row.Number}", row.Json).Value));
}
