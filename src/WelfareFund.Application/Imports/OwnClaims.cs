using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Application.Imports;

/// <summary>What a provider who brings claims knows of the fund: their own contracts, and the workers enrolled under these. Everything else is unknown to them, in the same words as what does not exist.</summary>
internal sealed class OwnClaims
{
    private const int MostDaysBack = 31;

    private readonly List<string> contracts;

    internal OwnClaims(FundTerms terms, IEnumerable<string> providers, Instant now)
    {
        var own = providers.ToHashSet(StringComparer.Ordinal);
        Terms = terms with { Contracts = [.. terms.Contracts.Where(contract => own.Contains(contract.Provider))] };
        contracts = [.. Terms.Contracts.Select(contract => contract.Id)];
        Today = now.InZone(terms.TimeZone).Date;
    }

    /// <summary>The fund's, with no other contract.</summary>
    internal FundTerms Terms { get; }

    /// <summary>In the fund's time zone.</summary>
    internal LocalDate Today { get; }

    /// <summary>The first day on which a claim brought today may have been submitted.</summary>
    internal LocalDate Earliest => Today.PlusDays(-MostDaysBack);

    /// <returns>Those of the ids that are of own workers.</returns>
    internal async Task<HashSet<string>> WorkersAsync(ImportSession session, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        List<WorkerId> wanted = [.. ids.Select(id => new WorkerId(id))];
        var fund = session.Fund;
        var known = await session.Context.Set<Worker>().AsNoTracking().Where(worker => worker.Fund == fund && wanted.Contains(worker.Id) && contracts.Contains(worker.Contract))
            .Select(worker => worker.Id).ToListAsync(cancellation);
        return new(known.Select(id => id.Value), StringComparer.Ordinal);
    }
}
