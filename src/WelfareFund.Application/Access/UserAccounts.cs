using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>Keeps what the framework's sign-in needs of a user: password, lockout, second factor. Users themselves come from <see cref="AddUser"/>.</summary>
public sealed class UserAccounts(FundDatabase database) :
    IUserPasswordStore<UserAccount>, IUserSecurityStampStore<UserAccount>, IUserLockoutStore<UserAccount>, IUserTwoFactorStore<UserAccount>, IUserAuthenticatorKeyStore<UserAccount>, IUserTwoFactorRecoveryCodeStore<UserAccount>
{
    public async Task<UserAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        await using var context = database.NewContext();
        return await OfAsync(context, await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(user => user.Number == number, cancellationToken), cancellationToken);
    }

    public async Task<UserAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext();
        return await OfAsync(context, await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(user => user.Name == normalizedUserName, cancellationToken), cancellationToken);
    }

    public async Task<IdentityResult> UpdateAsync(UserAccount user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var context = database.NewContext();
        var row = await context.Set<SignInRow>().SingleOrDefaultAsync(row => row.UserNumber == user.Number, cancellationToken);
        if (row?.SecurityStamp != user.ReadWith)
            return Changed;
        if (row is null)
            context.Add(row = new() { UserNumber = user.Number, SecurityStamp = user.SecurityStamp });
        (row.PasswordHash, row.SecurityStamp, row.Failed, row.SecondFactor, row.AuthenticatorKey) = (user.PasswordHash, user.SecurityStamp, user.Failed, user.SecondFactor, user.AuthenticatorKey);
        row.LockedUntil = user.LockedUntil is { } until ? Instant.FromDateTimeOffset(until) : null;
        row.RecoveryCodes = string.Join(' ', user.RecoveryCodes);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException wrong) when (wrong is DbUpdateConcurrencyException || wrong.InnerException is System.Data.Common.DbException)
        {
            return Changed;
        }

        user.ReadWith = user.SecurityStamp;
        return IdentityResult.Success;
    }

    private static IdentityResult Changed => IdentityResult.Failed(new IdentityError { Code = "changed", Description = "somebody changed this account at the same moment; try again" });

    private static async Task<UserAccount?> OfAsync(FundContext context, UserRow? user, CancellationToken cancellation)
    {
        if (user is null)
            return null;
        var row = await context.Set<SignInRow>().AsNoTracking().SingleOrDefaultAsync(row => row.UserNumber == user.Number, cancellation);
        return new()
        {
            Number = user.Number,
            Name = user.Name,
            IsSample = user.Sample,
            PasswordHash = row?.PasswordHash,
            SecurityStamp = row?.SecurityStamp ?? "",
            Failed = row?.Failed ?? 0,
            LockedUntil = row?.LockedUntil?.ToDateTimeOffset(),
            SecondFactor = row?.SecondFactor ?? false,
            AuthenticatorKey = row?.AuthenticatorKey,
            RecoveryCodes = row?.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            ReadWith = row?.SecurityStamp,
        };
    }

    public Task<string> GetUserIdAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Number.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    /// <summary>Names differ by their case.</summary>
    public Task<string?> GetNormalizedUserNameAsync(UserAccount user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    public Task SetNormalizedUserNameAsync(UserAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetUserNameAsync(UserAccount user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException("A user's name never changes.");

    public Task<IdentityResult> CreateAsync(UserAccount user, CancellationToken cancellationToken) => throw new NotSupportedException("AddUser adds users.");

    public Task<IdentityResult> DeleteAsync(UserAccount user, CancellationToken cancellationToken) => throw new NotSupportedException("Entries name users for good.");

    public Task SetPasswordHashAsync(UserAccount user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(UserAccount user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(UserAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockedUntil = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(++user.Failed);

    public Task ResetAccessFailedCountAsync(UserAccount user, CancellationToken cancellationToken) => Set(() => user.Failed = 0);

    public Task<int> GetAccessFailedCountAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Failed);

    public Task<bool> GetLockoutEnabledAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(UserAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetTwoFactorEnabledAsync(UserAccount user, bool enabled, CancellationToken cancellationToken) => Set(() => user.SecondFactor = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.SecondFactor);

    public Task SetAuthenticatorKeyAsync(UserAccount user, string key, CancellationToken cancellationToken) => Set(() => user.AuthenticatorKey = key);

    public Task<string?> GetAuthenticatorKeyAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.AuthenticatorKey);

    public Task ReplaceCodesAsync(UserAccount user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) => Set(() => user.RecoveryCodes = [.. recoveryCodes.Select(HashOf)]);

    public Task<bool> RedeemCodeAsync(UserAccount user, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(code);
        var isLeft = user.RecoveryCodes.Contains(hash);
        user.RecoveryCodes = [.. user.RecoveryCodes.Where(left => left != hash)];
        return isLeft ? SaveAsync() : Task.FromResult(false);

        async Task<bool> SaveAsync() => (await UpdateAsync(user, cancellationToken)).Succeeded;
    }

    public Task<int> CountCodesAsync(UserAccount user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes.Count);

    public void Dispose()
    {
    }

    private static string HashOf(string code) => Convert.ToHexStringLower(SignIn.HashOf(code));

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
