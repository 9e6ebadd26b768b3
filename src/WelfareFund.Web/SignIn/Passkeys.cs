using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using WelfareFund.Application.Access;

namespace WelfareFund.Web.SignIn;

/// <summary>Signing in by a passkey (WebAuthn): the framework asks and checks, a browser and its device answer. Each proves its device and, by finger, face or PIN, who holds it.</summary>
internal static class Passkeys
{
    /// <summary>What a browser that signs somebody in is to ask its device.</summary>
    internal const string SignInOptions = "/sign-in/passkey-options";

    /// <summary>What a browser is to ask the device that makes a new passkey.</summary>
    internal const string NewOptions = SecondFactorGate.Address + "/passkey-options";

    internal const int LongestName = 64;

    private const string Method = "passkey";
    private const int Most = 20;

    /// <summary>The two pages that run the script.</summary>
    private static readonly PathString[] WithScript = ["/sign-in", SecondFactorGate.Address];

    internal static void Add(IServiceCollection services)
    {
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required"; // Nobody writes their name.
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(IsOurs(asked));
        });
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.OnRefreshingPrincipal = refreshed =>
        {
            // A session stays as good as it was when it began.
            if (refreshed is { CurrentPrincipal: { } before, NewPrincipal.Identity: ClaimsIdentity identity } && IsOf(before))
                identity.AddClaim(new(ClaimTypes.AuthenticationMethod, Method));
            return Task.CompletedTask;
        });
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(SignInOptions, async (SignInManager<UserAccount> manager, IAntiforgery forms, HttpContext context) => await forms.IsRequestValidAsync(context)
            ? Json(await manager.MakePasskeyRequestOptionsAsync(null))
            : Refused(Texts.NotUnderstood));
        routes.MapPost(NewOptions, NewAsync);
    }

    internal static bool RunScriptAt(PathString path) => Array.Exists(WithScript, page => page == path);

    /// <summary>Whether the session began with a passkey, which counts as both factors.</summary>
    internal static bool IsOf(ClaimsPrincipal session) => session.HasClaim(ClaimTypes.AuthenticationMethod, Method);

    /// <returns>Why not, in words; null where the session has begun.</returns>
    internal static async Task<string?> SignInAsync(SignInManager<UserAccount> manager, string? answer)
    {
        var users = manager.UserManager;
        if (await AskedAsync(() => manager.PerformPasskeyAssertionAsync(answer ?? "")) is not { Succeeded: true } asserted)
            return Texts.PasskeyWrong;
        if (await users.IsLockedOutAsync(asserted.User))
            return Texts.SignInLocked;
        if (!(await users.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey)).Succeeded)
            return Texts.PasskeyWrong;
        await manager.SignInAsync(asserted.User, isPersistent: false, Method);
        return null;
    }

    /// <returns>Why not, in words; null where it was added.</returns>
    internal static async Task<string?> AddAsync(SignInManager<UserAccount> manager, UserAccount account, string? name, string? answer)
    {
        var users = manager.UserManager;
        if (await AskedAsync(() => manager.PerformPasskeyAttestationAsync(answer ?? "")) is not { Succeeded: true } made || made.UserEntity.Id != await users.GetUserIdAsync(account))
            return Texts.PasskeyNotAdded;

        // The device has it by now: a name that nobody can read is no reason to forget it here.
        var called = new string([.. (name ?? "").Where(letter => !char.IsControl(letter)).Take(LongestName)]).Trim();
        made.Passkey.Name = called.Length == 0 ? Texts.Passkey : called;
        if (!(await users.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded)
            return Texts.PasskeyNotAdded;
        await manager.SignInAsync(account, isPersistent: false, Method); // They have just shown it.
        return null;
    }

    /// <summary>Sessions elsewhere end, because one of them may be of whoever found the device.</summary>
    internal static async Task RemoveAsync(SignInManager<UserAccount> manager, UserAccount account, byte[] credentialId)
    {
        await manager.UserManager.RemovePasskeyAsync(account, credentialId);
        await manager.UserManager.UpdateSecurityStampAsync(account);
        await manager.RefreshSignInAsync(account);
    }

    /// <summary>Only whoever may add one is told what to ask the device, so that an answer that fits shows that they might.</summary>
    private static async Task<IResult> NewAsync(SignInManager<UserAccount> manager, Reader reader, IAntiforgery forms, HttpContext context)
    {
        var users = manager.UserManager;
        if (await users.GetUserAsync(context.User) is not { } account)
            return Results.NotFound();
        if (!await forms.IsRequestValidAsync(context))
            return Refused(Texts.NotUnderstood);
        var known = await users.GetPasskeysAsync(account);
        if (SecondFactorGate.IsHalf(await reader.ActorAsync(context), account, context.User) && known.Count > 0)
            return Refused(Texts.SignInByPasskeyFirst);
        if (account.SecondFactor && !IsOf(context.User) && !await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, CodeIn(context.Request.Form["Code"])))
            return Refused(Texts.CodeWrong);
        return known.Count >= Most
            ? Refused(Texts.TooManyPasskeys)
            : Json(await manager.MakePasskeyCreationOptionsAsync(new() { Id = await users.GetUserIdAsync(account), Name = account.Name, DisplayName = account.Name }));
    }

    internal static string CodeIn(string? typed) => (typed ?? "").Replace(" ", "", StringComparison.Ordinal);

    /// <returns>Null where this browser was asked nothing, or too long ago.</returns>
    private static async Task<T?> AskedAsync<T>(Func<Task<T>> check)
        where T : class
    {
        try
        {
            return await check();
        }
        catch (Exception nothing) when (nothing is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The pages' own address as the browser wrote it down. A proxy that encrypts makes it https; forms tell no origin of their own, because the pages tell no referrer.</summary>
    private static bool IsOurs(PasskeyOriginValidationContext asked) => !asked.CrossOrigin
        && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin) && (origin.Scheme == Uri.UriSchemeHttps || origin.Scheme == Uri.UriSchemeHttp)
        && origin.Authority == asked.HttpContext.Request.Host.Value;

    private static IResult Json(string options) => Results.Text(options, "application/json", Encoding.UTF8);

    private static IResult Refused(string why) => Results.Text(why, "text/plain", Encoding.UTF8, StatusCodes.Status400BadRequest);
}
