using Microsoft.AspNetCore.Components;
using WelfareFund.Application.Access;
using WelfareFund.Application.Workers;

namespace WelfareFund.Web.Workers;

/// <summary>A page of one worker's own account; any other account is answered as if there were none.</summary>
public abstract class WorkerPage : BooksPage
{
    [Parameter] public string Id { get; set; } = "";
    [Parameter] public string Worker { get; set; } = "";

    /// <summary>The id of what was told just before.</summary>
    [SupplyParameterFromQuery(Name = "told")]
    public string? ToldId { get; set; }

    [Inject]
    public ShowWorker Show { get; set; } = null!;

    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    protected Actor Actor { get; private set; } = Actor.Nobody;
    protected WorkerView? View { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        Actor = await ActorAsync();
        View = Has(await Show.RunAsync(Actor, Id, Worker, Aborted), out var view) ? view : null;
    }
}

/// <summary>The step that a form's button asks for.</summary>
internal static class FormStep
{
    internal const string Check = "check";
    internal const string Confirm = "confirm";
    internal const string Change = "change";
}
