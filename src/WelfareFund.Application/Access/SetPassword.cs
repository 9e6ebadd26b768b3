using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Access;

/// <summary>Gives a user another password for the pages; every session they had ends. Right: <see cref="Right.ManageUsers"/>, or one's own name.</summary>
public sealed class SetPassword(FundDatabase database, UserAccounts accounts, IClock clock)
{
    private const int Shortest = 12;
    private const int Longest = 200;

    /// <returns>Refused: <c>not-found</c>, <c>not-allowed</c>, <c>bad-password</c>, <c>changed</c>.</returns>
    public async Task<Result<string>> RunAsync(Actor actor, string user, string password, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(password);
        if (!actor.May(Right.ManageUsers, Actor.Installation) && actor.Name != user)
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        if (WhyBad(password) is { } bad)
            return bad;
        if (user == SignIn.Scheduler || await accounts.FindByNameAsync(user, cancellation) is not { } account)
            return new Refusal("not-found", "", "there is no such user", "`user add` adds one");
        account.PasswordHash = new PasswordHasher<UserAccount>().HashPassword(account, password);
        (account.SecurityStamp, account.Failed, account.LockedUntil) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), 0, null);
        if (!(await accounts.UpdateAsync(account, cancellation)).Succeeded)
            return new Refusal("changed", "", "somebody changed this account at the same moment", "try again");
        await using var context = database.NewContext();
        AuditTrail.Record(context, actor, clock.GetCurrentInstant(), null, "set-password", user, null, null);
        await context.SaveChangesAsync(cancellation);
        return user;
    }

    /// <summary>Null for a good one.</summary>
    internal static Refusal? WhyBad(string password) => password.Length is < Shortest or > Longest || password.Distinct().Count() < Shortest / 2
        ? new Refusal("bad-password", "", $"a password has {Shortest} letters or more, {Longest} at most, and not the same few again and again", "take four words that have nothing to do with each other")
        : null;
}
