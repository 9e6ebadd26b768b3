using Microsoft.AspNetCore.Components;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;

namespace WelfareFund.Web.Desk;

/// <summary>A page with forms of the administrator: what is wrong in one is told above it with everything that was typed, what is right leads to where it waits for another person.</summary>
public abstract class DeskPage : BooksPage
{
    private readonly List<Refusal> typed = [];

    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    protected FundSummary? Fund { get; private set; }
    protected DateTimeZone? Zone { get; private set; }

    /// <summary>Why the form was not taken; null where it was, or none came.</summary>
    protected IReadOnlyList<Refusal>? Wrong { get; private set; }

    /// <summary>What stands around the page, once the actor is known to see the fund.</summary>
    protected async Task OpenAsync(Actor actor) => (Fund, Zone) = await FundOfAsync(actor, Id);

    /// <summary>Null for an empty field, and for what is no date.</summary>
    protected LocalDate? Day(string field, string? text)
    {
        var (day, wrong) = Address.ReadDate(field, text);
        if (wrong is not null)
            typed.Add(wrong);
        return day;
    }

    /// <summary>Of a field that may not be empty.</summary>
    protected LocalDate? NeededDay(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            Needs(field, Texts.WriteADate);
        return Day(field, text);
    }

    protected void Needs(string field, string remedy) => Mistyped(new("empty", field, DeskTexts.NothingStandsHere, remedy));

    protected void Mistyped(Refusal refusal) => typed.Add(refusal);

    protected static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Runs the use case where every field could be read, and leads to what comes of it.</summary>
    protected async Task DoAsync<T>(Func<Actor, Task<Result<T>>> run, Func<T, string> leadsTo)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(leadsTo);
        if (typed.Count > 0)
        {
            Wrong = typed;
            return;
        }

        var done = await run(await ActorAsync());
        if (done.IsRefused)
            Wrong = [.. done.Refusals.Select(DeskTexts.InTheForm)];
        else
            Navigation.NavigateTo(leadsTo(done.Value));
    }
}
