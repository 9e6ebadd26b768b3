using Microsoft.EntityFrameworkCore;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>A name becomes an actor with rights.</summary>
public sealed class SignIn(FundDatabase database)
{
    public async Task<Result<Actor>> RunAsync(string user, Channel channel, string? osUser, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var row = await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(known => known.Name == user, cancellation);
        if (row is null)
            return new Refusal("not-found", "", "there is no user of this name", "an administrator of the system adds users");
        var roles = await context.Set<UserRoleRow>().AsNoTracking().Where(role => role.UserNumber == row.Number).ToListAsync(cancellation);
        return new Actor(row.Number, row.Name, row.Sample, channel, osUser,
            roles.GroupBy(role => role.Fund).ToDictionary(group => group.Key, IReadOnlySet<Role> (group) => group.Select(role => Words.Read<Role>(role.Role)).ToHashSet()));
    }
}
