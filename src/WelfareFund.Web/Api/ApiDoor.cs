using System.Threading.RateLimiting;
using WelfareFund.Application.Access;

namespace WelfareFund.Web.Api;

/// <summary>Who asks, by the key in the header alone; and what is answered where nothing else is.</summary>
internal static class ApiDoor
{
    internal const string Limited = "api";

    /// <summary>A minute, for one key.</summary>
    internal const int MostRequests = 120;

    /// <summary>A minute, for all requests without a key that opens, from one address.</summary>
    private const int MostStrangers = 60;

    private static readonly object Place = new();
    private static readonly PathString Root = "/api/v1";

    internal static (ApiKey Key, Actor Actor)? Of(HttpContext context) => context.Items[Place] as (ApiKey, Actor)?;

    internal static async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        try
        {
            if (context.Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.Ordinal))
                context.Items[Place] = await context.RequestServices.GetRequiredService<ApiKeys>().SignInAsync(header["Bearer ".Length..].Trim(), context.RequestAborted);
            await next(context);
        }
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            await ApiAnswer.WriteAsync(context, wrong.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLong
                : ApiAnswer.Problem(wrong.StatusCode, "not-understood", "Not understood", "The request is no proper HTTP request. Nothing was changed."));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (Exception wrong) when (!context.Response.HasStarted)
        {
            Broken(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiDoor)), context.Request.Path, wrong);
            await ApiAnswer.WriteAsync(context, ApiAnswer.Problem(StatusCodes.Status500InternalServerError, "broken", "Something broke here", "What was not finished is undone. Send the same request again; with an Idempotency-Key nothing is done twice."));
        }
    }

    internal static ApiProblem TooLong { get; } = ApiAnswer.Problem(StatusCodes.Status413PayloadTooLarge, "too-long", "Too long", "A file has at most 8 megabytes here. Longer ones come in with the command “import”, or in parts.");

    /// <summary>Everything behind it needs a key that opens.</summary>
    internal static async ValueTask<object?> NeedKeyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        if (Of(invocation.HttpContext) is not null)
            return await next(invocation);
        invocation.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiAnswer.Of(ApiAnswer.Problem(StatusCodes.Status401Unauthorized, "no-key", "No key that opens", "Send “Authorization: Bearer” and an API key that was not revoked and is not over."));
    }

    internal static void AddLimits(IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.AddPolicy(Limited, context => Of(context) is var (key, _)
            ? Window("key " + Format.Text(key.Number), MostRequests)
            : Window("from " + context.Connection.RemoteIpAddress, MostStrangers));
        limits.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Format.Text((long)Math.Ceiling(wait.TotalSeconds));
            await ApiAnswer.WriteAsync(rejected.HttpContext, ApiAnswer.Problem(StatusCodes.Status429TooManyRequests, "too-many", "Too many requests", "Wait as many seconds as Retry-After says. Nothing was changed."));
        };
    });

    private static RateLimitPartition<string> Window(string partition, int most) =>
        RateLimitPartition.GetFixedWindowLimiter(partition, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private static void Broken(ILogger logger, PathString path, Exception wrong) => LogBroken(logger, path.Value ?? "", wrong);

    private static readonly Action<ILogger, string, Exception?> LogBroken = LoggerMessage.Define<string>(LogLevel.Error, new EventId(1, "ApiBroken"), "A request to {Path} broke off.");
}
