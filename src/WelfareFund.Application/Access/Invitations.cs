using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <param name="Token">Told once and kept as its hash alone.</param>
public sealed record Invitation(string User, string Token, Instant Until);

/// <summary>A link by which somebody chooses their own password: it works once, and not for long. A newer one takes the older one's place; until it is used everything stays as it was.</summary>
public sealed class Invitations(FundDatabase database, IClock clock)
{
    private static readonly Duration Lasts = Duration.FromDays(7);

    private static Refusal NoLonger => new("no-invitation", "", "this link was used, is too old, or was mistyped", "ask whoever sent it for another one");

    /// <summary>Right: <see cref="Right.ManageUsers"/>; a sample person invites sample people alone.</summary>
    /// <returns>Refused: <c>not-allowed</c>, <c>not-found</c>, <c>changed</c>.</returns>
    public async Task<Result<Invitation>> InviteAsync(Actor actor, string user, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.May(Right.ManageUsers, Actor.Installation))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        await using var context = database.NewContext();
        if (user == SignIn.Scheduler || await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(known => known.Name == user, cancellation) is not { } invited || (actor.IsSample && !invited.Sample))
            return new Refusal("not-found", "", "there is no such user", "add them first");
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var row = await context.Set<SignInRow>().SingleOrDefaultAsync(row => row.UserNumber == invited.Number, cancellation);
        if (row is null)
            context.Add(row = new() { UserNumber = invited.Number, SecurityStamp = NewStamp() });
        var now = clock.GetCurrentInstant();
        (row.InvitationHash, row.InvitedUntil) = (SignIn.HashOf(token), now + Lasts);
        AuditTrail.Record(context, actor, now, null, "invite-user", user, null, new { Until = row.InvitedUntil.Value.ToString() });
        return await SaveAsync(context, cancellation) ? new Invitation(user, token, row.InvitedUntil.Value) : Changed;
    }

    /// <summary>Whoever holds the token chooses the password of the user it was made for. Every session they had ends.</summary>
    /// <returns>The user's name. Refused: <c>no-invitation</c>, <c>bad-password</c>, <c>changed</c>.</returns>
    public async Task<Result<string>> AcceptAsync(string? token, string password, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var hash = SignIn.HashOf(token ?? "");
        var row = await context.Set<SignInRow>().SingleOrDefaultAsync(row => row.InvitationHash == hash, cancellation);
        var now = clock.GetCurrentInstant();
        if (row is null || !(row.InvitedUntil > now))
            return NoLonger;
        if (SetPassword.WhyBad(password) is { } bad)
            return bad;
        var user = await context.Set<UserRow>().AsNoTracking().SingleAsync(known => known.Number == row.UserNumber, cancellation);
        row.PasswordHash = new PasswordHasher<UserAccount>().HashPassword(new() { Number = user.Number, Name = user.Name, IsSample = user.Sample }, password);
        (row.SecurityStamp, row.Failed, row.LockedUntil, row.InvitationHash, row.InvitedUntil) = (NewStamp(), 0, null, null, null);
        AuditTrail.Record(context, new Actor(user.Number, user.Name, user.Sample, Channel.Web, null, new Dictionary<int, IReadOnlySet<Role>>()), now, null, "accept-invitation", user.Name, null, null);
        return await SaveAsync(context, cancellation) ? user.Name : Changed;
    }

    private static Refusal Changed => new("changed", "", "somebody changed this account at the same moment", "try again");

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static async Task<bool> SaveAsync(FundContext context, CancellationToken cancellation)
    {
        try
        {
            await context.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException wrong) when (wrong is DbUpdateConcurrencyException || wrong.InnerException is System.Data.Common.DbException)
        {
            return false;
        }
    }
}
