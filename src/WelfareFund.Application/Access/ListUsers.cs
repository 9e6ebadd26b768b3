using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <param name="Roles">By fund, those of the whole installation first.</param>
/// <param name="InvitedUntil">While an invitation waits to be used.</param>
public sealed record ListedUser(int Number, string Name, bool IsSample, Instant AddedAt, IReadOnlyList<GivenRole> Roles, bool HasPassword, bool SecondFactor, bool HasPasskey, Instant? InvitedUntil);

/// <param name="Next">The number after which the next page begins; null at the end.</param>
public sealed record UserPage(IReadOnlyList<ListedUser> Users, int Total, int? Next, IReadOnlyList<string> Funds);

/// <summary>Who has which roles. Right: <see cref="Right.ManageUsers"/>.</summary>
public sealed class ListUsers(FundDatabase database, IClock clock)
{
    /// <param name="after">A user's number; 0 for the first page.</param>
    public async Task<Result<UserPage>> RunAsync(Actor actor, int after, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.May(Right.ManageUsers, Actor.Installation))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        await using var context = database.NewContext();
        var users = await context.Set<UserRow>().AsNoTracking().Where(user => user.Number > after).OrderBy(user => user.Number).Take(most + 1).ToListAsync(cancellation);
        var isMore = users.Count > most;
        users = [.. users.Take(most)];
        var numbers = users.ConvertAll(user => user.Number);
        var funds = await context.Funds.AsNoTracking().OrderBy(fund => fund.Number).ToDictionaryAsync(fund => fund.Number, fund => fund.Id, cancellation);
        var accounts = (await context.Set<UserAccountRow>().AsNoTracking().Where(own => numbers.Contains(own.UserNumber)).ToListAsync(cancellation)).ToLookup(own => (own.UserNumber, own.Fund, own.Role), own => own.Account);
        var roles = (await context.Set<UserRoleRow>().AsNoTracking().Where(role => numbers.Contains(role.UserNumber)).OrderBy(role => role.Fund).ThenBy(role => role.Role).ToListAsync(cancellation)).ToLookup(role => role.UserNumber);
        var signIns = await context.Set<SignInRow>().AsNoTracking().Where(row => numbers.Contains(row.UserNumber)).ToDictionaryAsync(row => row.UserNumber, cancellation);
        var passkeys = (await context.Set<PasskeyRow>().AsNoTracking().Where(row => numbers.Contains(row.UserNumber)).Select(row => row.UserNumber).Distinct().ToListAsync(cancellation)).ToHashSet();
        var now = clock.GetCurrentInstant();
        return new UserPage(
            users.ConvertAll(user =>
            {
                var signIn = signIns.GetValueOrDefault(user.Number);
                return new ListedUser(
                    user.Number, user.Name, user.Sample, user.AddedAt,
                    [.. roles[user.Number].SelectMany(role => accounts[(user.Number, role.Fund, role.Role)].Order(StringComparer.Ordinal).Cast<string?>().DefaultIfEmpty(null),
                        (role, account) => new GivenRole(funds.GetValueOrDefault(role.Fund), Words.Read<Role>(role.Role), account))],
                    signIn?.PasswordHash is not null, signIn?.SecondFactor ?? false, passkeys.Contains(user.Number), signIn?.InvitationHash is not null && signIn.InvitedUntil > now ? signIn.InvitedUntil : null);
            }),
            await context.Set<UserRow>().CountAsync(cancellation), isMore ? users[^1].Number : null, [.. funds.Values]);
    }
}
