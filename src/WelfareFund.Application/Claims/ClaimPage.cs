using System.Globalization;
using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.Statements;

namespace WelfareFund.Application.Claims;

/// <summary>A part of a list of claims while it is filled: the newest submission first, of a day by the claims' ids, and what a claim had caught up after it.</summary>
/// <param name="from">The last one of the part before.</param>
/// <param name="isWhole">Whether all claims are counted and added up, and not only looked through until the part is full.</param>
/// <param name="most">Where they are not counted, no more than about so many are looked through for the part.</param>
internal sealed class ClaimPage(ClaimStanding? state, (LocalDate Day, string Claim)? from, int size, bool isWhole, int most = ListClaims.LookedThrough)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    internal List<string> Ids { get; } = [];

    /// <summary>Those that were made of <see cref="Ids"/>, each once.</summary>
    internal List<ListedClaim> Claims { get; } = [];
    internal int Total { get; private set; }
    internal Dictionary<ClaimStanding, int> ByState { get; } = [];
    internal Dictionary<Currency, Money> Sums { get; } = [];
    internal string? Next { get; private set; }

    internal bool Has(string claim) => ids.Contains(claim);

    internal async Task FillAsync(ClaimReader reader, IReadOnlyCollection<string> contracts, CancellationToken cancellation)
    {
        var begin = isWhole || from is not var (day, id) ? ((LocalDate Day, string Claim)?)null : (day, CatchUp.Read(new(id)).Claim.Value);
        var lookedThrough = 0;
        var atOnce = isWhole ? ClaimReader.AtOnce : state is not null ? Math.Min(ClaimReader.AtOnce, most) : size + 2;
        while (await reader.ClaimsAsync(contracts, begin, atOnce, cancellation) is { Count: > 0 } some)
        {
            foreach (var (claim, place) in (await reader.PlacesAsync(some, cancellation)).OrderByDescending(one => one.Claim.SubmittedOn)
                .ThenBy(one => one.Claim.Id.Value, StringComparer.Ordinal).ThenBy(one => one.Place.Claim.Value, StringComparer.Ordinal))
                Add(claim, place);
            lookedThrough += some.Count;
            if (some.Count < atOnce || (Next is not null && !isWhole))
                return;
            if (!isWhole && lookedThrough >= most)
            {
                // After whatever the claim had caught up: no metric begins so.
                Next = At(some[^1], some[^1].Id + ":~");
                return;
            }

            // The next id there can be: no id holds a space.
            begin = (some[^1].SubmittedOn, some[^1].Id.Value + " ");
        }
    }

    private void Add(ListedClaim claim, ClaimPlace place)
    {
        if (isWhole)
            ByState[place.Standing] = ByState.GetValueOrDefault(place.Standing) + 1;
        if (state is not null && place.Standing != state)
            return;
        Total++;
        if (isWhole && place.Amount is { } amount)
            Sums[amount.Currency] = Sums.GetValueOrDefault(amount.Currency, Money.Zero(amount.Currency)) + amount;
        if (Next is not null || !IsAfter(claim, place.Claim.Value))
            return;
        if (Ids.Count == size)
        {
            Next = At(Claims[^1], Ids[^1]);
            return;
        }

        Ids.Add(place.Claim.Value);
        ids.Add(place.Claim.Value);
        if (Claims.Count == 0 || Claims[^1] != claim)
            Claims.Add(claim);
    }

    private bool IsAfter(ListedClaim claim, string id)
    {
        if (from is not var (day, last))
            return true;
        if (claim.SubmittedOn != day)
            return claim.SubmittedOn < day;
        return string.CompareOrdinal(claim.Id.Value, CatchUp.Read(new(last)).Claim.Value) is var ids and not 0 ? ids > 0 : string.CompareOrdinal(id, last) > 0;
    }

    private static string At(ListedClaim claim, string id) => string.Create(CultureInfo.InvariantCulture, $"{claim.SubmittedOn:uuuu-MM-dd}.{id}");
}
