using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using WelfareFund.Application.Access;

namespace WelfareFund.Web.SignIn;

/// <summary>Passwords, codes, passkeys and sessions: the framework's own, over <see cref="UserAccounts"/>.</summary>
internal static class Sessions
{
    /// <summary>A session ends when nobody has used it for so long.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A session that somebody ended elsewhere, by another password for example, ends here at most so much later.</summary>
    private static readonly TimeSpan Checked = TimeSpan.FromMinutes(1);

    internal static void Add(IServiceCollection services, UserAccounts accounts, DirectoryInfo keys)
    {
        services.AddDataProtection().SetApplicationName(Texts.Product).PersistKeysToFileSystem(keys);
        // The framework would make a key at every first start, before anybody signs in.
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        services.AddHttpContextAccessor();
        services.AddIdentityCore<UserAccount>(identity =>
        {
            identity.User.AllowedUserNameCharacters = ""; // AddUser decides about names.
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddSignInManager().AddTokenProvider<AuthenticatorTokenProvider<UserAccount>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<ILookupNormalizer, NamesAsTheyAre>().AddSingleton<IUserStore<UserAccount>>(accounts);
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = Checked);
        Passkeys.Add(services);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie =>
        {
            cookie.Cookie.Name = "welfarefund";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = Idle;
            cookie.SlidingExpiration = true;
        }));
        services.Configure<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            cookie.Cookie.Name = "welfarefund-code";
            cookie.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "welfarefund-forms";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.SuppressXFrameOptionsHeader = true; // The policy of every answer says it.
        });
    }

    private sealed class NamesAsTheyAre : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name;

        public string? NormalizeEmail(string? email) => email;
    }
}
