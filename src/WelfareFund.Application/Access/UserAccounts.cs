using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>Keeps what the framework's sign-in needs of a user: password, lockout, second factor, passkeys. Users themselves come from <see cref="AddUser"/>.</summary>
public sealed class UserAccounts(FundDatabase database, IClock clock) :
    IUserPasswordStore<UserAccount>, IUserSecurityStampStore<UserAccount>, IUserLockoutStore<UserAccount>, IUserTwoFactorStore<UserAccount>, IUserAuthenticatorKeyStore<UserAccount>, IUserTwoFactorRecoveryCodeStore<UserAccount>,
    IUserPasskeyStore<UserAccount>
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

    /// <summary>A new one is added. One that is known has just signed its owner in.</summary>
    public async Task AddOrUpdatePasskeyAsync(UserAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(passkey);
        await using var context = database.NewContext();
        var now = clock.GetCurrentInstant();
        if (await context.Set<PasskeyRow>().SingleOrDefaultAsync(row => row.CredentialId == passkey.CredentialId && row.UserNumber == user.Number, cancellationToken) is { } known)
        {
            (known.SignCount, known.BackedUp) = (passkey.SignCount, passkey.IsBackedUp);
            AuditTrail.Record(context, ActorOf(user), now, null, "sign-in-by-passkey", user.Name, null, new { known.Name });
        }
        else
        {
            var name = passkey.Name ?? "";
            context.Add(new PasskeyRow
            {
                CredentialId = passkey.CredentialId,
                UserNumber = user.Number,
                Name = name,
                PublicKey = passkey.PublicKey,
                SignCount = passkey.SignCount,
                Transports = string.Join(' ', passkey.Transports ?? []),
                BackupEligible = passkey.IsBackupEligible,
                BackedUp = passkey.IsBackedUp,
                AddedAt = now,
            });
            AuditTrail.Record(context, ActorOf(user), now, null, "add-passkey", user.Name, null, new { Name = name });
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(UserAccount user, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext();
        return (await context.Set<PasskeyRow>().AsNoTracking().Where(row => row.UserNumber == user.Number).OrderBy(row => row.AddedAt).ToListAsync(cancellationToken)).ConvertAll(Of);
    }

    public async Task<UserAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext();
        return await context.Set<PasskeyRow>().AsNoTracking().SingleOrDefaultAsync(row => row.CredentialId == credentialId, cancellationToken) is { } row
            ? await OfAsync(context, await context.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(user => user.Number == row.UserNumber, cancellationToken), cancellationToken)
            : null;
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(UserAccount user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext();
        return await context.Set<PasskeyRow>().AsNoTracking().SingleOrDefaultAsync(row => row.CredentialId == credentialId && row.UserNumber == user.Number, cancellationToken) is { } row ? Of(row) : null;
    }

    /// <summary>Somebody else's stays, as if there were none.</summary>
    public async Task RemovePasskeyAsync(UserAccount user, byte[] credentialId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var context = database.NewContext();
        if (await context.Set<PasskeyRow>().SingleOrDefaultAsync(row => row.CredentialId == credentialId && row.UserNumber == user.Number, cancellationToken) is not { } row)
            return;
        context.Remove(row);
        AuditTrail.Record(context, ActorOf(user), clock.GetCurrentInstant(), null, "remove-passkey", user.Name, new { row.Name }, null);
        await context.SaveChangesAsync(cancellationToken);
    }

    public void Dispose()
    {
    }

    /// <summary>What the device said of itself when it was added is not kept: nobody was asked to vouch for it. Each has verified who holds it, because the pages ask for nothing less.</summary>
    private static UserPasskeyInfo Of(PasskeyRow row) => new(
        row.CredentialId, row.PublicKey, row.AddedAt.ToDateTimeOffset(), checked((uint)row.SignCount), row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, row.BackupEligible, row.BackedUp, attestationObject: [], clientDataJson: [])
    { Name = row.Name };

    private static Actor ActorOf(UserAccount user) => new(user.Number, user.Name, user.IsSample, Channel.Web, null, new Dictionary<int, IReadOnlySet<Role>>());

    private static string HashOf(string code) => Convert.ToHexStringLower(SignIn.HashOf(code));

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
