using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Administration;

namespace WelfareFund.Application.People;

/// <summary>Who somebody is: by name and their own key; sample people by name alone.</summary>
public sealed class Actors(FundDatabase database, IClock clock)
{
    /// <param name="name">Null: the sample administrator.</param>
    /// <param name="key">The person's own key; not looked at for sample people.</param>
    /// <returns>Refused: <c>unknown-user</c>, the same for a wrong name and a wrong key.</returns>
    public async Task<Result<Actor>> IdentifyAsync(string? name, string? key, Channel channel, string? osUser, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        name ??= Actor.SampleAdministrator;
        if (name is Actor.SampleAdministrator or Actor.SampleApprover)
            await AddSamplePeopleAsync(context, cancellation);

        var user = await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(user => user.Name == name, cancellation);
        if (user is null || (!user.Sample && !KeyMatches(user, key)))
            return new Refusal("unknown-user", "", $"nobody called '{name}' has this key", "name yourself with --as and put your own key into WELFAREFUND_KEY");

        var roles = (await context.Set<UserRoleRow>().AsNoTracking().Where(role => role.UserNumber == user.Number).ToListAsync(cancellation))
            .GroupBy(role => role.Fund).ToDictionary(group => group.Key, group => (IReadOnlySet<Role>)group.Select(role => Roles.Of(role.Role)).ToFrozenSet());
        return new Actor(user.Number, user.Name, user.Sample, channel, osUser, roles);
    }

    /// <summary>Adds a person and gives back their key, which is kept only as its hash.</summary>
    /// <returns>Refused: <c>name-taken</c>, <c>bad-name</c>.</returns>
    public async Task<Result<string>> AddAsync(string name, CancellationToken cancellation = default)
    {
        if (name.Length is 0 or > 64 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
            return new Refusal("bad-name", "", $"'{name}' is no user name", "take up to 64 letters, digits, dots, dashes or underscores");
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await AddSamplePeopleAsync(context, cancellation);
        if (await context.Set<UserRow>().AnyAsync(user => user.Name == name, cancellation))
            return new Refusal("name-taken", "", $"there is somebody called '{name}' already", "take another name");
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        context.Add(new UserRow
        {
            Number = 1 + await context.Set<UserRow>().MaxAsync(user => user.Number, cancellation),
            Name = name,
            Sample = false,
            KeyHash = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
            AddedAt = clock.GetCurrentInstant(),
        });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return key;
    }

    /// <summary>Numbers 1 and 2, the same in every database.</summary>
    private async Task AddSamplePeopleAsync(FundContext context, CancellationToken cancellation)
    {
        if (await context.Set<UserRow>().AnyAsync(cancellation))
            return;
        context.Add(new UserRow { Number = 1, Name = Actor.SampleAdministrator, Sample = true, AddedAt = clock.GetCurrentInstant() });
        context.Add(new UserRow { Number = 2, Name = Actor.SampleApprover, Sample = true, AddedAt = clock.GetCurrentInstant() });
        await context.SaveChangesAsync(cancellation);
    }

    private static bool KeyMatches(UserRow user, string? key) =>
        user.KeyHash is not null && key is not null && CryptographicOperations.FixedTimeEquals(user.KeyHash, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Roles as the database writes them.</summary>
internal static class Roles
{
    internal static string Word(Role role) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    internal static Role Of(string word) => Enum.GetValues<Role>().Single(role => Word(role) == word);
}
