using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;

namespace WelfareFund.Web;

/// <summary>A page that reads the books. What a use case refuses becomes the page's answer: 404 in the same words whatever does not exist, else 400 with the reason.</summary>
public abstract class BooksPage : ComponentBase
{
    private static readonly string[] DoesNotExist = ["not-found", "not-allowed", "not-calculated"];

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    public Reader Reader { get; set; } = null!;

    protected IReadOnlyList<Refusal>? Refusals { get; private set; }

    protected CancellationToken Aborted => Http.RequestAborted;

    protected Task<Actor> ActorAsync() => Reader.ActorAsync(Http);

    [Inject]
    public ListFunds Funds { get; set; } = null!;

    /// <summary>What stands around every page of a fund, which the actor is known to see.</summary>
    protected async Task<(FundSummary Fund, DateTimeZone Zone)> FundOfAsync(Actor actor, string id)
    {
        var shown = (await Funds.ShowAsync(actor, id, Aborted)).Value;
        return (shown.Fund, shown.Terms.Terms.TimeZone);
    }

    protected bool Has<T>(Result<T> result, [NotNullWhen(true)] out T? value)
    {
        ArgumentNullException.ThrowIfNull(result);
        value = result.IsRefused ? default : result.Value;
        if (result.IsRefused)
            Refuse(result.Refusals);
        return !result.IsRefused;
    }

    internal static bool IsMissing(IReadOnlyList<Refusal> refusals) => refusals.Any(refusal => DoesNotExist.Contains(refusal.Code));

    protected void NothingHere() => Refuse([new Refusal("not-found", "", "", "")]);

    protected void Refuse(IReadOnlyList<Refusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        var isMissing = IsMissing(refusals);

        // Said when the answer starts: rendering stops without a body as soon as it sees a 404.
        Http.Response.OnStarting(() =>
        {
            Http.Response.StatusCode = isMissing ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        Refusals = isMissing ? [] : refusals;
    }
}
