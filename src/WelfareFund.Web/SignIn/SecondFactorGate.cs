using System.Security.Claims;
using WelfareFund.Application.Access;

namespace WelfareFund.Web.SignIn;

/// <summary>Whoever proposes or decides what moves money, or says who may, needs a second factor: until their session has one, every address leads to where they get it. Sample people move no money.</summary>
internal static class SecondFactorGate
{
    internal const string Address = "/account/second-factor";

    private static readonly string[] Open = [Address, "/sign-in", "/sign-out", "/error", "/app.css", "/icon.svg", "/passkeys.js"];

    internal static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (context.User.Identity is not { IsAuthenticated: true } || Array.Exists(Open, open => path.StartsWithSegments(open, StringComparison.Ordinal)))
        {
            await next(context);
            return;
        }

        var actor = await context.RequestServices.GetRequiredService<Reader>().ActorAsync(context);
        var isHalf = IsHalf(actor, null, context.User)
            && IsHalf(actor, await context.RequestServices.GetRequiredService<UserAccounts>().FindByNameAsync(actor.Name, context.RequestAborted), context.User);
        if (isHalf)
            context.Response.Redirect(Address);
        else
            await next(context);
    }

    /// <summary>Whether the session is of a password alone where that is not enough.</summary>
    internal static bool IsHalf(Actor actor, UserAccount? account, ClaimsPrincipal session) =>
        !actor.IsSample && (actor.MovesMoney || actor.May(Right.ManageUsers, Actor.Installation)) && !Passkeys.IsOf(session) && account is not { SecondFactor: true };
}
