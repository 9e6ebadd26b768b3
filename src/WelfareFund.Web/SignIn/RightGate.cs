using Microsoft.AspNetCore.Components.Endpoints;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Web.Admin;

namespace WelfareFund.Web.SignIn;

/// <summary>A form of a page that its sender is not granted is nothing at this address, before a word of it is read; and so is one that no page has. The page and its use cases ask again.</summary>
internal static class RightGate
{
    internal static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint() is { } asked && !await MayAsync(context, asked))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await next(context);
    }

    private static async Task<bool> MayAsync(HttpContext context, Endpoint asked)
    {
        if (asked.Metadata.GetMetadata<NeedsAttribute>() is not { } needs)
            return asked.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type != typeof(NothingHerePage);
        var actor = await context.RequestServices.GetRequiredService<Reader>().ActorAsync(context);
        return context.GetRouteValue("id") is string fund
            ? await context.RequestServices.GetRequiredService<ListFunds>().MayAsync(actor, fund, needs.ToPost, context.RequestAborted)
            : actor.May(needs.ToPost, Actor.Installation);
    }
}
