using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <param name="Roles">Where, by fund id or null for the whole installation, and what.</param>
public sealed record NewUser(string Name, bool IsSample, IReadOnlyList<(string? Fund, Role Role)> Roles);

/// <summary>Adds a user with roles, or gives more roles to one there is. Right: <see cref="Right.ManageUsers"/>.</summary>
public sealed class AddUser(FundDatabase database, IClock clock)
{
    /// <returns>The person's key, which is kept only as its hash; null for sample people, who need none, and where the user was there before.</returns>
    public async Task<Result<string?>> RunAsync(Actor actor, NewUser user, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(user);
        if (!actor.May(Right.ManageUsers, Actor.Installation))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        if (user.Name == SignIn.Scheduler)
            return new Refusal("bad-name", "", $"'{user.Name}' is whom the jobs act as", "choose another name");
        if (user.Name.Length is 0 or > 64 || user.Name.Any(char.IsControl))
            return new Refusal("bad-name", "", "a user's name has 1 to 64 characters on one line", "choose another name");

        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var users = context.Set<UserRow>();
        if (actor.Number == 0 && await users.AnyAsync(known => !known.Sample, cancellation) && !user.IsSample)
            return new Refusal("not-allowed", "", "the installation has users already", "an administrator of the system adds users");

        var row = await users.SingleOrDefaultAsync(known => known.Name == user.Name, cancellation);
        if (row is not null && row.Sample != user.IsSample)
            return new Refusal("user-exists", "", $"'{user.Name}' is {(row.Sample ? "a sample person" : "a real person")} already", "choose another name");
        string? key = null;
        if (row is null)
        {
            key = user.IsSample ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            row = new() { KeyHash = key is null ? null : SignIn.HashOf(key), Number = 1 + (await users.MaxAsync(known => (int?)known.Number, cancellation) ?? 0), Name = user.Name, Sample = user.IsSample, AddedAt = clock.GetCurrentInstant() };
            users.Add(row);
        }

        await context.SaveChangesAsync(cancellation);
        foreach (var (fund, role) in user.Roles.Distinct())
        {
            var number = Actor.Installation;
            if (fund is not null)
            {
                var known = await context.Funds.AsNoTracking().SingleOrDefaultAsync(known => known.Id == fund, cancellation);
                if (known is null)
                    return FundAccess.NotFound(fund);
                number = known.Number;
            }

            if (await context.Set<UserRoleRow>().FindAsync([number, row.Number, Words.Of(role)], cancellation) is null)
                context.Add(new UserRoleRow { Fund = number, UserNumber = row.Number, Role = Words.Of(role) });
        }

        AuditTrail.Record(context, actor, clock.GetCurrentInstant(), null, "add-user", user.Name, null,
            new { row.Number, user.IsSample, Roles = user.Roles.Select(role => $"{role.Fund ?? "*"}:{Words.Of(role.Role)}") });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return key;
    }
}
