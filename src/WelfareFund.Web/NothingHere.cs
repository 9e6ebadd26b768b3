using Microsoft.AspNetCore.Diagnostics;

namespace WelfareFund.Web;

/// <summary>A file that does not exist is answered as a page that does not exist.</summary>
internal static class NothingHere
{
    private const string Nowhere = "/nowhere";

    internal static Task AnswerAsync(StatusCodeContext answered)
    {
        var context = answered.HttpContext;
        if (context.Response.StatusCode != StatusCodes.Status404NotFound)
            return Task.CompletedTask;

        // The page says 404 when its answer starts: rendering stops without a body as soon as it sees one.
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Request.Path = Nowhere;
        context.Request.Method = HttpMethods.Get; // Whatever was sent, with a form's token or without.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        return answered.Next(context);
    }
}
