using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Imports;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <param name="Scope"><c>read</c>, and the kinds of files that may be brought with it. It narrows what the user may do and never widens it.</param>
/// <param name="LastUsedAt">To the minute; null before the first time.</param>
public sealed record ApiKey(int Number, string User, string Name, IReadOnlyList<string> Scope, Instant MadeAt, Instant ExpiresAt, Instant? LastUsedAt, Instant? RevokedAt);

/// <param name="Secret">Shown once; only its hash is kept.</param>
public sealed record MadeApiKey(ApiKey Key, string Secret);

/// <summary>Keys with which programs act as a user over HTTP. Right: <see cref="Right.ManageUsers"/>, or one's own keys.</summary>
public sealed class ApiKeys(FundDatabase database, SignIn signIn, IClock clock)
{
    /// <summary>In a scope: what is known of one's own claims and payments, and how far months are.</summary>
    public const string Read = "read";

    public const int MostDays = 366;
    private const int MostKeys = 20;
    private const int LongestName = 100;

    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <param name="user">Whose; null for the actor's own.</param>
    /// <param name="scope">Words between commas or spaces.</param>
    /// <param name="days">For how long.</param>
    /// <returns>Refused: <c>not-allowed</c>, <c>not-found</c>, <c>bad-name</c>, <c>bad-scope</c>, <c>bad-days</c>, <c>too-many</c>.</returns>
    public async Task<Result<MadeApiKey>> AddAsync(Actor actor, string? user, string name, string scope, int days, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(scope);
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var whose = user is null || user == actor.Name ? actor.Name : user;
        if (actor.IsNobody || (whose != actor.Name && !actor.May(Right.ManageUsers, Actor.Installation)))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        if (whose == SignIn.Scheduler || await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(known => known.Name == whose, cancellation) is not { } row)
            return new Refusal("not-found", "user", "there is no such user", "`user add` adds one");
        var refusals = new List<Refusal>();
        var called = name.Trim();
        if (called.Length is 0 or > LongestName || called.Any(char.IsControl))
            refusals.Add(new("bad-name", "name", called.Length == 0 ? "the key has no name" : "the name is too long or has letters that cannot be printed", $"say in 1 to {LongestName} letters which program it is for"));
        var words = scope.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        refusals.AddRange(words.Where(word => word != Read && !ImportFile.Kinds.Contains(word))
            .Select(word => new Refusal("bad-scope", "scope", $"{Excerpt.Of(word)} is nothing that a key can be for", $"the words are {Read}, {string.Join(", ", ImportFile.Kinds)}")));
        if (words.Count == 0)
            refusals.Add(new("bad-scope", "scope", "the key would be for nothing", $"name {Read}, or the kinds of files that it may bring"));
        if (days is < 1 or > MostDays)
            refusals.Add(new("bad-days", "days", string.Create(CultureInfo.InvariantCulture, $"a key does not hold for {days} days"), $"name 1 to {MostDays} days; then make a new one"));
        var now = clock.GetCurrentInstant();
        if (await context.Set<ApiKeyRow>().CountAsync(key => key.UserNumber == row.Number && key.RevokedAt == null && key.ExpiresAt > now, cancellation) >= MostKeys)
            refusals.Add(new("too-many", "user", $"{whose} has {MostKeys} keys that hold", "revoke one first"));
        if (refusals.Count > 0)
            return Result.Refused<MadeApiKey>(refusals);

        var secret = "wf_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var made = new ApiKeyRow
        {
            Number = 1 + (await context.Set<ApiKeyRow>().MaxAsync(key => (int?)key.Number, cancellation) ?? 0),
            UserNumber = row.Number,
            Name = called,
            KeyHash = SignIn.HashOf(secret),
            Scope = string.Join(' ', words),
            MadeBy = actor.Number,
            MadeAt = now,
            ExpiresAt = now + Duration.FromDays(days),
        };
        context.Add(made);
        AuditTrail.Record(context, actor, now, null, "add-api-key", whose, null, new { made.Number, made.Name, made.Scope, Days = days });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new MadeApiKey(Of(made, whose), secret);
    }

    /// <summary>The actor's own; with the right everybody's.</summary>
    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var all = actor.May(Right.ManageUsers, Actor.Installation);
        var keys = await (
            from key in context.Set<ApiKeyRow>().AsNoTracking()
            join user in context.Set<UserRow>().AsNoTracking() on key.UserNumber equals user.Number
            where all || key.UserNumber == actor.Number
            orderby key.Number descending
            select new { Key = key, user.Name }).ToListAsync(cancellation);
        return keys.ConvertAll(one => Of(one.Key, one.Name));
    }

    /// <returns>Refused: <c>not-found</c>, the same for somebody else's key and for none.</returns>
    public async Task<Result<ApiKey>> RevokeAsync(Actor actor, int number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var all = actor.May(Right.ManageUsers, Actor.Installation);
        if (await context.Set<ApiKeyRow>().SingleOrDefaultAsync(key => key.Number == number && (all || key.UserNumber == actor.Number), cancellation) is not { } row)
            return new Refusal("not-found", "key", "there is no such key", "`api-key list` shows those there are");
        var user = await context.Set<UserRow>().AsNoTracking().SingleAsync(known => known.Number == row.UserNumber, cancellation);
        if (row.RevokedAt is null)
        {
            row.RevokedAt = clock.GetCurrentInstant();
            AuditTrail.Record(context, actor, row.RevokedAt.Value, null, "revoke-api-key", user.Name, new { row.Number }, null);
            await context.SaveChangesAsync(cancellation);
        }

        return Of(row, user.Name);
    }

    /// <summary>Whose key it is, with the roles that they have now.</summary>
    /// <returns>Null for a key that is unknown, revoked or over.</returns>
    public async Task<(ApiKey Key, Actor Actor)?> SignInAsync(string secret, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var (hash, now) = (SignIn.HashOf(secret), clock.GetCurrentInstant());
        await using var context = database.NewContext();
        if (await context.Set<ApiKeyRow>().SingleOrDefaultAsync(key => key.KeyHash == hash, cancellation) is not { RevokedAt: null } row || row.ExpiresAt <= now)
            return null;
        if (row.LastUsedAt is not { } last || now - last >= Minute)
        {
            row.LastUsedAt = now;
            await context.SaveChangesAsync(cancellation);
        }

        var actor = await signIn.OfApiKeyAsync(row.UserNumber, cancellation);
        return (Of(row, actor.Name), actor);
    }

    private static ApiKey Of(ApiKeyRow row, string user) => new(row.Number, user, row.Name, row.Scope.Split(' '), row.MadeAt, row.ExpiresAt, row.LastUsedAt, row.RevokedAt);
}
