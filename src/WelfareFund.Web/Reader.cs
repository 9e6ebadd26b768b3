using System.Globalization;
using System.Security.Claims;
using WelfareFund.Application.Access;

namespace WelfareFund.Web;

/// <summary>Who reads: whoever's session it is, with the roles that they have now.</summary>
public sealed class Reader(Application.Access.SignIn signIn)
{
    public async Task<Actor> ActorAsync(HttpContext context) =>
        context?.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } number
            ? await signIn.OfSessionAsync(int.Parse(number, CultureInfo.InvariantCulture), context.RequestAborted)
            : Actor.Nobody;
}
