using System.Globalization;
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
/// <param name="Total">How many the filter has, on all pages.</param>
/// <param name="ByState">How many of each, whatever the filter's state is.</param>
/// <param name="Next">What asks for the claims after these; null at the end.</param>
public sealed record ListedClaims(IReadOnlyList<OutcomeLine> Lines, int Total, IReadOnlyList<KeyValuePair<ClaimStanding, int>> ByState, IReadOnlyList<Money> Sums, string? Next);

/// <summary>One claim as its provider sees it.</summary>
/// <param name="AchievedOn">Null where a later claim caught it up.</param>
/// <param name="MayAppeal">Whether the provider can still ask for another decision.</param>
public sealed record ShownClaim(OutcomeLine Line, LocalDate? AchievedOn, string Evidence, Appeal? Appeal, bool MayAppeal);

/// <summary>A provider's claims and where they are today. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own account.</summary>
public sealed class ListClaims(FundDatabase database, IClock clock)
{
    /// <param name="after">As <see cref="ListedClaims.Next"/> gave it; null for the first page.</param>
    /// <param name="take">At most so many; null for all.</param>
    /// <returns>Refused: <c>not-found</c>, <c>bad-state</c>, <c>bad-place</c>.</returns>
    public async Task<Result<ListedClaims>> RunAsync(Actor actor, string fundId, string provider, ClaimFilter filter, string? after = null, int? take = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var read = await ReadAsync(context, actor, fundId, provider, cancellation);
        if (read.IsRefused)
            return Result.Refused<ListedClaims>(read.Refusals);
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
        var ofContract = read.Value.Lines.FindAll(line => string.IsNullOrEmpty(filter.Contract) || line.Contract == filter.Contract);
        var wanted = ofContract.FindAll(line => state is null || line.Standing == state);
        wanted.Sort(NewestFirst);
        var rest = place.Value is var (day, claim) ? wanted.FindAll(line => NewestFirst(line.SubmittedOn, line.Claim, day, claim) > 0) : wanted;
        List<OutcomeLine> page = [.. rest.Take(take ?? int.MaxValue)];
        return new ListedClaims(
            page, wanted.Count,
            [.. ofContract.GroupBy(line => line.Standing).OrderBy(group => group.Key).Select(group => KeyValuePair.Create(group.Key, group.Count()))],
            [.. wanted.Where(line => line.Amount is not null).GroupBy(line => line.Amount!.Value.Currency).Select(group => group.Aggregate(Money.Zero(group.Key), (sum, line) => sum + line.Amount!.Value))],
            page.Count < rest.Count ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].SubmittedOn:uuuu-MM-dd}.{page[^1].Claim}") : null);
    }

    /// <returns>Refused: <c>not-found</c>, in the same words for another provider's claim and for none.</returns>
    public async Task<Result<ShownClaim>> OneAsync(Actor actor, string fundId, string provider, string claim, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var read = await ReadAsync(context, actor, fundId, provider, cancellation);
        if (read.IsRefused)
            return Result.Refused<ShownClaim>(read.Refusals);
        if (read.Value.Lines.Find(line => line.Claim == claim) is not { } line)
            return NoClaim;
        var (fund, id) = (read.Value.Fund, new ClaimId(claim));
        var told = await context.Set<Claim>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == id, cancellation);
        var appeal = await Appeals.ReadAsync(context, fund, [claim], cancellation) is [var one, ..] ? one : null;
        return new ShownClaim(line, told?.AchievedOn, told?.Evidence ?? "", appeal, told is not null && await Appeals.WhyNotAsync(context, fund, line, cancellation) is null);
    }

    internal static Refusal NoClaim { get; } = new("not-found", "", "there is no such claim", "the list of your claims has those there are");

    /// <summary>All claims of a provider, in the terms that hold today.</summary>
    internal async Task<Result<(int Fund, FundTerms Terms, List<OutcomeLine> Lines)>> ReadAsync(FundContext context, Actor actor, string fundId, string provider, CancellationToken cancellation)
    {
        var fund = await FundAccess.RequireOwnAsync(context, actor, fundId, Right.ReadPersonalData, Role.Provider, provider, cancellation);
        if (fund.IsRefused)
            return Result.Refused<(int, FundTerms, List<OutcomeLine>)>(fund.Refusals);
        var terms = await CurrentTerms.ReadAsync(context, fund.Value, cancellation);
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Value.Number, cancellation)).OpenPeriod.ToDateInterval().End;
        var books = (await BooksView.OpenAsync(context, fund, new(LocalDate.Max(open, clock.GetCurrentInstant().InZone(terms.TimeZone).Date)), cancellation)).Value;
        List<string> contracts = [.. terms.Contracts.Where(contract => contract.Provider == provider).Select(contract => contract.Id)];
        return (fund.Value.Number, terms, await OutcomeReport.LinesAsync(books, terms, await books.LinesAsync(cancellation, [.. ClaimProgress.Kinds]), cancellation, contracts));
    }

    private static int NewestFirst(OutcomeLine left, OutcomeLine right) => NewestFirst(left.SubmittedOn, left.Claim, right.SubmittedOn, right.Claim);

    private static int NewestFirst(LocalDate leftDay, string left, LocalDate rightDay, string right) => rightDay.CompareTo(leftDay) is var days and not 0 ? days : string.CompareOrdinal(left, right);

    private static Result<(LocalDate Day, string Claim)?> PlaceOf(string? after)
    {
        if (string.IsNullOrEmpty(after))
            return ((LocalDate, string)?)null;
        return after.Length > 11 && after[10] == '.' && LocalDatePattern.Iso.Parse(after[..10]) is { Success: true } day
            ? ((LocalDate, string)?)(day.Value, after[11..])
            : new Refusal("bad-place", "after", $"{Excerpt.Of(after)} is no place in the list", "take it from the answer before, or leave it out");
    }
}
