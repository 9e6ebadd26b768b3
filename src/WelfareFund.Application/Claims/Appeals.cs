using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Claims;

/// <summary>A provider's wish to have a claim decided again.</summary>
/// <param name="By">Whoever wrote it down.</param>
/// <param name="Text">Null where it was erased.</param>
public sealed record Appeal(string Claim, Instant At, string By, string? Text);

/// <summary>An appeal beside the claim it is of.</summary>
/// <param name="IsDecided">The verifier has accepted or rejected again since the rejection. Stays false where the contract, and not the verifier, refused.</param>
public sealed record ListedAppeal(Appeal Appeal, string Provider, string Contract, string Worker, string Metric, bool IsDecided);

/// <summary>
/// Appeals of claims that were rejected by the verifier or refused by the contract: once a claim. An appeal changes no decision and no amount; it is kept, and listed for
/// whoever runs the fund, until the verifier's next decision comes in.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Where a claim is".</remarks>
public sealed class Appeals(FundDatabase database, ListClaims claims, IClock clock)
{
    private const int Longest = 2_000;

    /// <summary>Right: <see cref="Right.ImportFacts"/>, or it is a claim of the actor's own account.</summary>
    /// <returns>Refused: <c>not-found</c>, <c>bad-text</c>, <c>not-appealable</c>, <c>appealed-already</c>.</returns>
    public async Task<Result<Appeal>> AppealAsync(Actor actor, string fundId, string claim, string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(text);
        await using var context = database.NewContext();
        var seen = await FundAccess.RequireAsync(context, actor, fundId, Right.SeeFund, cancellation);
        if (seen.IsRefused)
            return Result.Refused<Appeal>(seen.Refusals);
        var (fund, id) = (seen.Value.Number, new ClaimId(claim));
        var told = await context.Set<Claim>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == id, cancellation);
        var provider = told is null ? null : (await CurrentTerms.ReadAsync(context, seen.Value, cancellation)).Contract(told.Contract)?.Provider;
        if (!actor.May(Right.ImportFacts, fund) && !actor.OwnAccounts(fund, Role.Provider).Any())
            return FundAccess.NotAllowed(actor, Right.ImportFacts);
        if (provider is null || (await FundAccess.RequireOwnAsync(context, actor, fundId, Right.ImportFacts, Role.Provider, provider, cancellation)).IsRefused)
            return ListClaims.NoClaim;

        var read = await claims.LineAsync(context, actor, fundId, provider, claim, cancellation);
        if (read.IsRefused)
            return Result.Refused<Appeal>(read.Refusals);
        var line = read.Value.Line;
        if (await WhyNotAsync(context, fund, line, cancellation) is { } not)
            return not;
        var said = text.Trim().ReplaceLineEndings("\n");
        if (said.Length is 0 or > Longest || said.Any(letter => char.IsControl(letter) && letter != '\n'))
            return new Refusal("bad-text", "text", said.Length == 0 ? "nothing is written" : said.Length > Longest ? $"it has {said.Length} letters" : "it has letters that cannot be printed", $"say in 1 to {Longest} letters why the decision is wrong");

        var now = clock.GetCurrentInstant();
        context.Add(new AppealRow { Fund = fund, ClaimId = claim, AppealedAt = now, AppealedBy = actor.Number });
        new PersonalData(context, fund).WriteAppeal(claim, said);
        AuditTrail.Record(context, actor, now, fund, "appeal", claim, null, new { Standing = Words.Of(line.Standing) });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another one was first, or something else went wrong.
            if (await ExistsAsync(claim, fund))
                return AppealedAlready(claim);
            throw;
        }

        return new Appeal(claim, now, actor.Name, said);
    }

    /// <summary>Right: <see cref="Right.ReadPersonalData"/>.</summary>
    /// <returns>What waits first, then the newest first.</returns>
    public async Task<Result<IReadOnlyList<ListedAppeal>>> ListAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var seen = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadPersonalData, cancellation);
        if (seen.IsRefused)
            return Result.Refused<IReadOnlyList<ListedAppeal>>(seen.Refusals);
        var fund = seen.Value.Number;
        var ids = await context.Set<AppealRow>().AsNoTracking().Where(row => row.Fund == fund).Select(row => row.ClaimId).ToListAsync(cancellation);
        var appeals = await ReadAsync(context, fund, ids, cancellation);
        List<ClaimId> wanted = [.. ids.Select(id => new ClaimId(id))];
        var told = await context.Set<Claim>().AsNoTracking().Where(claim => claim.Fund == fund && wanted.Contains(claim.Id)).ToDictionaryAsync(claim => claim.Id.Value, StringComparer.Ordinal, cancellation);
        var words = (await context.Set<Verification>().AsNoTracking().Where(word => word.Fund == fund && wanted.Contains(word.Claim)).ToListAsync(cancellation)).ToLookup(word => word.Claim.Value);
        var terms = await CurrentTerms.ReadAsync(context, seen.Value, cancellation);
        return appeals.Select(appeal => (Appeal: appeal, Claim: told[appeal.Claim]))
            .Select(one => new ListedAppeal(one.Appeal, terms.Contract(one.Claim.Contract)?.Provider ?? "", one.Claim.Contract, one.Claim.Worker.Value, one.Claim.Metric, WasDecidedAgain(words[one.Appeal.Claim])))
            .OrderBy(one => one.IsDecided).ThenByDescending(one => one.Appeal.At).ThenBy(one => one.Appeal.Claim, StringComparer.Ordinal).ToList();
    }

    internal static async Task<IReadOnlyList<Appeal>> ReadAsync(FundContext context, int fund, IReadOnlyCollection<string> claims, CancellationToken cancellation)
    {
        var rows = await context.Set<AppealRow>().AsNoTracking().Where(row => row.Fund == fund && claims.Contains(row.ClaimId)).ToListAsync(cancellation);
        var texts = await new PersonalData(context, fund).AppealsAsync(rows.Select(row => row.ClaimId), cancellation);
        var writers = rows.Select(row => row.AppealedBy).ToHashSet();
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => writers.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        return rows.ConvertAll(row => new Appeal(row.ClaimId, row.AppealedAt, names[row.AppealedBy], texts.GetValueOrDefault(row.ClaimId)));
    }

    /// <summary>Null where the claim can be appealed.</summary>
    internal static async Task<Refusal?> WhyNotAsync(FundContext context, int fund, OutcomeLine line, CancellationToken cancellation)
    {
        if (await context.Set<AppealRow>().AsNoTracking().AnyAsync(row => row.Fund == fund && row.ClaimId == line.Claim, cancellation))
            return AppealedAlready(line.Claim);
        if (line.Standing is not (ClaimStanding.Rejected or ClaimStanding.Refused))
            return new Refusal("not-appealable", "claim", $"{line.Claim} is {Words.Of(line.Standing)}", "only what was rejected or refused can be appealed");
        var claim = new ClaimId(line.Claim);
        var words = await context.Set<Verification>().AsNoTracking().Where(word => word.Fund == fund && word.Claim == claim).ToListAsync(cancellation);
        return WasDecidedAgain(words) ? AppealedAlready(line.Claim) : null;
    }

    /// <summary>After a rejection one more decision is the appeal's.</summary>
    private static bool WasDecidedAgain(IEnumerable<Verification> words) => words.Where(word => word.Decision is not ClaimDecision.Returned).OrderBy(word => word.DecidedOn).ThenBy(word => word.Intake)
        .SkipWhile(word => word.Decision is not ClaimDecision.Rejected).Skip(1).Any();

    private async Task<bool> ExistsAsync(string claim, int fund)
    {
        await using var context = database.NewContext();
        return await context.Set<AppealRow>().AsNoTracking().AnyAsync(row => row.Fund == fund && row.ClaimId == claim);
    }

    private static Refusal AppealedAlready(string claim) => new("appealed-already", "claim", $"{claim} was appealed already", "a claim is appealed once; what is new evidence is a new claim");
}
