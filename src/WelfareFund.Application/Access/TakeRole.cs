using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>
/// Takes a role away from a user; it counts from their next request on. Nobody takes one of their own, so that who manages users stays, and the last who does keeps it.
/// Right: <see cref="Right.ManageUsers"/>.
/// </summary>
public sealed class TakeRole(FundDatabase database, IClock clock)
{
    /// <param name="taken">Of a role that stands for an account, this account alone.</param>
    /// <returns>The user's name. Refused: <c>not-allowed</c>, <c>not-found</c>, <c>no-such-role</c>, <c>own-role</c>, <c>last-administrator</c>.</returns>
    public async Task<Result<string>> RunAsync(Actor actor, string user, GivenRole taken, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(taken);
        if (!actor.May(Right.ManageUsers, Actor.Installation))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(known => known.Name == user, cancellation) is not { } row || user == SignIn.Scheduler || (actor.IsSample && !row.Sample))
            return new Refusal("not-found", "user", "there is no such user", "name one of the list of users");
        if (row.Number == actor.Number)
            return new Refusal("own-role", "user", "nobody takes a role of their own away", "another one who manages users does");
        var fund = taken.Fund is null ? null : await context.Funds.AsNoTracking().SingleOrDefaultAsync(known => known.Id == taken.Fund, cancellation);
        if (taken.Fund is not null && fund is null)
            return FundAccess.NotFound(taken.Fund);

        // Two who take each other's role at once would leave nobody: the second waits here, and has none any more.
        var (administrator, place) = (Words.Of(Role.SystemAdministrator), fund?.Number ?? Actor.Installation);
        var administrators = context.Set<UserRoleRow>().Where(held => held.Fund == Actor.Installation && held.Role == administrator);
        await administrators.ExecuteUpdateAsync(held => held.SetProperty(one => one.Role, one => one.Role), cancellation);
        if (actor.Number != 0 && !await administrators.AnyAsync(held => held.UserNumber == actor.Number, cancellation))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);

        var word = Words.Of(taken.Role);
        if (await context.Set<UserRoleRow>().SingleOrDefaultAsync(held => held.Fund == place && held.UserNumber == row.Number && held.Role == word, cancellation) is not { } role)
            return NoSuchRole(user, taken);
        var accounts = await context.Set<UserAccountRow>().Where(own => own.Fund == place && own.UserNumber == row.Number && own.Role == word).ToListAsync(cancellation);
        if (taken.Account is null ? accounts.Count > 0 : accounts.TrueForAll(own => own.Account != taken.Account))
            return NoSuchRole(user, taken);
        if (place == Actor.Installation && taken.Role is Role.SystemAdministrator && !await IsAnotherAsync(context, administrators, row, cancellation))
            return new Refusal("last-administrator", "role", $"{user} is the last who manages users", "give somebody else the role first");

        context.RemoveRange(accounts.Where(own => own.Account == taken.Account));
        if (accounts.Count <= 1)
            context.Remove(role);
        AuditTrail.Record(context, actor, clock.GetCurrentInstant(), null, "take-role", user, new { Role = taken.ToString() }, null);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return user;
    }

    /// <summary>Sample people manage sample people alone: the last real one is the last.</summary>
    private static Task<bool> IsAnotherAsync(FundContext context, IQueryable<UserRoleRow> administrators, UserRow user, CancellationToken cancellation) =>
        (from held in administrators
         join other in context.Set<UserRow>() on held.UserNumber equals other.Number
         where other.Number != user.Number && (user.Sample || !other.Sample)
         select other).AnyAsync(cancellation);

    private static Refusal NoSuchRole(string user, GivenRole role) => new("no-such-role", "role",
        $"{user} is no {Words.Of(role.Role)}{(role.Account is null ? "" : $" '{role.Account}'")} {(role.Fund is null ? "of the whole installation" : "of " + role.Fund)}", "name a role as the list of users shows it, with its fund and account");
}
