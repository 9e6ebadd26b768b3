using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <param name="Fund">Null for the whole installation.</param>
/// <param name="Account">Whose: the investor's, provider's or worker's id in the fund; null for all other roles.</param>
public sealed record GivenRole(string? Fund, Role Role, string? Account = null)
{
    public override string ToString() => $"{Fund ?? "*"}:{Words.Of(Role)}{(Account is null ? "" : $":{Account}")}";
}

public sealed record NewUser(string Name, bool IsSample, IReadOnlyList<GivenRole> Roles);

/// <summary>Adds a user with roles, or gives more roles to one there is; no role of a fund can be had without the account it stands for. Right: <see cref="Right.ManageUsers"/>.</summary>
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
        var isNew = row is null;
        if (row is null)
        {
            key = user.IsSample ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            row = new() { KeyHash = key is null ? null : SignIn.HashOf(key), Number = 1 + (await users.MaxAsync(known => (int?)known.Number, cancellation) ?? 0), Name = user.Name, Sample = user.IsSample, AddedAt = clock.GetCurrentInstant() };
            users.Add(row);
        }

        await context.SaveChangesAsync(cancellation);
        foreach (var given in user.Roles.Distinct())
        {
            if (await GiveAsync(context, row, given, cancellation) is { } refused)
                return refused;
        }

        if (!isNew && !context.ChangeTracker.HasChanges())
            return key;
        AuditTrail.Record(context, actor, clock.GetCurrentInstant(), null, "add-user", user.Name, null,
            new { row.Number, user.IsSample, Roles = user.Roles.Select(role => role.ToString()) });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return key;
    }

    private static async Task<Refusal?> GiveAsync(FundContext context, UserRow user, GivenRole given, CancellationToken cancellation)
    {
        var fund = given.Fund is null ? null : await context.Funds.AsNoTracking().SingleOrDefaultAsync(known => known.Id == given.Fund, cancellation);
        if (given.Fund is not null && fund is null)
            return FundAccess.NotFound(given.Fund);
        if (Rights.IsOwn(given.Role) != given.Account is not null || (given.Account is not null && fund is null))
        {
            return Rights.IsOwn(given.Role)
                ? new Refusal("whose-account", "--account", $"the role {Words.Of(given.Role)} stands for one {Words.Of(given.Role)} of one fund", "name the fund and the id, as in --fund ID --account W-0001")
                : new Refusal("whose-account", "--account", $"the role {Words.Of(given.Role)} stands for nobody's account", "leave --account away");
        }

        var (number, role) = (fund?.Number ?? Actor.Installation, Words.Of(given.Role));
        if (given.Account is { } account && !await IsThereAsync(context, number, given.Role, account, cancellation))
            return new Refusal("unknown-account", "--account", $"the fund {given.Fund} has no {role} '{account}'", $"name one of the file of {role}s");
        if (await context.Set<UserRoleRow>().FindAsync([number, user.Number, role], cancellation) is null)
            context.Add(new UserRoleRow { Fund = number, UserNumber = user.Number, Role = role });
        if (given.Account is { } own && await context.Set<UserAccountRow>().FindAsync([number, user.Number, role, own], cancellation) is null)
            context.Add(new UserAccountRow { Fund = number, UserNumber = user.Number, Role = role, Account = own });
        return null;
    }

    private static Task<bool> IsThereAsync(FundContext context, int fund, Role role, string account, CancellationToken cancellation) => role switch
    {
        Role.Investor => context.Set<Investor>().AnyAsync(known => known.Fund == fund && known.Id == new InvestorId(account), cancellation),
        Role.Provider => context.Set<Provider>().AnyAsync(known => known.Fund == fund && known.Id == new ProviderId(account), cancellation),
        _ => context.Set<Worker>().AnyAsync(known => known.Fund == fund && known.Id == new WorkerId(account), cancellation),
    };
}
