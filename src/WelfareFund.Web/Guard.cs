using System.Net;
using WelfareFund.Web.Admin;
using WelfareFund.Web.SignIn;

namespace WelfareFund.Web;

/// <summary>What every answer carries, and who gets none.</summary>
internal static class Guard
{
    /// <remarks>No script but the passkeys' on its two pages and the one that looks again at a month, no style in the page, nothing from elsewhere; and no other site's name for this machine, which a hostile page could point here.</remarks>
    internal static Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" + (Passkeys.RunScriptAt(context.Request.Path) || MonthsAtWork.IsShownAt(context.Request.Path) ? "; script-src 'self'; connect-src 'self'" : "");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";

        if (IsThisMachine(context.Request.Host.Host))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync(Texts.WrongHost, context.RequestAborted);
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
