using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Claims;

/// <param name="State">A word of <see cref="ClaimStanding"/>; null or empty for all.</param>
/// <param name="Contract">Null or empty for all.</param>
public sealed record ClaimFilter(string? State = null, string? Contract = null);

/// <summary>Some of a provider's claims, the newest submission first.</summary>
/// <param name="Total">How many the filter has, on all pages; where <paramref name="IsMore"/>, there are more than so many in all states, and nothing is counted or added up.</param>
/// <param name="ByState">How many of each, whatever the filter's state is.</param>
/// <param name="Next">What asks for the claims after these; null at the end. Where a state is rare among very many claims, there can be a next part after an empty one.</param>
public sealed record ListedClaims(IReadOnlyList<OutcomeLine> Lines, int Total, bool IsMore, IReadOnlyList<KeyValuePair<ClaimStanding, int>> ByState, IReadOnlyList<Money> Sums, string? Next);

/// <summary>One claim as its provider sees it.</summary>
/// <param name="AchievedOn">Null where a later claim caught it up.</param>
/// <param name="MayAppeal">Whether the provider can still ask for another decision.</param>
public sealed record ShownClaim(OutcomeLine Line, LocalDate? AchievedOn, string Evidence, Appeal? Appeal, bool MayAppeal);

/// <summary>A provider's claims and where they are today. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own account.</summary>
public sealed class ListClaims(FundDatabase database, IClock clock)
{
    /// <summary>A total is exact up to here: going through all of them for each page would be what makes it slow.</summary>
    public const int CountedTo = 10_000;

    /// <summary>Where they are more, a state is looked for among so many of them at once.</summary>
    public const int LookedThrough = 1_000;

    /// <param name="after">As <see cref="ListedClaims.Next"/> gave it; null for the first page.</param>
    /// <param name="take">At most so many; null for all.</param>
    /// <param name="whole">Whether all are counted, however many there are.</param>
    /// <returns>Refused: <c>not-found</c>, <c>bad-state</c>, <c>bad-place</c>.</returns>
    public async Task<Result<ListedClaims>> RunAsync(
        Actor actor, string fundId, string provider, ClaimFilter filter, string? after = null, int? take = null, bool whole = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var opened = await OpenAsync(context, actor, fundId, provider, cancellation);
        if (opened.IsRefused)
            return Result.Refused<ListedClaims>(opened.Refusals);
        ClaimStanding? state = null;
        if (!string.IsNullOrEmpty(filter.State))
        {
            if (!Words.TryRead<ClaimStanding>(filter.State, out var known))
                return new Refusal("bad-state", "state", $"{Excerpt.Of(filter.State)} is no state of a claim", "the states are " + string.Join(", ", Words.All<ClaimStanding>()));
            state = known;
        }

        var place = PlaceOf(after);
        if (place.IsRefused)
            return Result.Refused<ListedClaims>(place.Refusals);
        var (reader, contracts) = (opened.Value.Reader, opened.Value.Contracts.Where(contract => string.IsNullOrEmpty(filter.Contract) || contract == filter.Contract).ToList());
        var isWhole = whole || take is null || await reader.CountAsync(contracts, CountedTo + 1, cancellation) <= CountedTo;
        var page = new ClaimPage(state, place.Value, take ?? int.MaxValue - 1, isWhole);
        await page.FillAsync(reader, contracts, cancellation);
        var shown = (await reader.LinesAsync([.. page.Claims.Select(claim => claim.Id)], cancellation)).Where(line => page.Has(line.Claim)).ToDictionary(line => line.Claim, StringComparer.Ordinal);
        return new ListedClaims(
            [.. page.Ids.Select(id => shown[id])], isWhole ? page.Total : CountedTo, !isWhole,
            [.. page.ByState.OrderBy(count => count.Key)], [.. page.Sums.Values], page.Next);
    }

    /// <returns>Refused: <c>not-found</c>, in the same words for another provider's claim and for none.</returns>
    public async Task<Result<ShownClaim>> OneAsync(Actor actor, string fundId, string provider, string claim, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var read = await LineAsync(context, actor, fundId, provider, claim, cancellation);
        if (read.IsRefused)
            return Result.Refused<ShownClaim>(read.Refusals);
        var (fund, line, id) = (read.Value.Fund, read.Value.Line, new ClaimId(claim));
        var told = await context.Set<Claim>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == id, cancellation);
        var appeal = await Appeals.ReadAsync(context, fund, [claim], cancellation) is [var one, ..] ? one : null;
        return new ShownClaim(line, told?.AchievedOn, told?.Evidence ?? "", appeal, told is not null && await Appeals.WhyNotAsync(context, fund, line, cancellation) is null);
    }

    internal static Refusal NoClaim { get; } = new("not-found", "", "there is no such claim", "the list of your claims has those there are");

    /// <summary>A provider's contracts in the terms that hold today, and what reads the claims under them.</summary>
    internal async Task<Result<(BooksView Books, FundTerms Terms, ClaimReader Reader, IReadOnlyList<string> Contracts)>> OpenAsync(
        FundContext context, Actor actor, string fundId, string provider, CancellationToken cancellation)
    {
        var fund = await FundAccess.RequireOwnAsync(context, actor, fundId, Right.ReadPersonalData, Role.Provider, provider, cancellation);
        if (fund.IsRefused)
            return Result.Refused<(BooksView, FundTerms, ClaimReader, IReadOnlyList<string>)>(fund.Refusals);
        var terms = await CurrentTerms.ReadAsync(context, fund.Value, cancellation);
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Value.Number, cancellation)).OpenPeriod.ToDateInterval().End;
        var books = (await BooksView.OpenAsync(context, fund, new(LocalDate.Max(open, clock.GetCurrentInstant().InZone(terms.TimeZone).Date)), cancellation)).Value;
        return (books, terms, new ClaimReader(books, terms), [.. terms.Contracts.Where(contract => contract.Provider == provider).Select(contract => contract.Id)]);
    }

    /// <summary>One claim of a provider's, or what one had caught up.</summary>
    /// <returns>Refused: <c>not-found</c>.</returns>
    internal async Task<Result<(int Fund, OutcomeLine Line)>> LineAsync(FundContext context, Actor actor, string fundId, string provider, string claim, CancellationToken cancellation)
    {
        var opened = await OpenAsync(context, actor, fundId, provider, cancellation);
        if (opened.IsRefused)
            return Result.Refused<(int, OutcomeLine)>(opened.Refusals);
        var (books, _, reader, contracts) = opened.Value;
        var (fund, day, made) = (books.Fund.Number, books.AsOf, CatchUp.Read(new(claim)).Claim);
        var told = await context.Set<Claim>().AsNoTracking().Where(known => known.Fund == fund && known.Id == made && known.SubmittedOn <= day && contracts.Contains(known.Contract)).Select(known => known.Id).ToListAsync(cancellation);
        return (await reader.LinesAsync(told, cancellation)).Find(line => line.Claim == claim) is { } line ? (fund, line) : NoClaim;
    }

    private static Result<(LocalDate Day, string Claim)?> PlaceOf(string? after)
    {
        if (string.IsNullOrEmpty(after))
            return ((LocalDate, string)?)null;
        return after.Length > 11 && after[10] == '.' && LocalDatePattern.Iso.Parse(after[..10]) is { Success: true } day
            ? ((LocalDate, string)?)(day.Value, after[11..])
            : new Refusal("bad-place", "after", $"{Excerpt.Of(after)} is no place in the list", "take it from the answer before, or leave it out");
    }
}
