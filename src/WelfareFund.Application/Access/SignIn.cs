using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>A name and its key become an actor with rights. Sample people need no key, and have rights on sample funds only.</summary>
public sealed class SignIn(FundDatabase database, IClock clock)
{
    /// <summary>Runs sample funds.</summary>
    public const string SampleAdministrator = "sample-administrator";

    /// <summary>Decides what the sample administrator proposes.</summary>
    public const string SampleApprover = "sample-approver";

    /// <summary>Whom the jobs act as. Has no key, so that nobody signs in as it.</summary>
    public const string Scheduler = "scheduler";

    /// <param name="key">The person's own key.</param>
    /// <returns>Refused: <c>not-found</c>, the same for a wrong name and a wrong key.</returns>
    public async Task<Result<Actor>> RunAsync(string user, string? key, Channel channel, string? osUser, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        if (user is SampleAdministrator or SampleApprover)
            await AddSamplePeopleAsync(context, clock, cancellation);
        var row = await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(known => known.Name == user, cancellation);
        if (row is null || (!row.Sample && !IsKeyOf(row, key)))
            return new Refusal("not-found", "", "nobody of this name has this key", "name yourself with --as, and put your own key into WELFAREFUND_KEY");
        return await ActorOfAsync(context, row, channel, osUser, cancellation);
    }

    /// <summary>Somebody whose session the pages have checked; their roles are read anew each time.</summary>
    /// <returns>Nobody, where there is no such user any more.</returns>
    public async Task<Actor> OfSessionAsync(int number, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        return await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(known => known.Number == number, cancellation) is { } row
            ? await ActorOfAsync(context, row, Channel.Web, null, cancellation)
            : Actor.Nobody;
    }

    /// <summary>Whose API key was checked.</summary>
    internal async Task<Actor> OfApiKeyAsync(int number, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        return await ActorOfAsync(context, await context.Set<UserRow>().AsNoTracking().SingleAsync(known => known.Number == number, cancellation), Channel.Api, null, cancellation);
    }

    private static async Task<Actor> ActorOfAsync(FundContext context, UserRow row, Channel channel, string? osUser, CancellationToken cancellation)
    {
        var roles = await context.Set<UserRoleRow>().AsNoTracking().Where(role => role.UserNumber == row.Number).ToListAsync(cancellation);
        return new Actor(row.Number, row.Name, row.Sample, channel, osUser,
            roles.GroupBy(role => role.Fund).ToDictionary(group => group.Key, IReadOnlySet<Role> (group) => group.Select(role => Words.Read<Role>(role.Role)).ToHashSet()))
        {
            Accounts = [.. (await context.Set<UserAccountRow>().AsNoTracking().Where(own => own.UserNumber == row.Number).ToListAsync(cancellation))
                .Select(own => new OwnAccount(own.Fund, Words.Read<Role>(own.Role), own.Account))],
        };
    }

    internal static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool IsKeyOf(UserRow user, string? key) => user.KeyHash is not null && key is not null && CryptographicOperations.FixedTimeEquals(user.KeyHash, HashOf(key));

    /// <summary>The first users of a database where nobody is yet: numbers 1 and 2, so that the same sample gives the same books everywhere.</summary>
    internal static async Task AddSamplePeopleAsync(FundContext context, IClock clock, CancellationToken cancellation)
    {
        string[] people = [SampleAdministrator, SampleApprover];
        if (await context.Set<UserRow>().AnyAsync(user => people.Contains(user.Name), cancellation))
            return;
        var next = 1 + (await context.Set<UserRow>().MaxAsync(user => (int?)user.Number, cancellation) ?? 0);
        context.AddRange(people.Select((name, i) => new UserRow { Number = next + i, Name = name, Sample = true, AddedAt = clock.GetCurrentInstant() }));
        await context.SaveChangesAsync(cancellation);
    }
}
