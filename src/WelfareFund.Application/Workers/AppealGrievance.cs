using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <summary>
/// A worker does not agree with how a grievance ended. Another grievance of the same category, severity and employment carries the appeal, so that a serious one pauses and holds again;
/// whoever answered the first does not handle it. Once for each, and for the worker alone.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Grievances".</remarks>
public sealed class AppealGrievance(FundDatabase database, ImportFile import, IClock clock)
{
    /// <param name="why">In the worker's words.</param>
    /// <param name="onlyCheck">Checks everything and keeps nothing.</param>
    /// <returns>The grievance that carries it. Refused: each with its field as the place; <c>not-closed</c>, <c>not-appealable</c>, <c>appealed-already</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<RaisedGrievance>> RunAsync(Actor actor, string fundId, string worker, string? grievance, string? why, bool onlyCheck, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await OwnFacts.OpenAsync(context, clock, actor, fundId, worker, cancellation);
        if (opened.IsRefused)
            return Result.Refused<RaisedGrievance>(opened.Refusals);
        var own = opened.Value;
        var known = await GrievanceCase.ReadAsync(context, own.Fund.Number, own.Worker, cancellation);
        var refusals = new List<Refusal>();
        var text = RaiseGrievance.ReadText("why", why, refusals);
        if (text is null)
            refusals.Add(OwnFacts.Empty("why", "say it in your own words"));
        var first = known.Find(one => one.Id == grievance);
        if (first is null)
            refusals.Add(new("unknown-id", "grievance", "this is none of your complaints", "choose one of the list"));
        else if (known.Find(one => one.Id == first.Appeal) is { Grievance: var same } && same.Text == text)
            return new RaisedGrievance(same.Id, same.Category, same.Severity, same.Employment, text, IsNew: false);
        else if (first.WhyNotAppealed is { } not)
            refusals.Add(not);
        if (refusals.Count > 0)
            return Result.Refused<RaisedGrievance>(refusals);

        var of = first!.Grievance;
        var id = own.IdOf("G", OwnFacts.Text(1 + known.Count));
        var told = await import.TellAsync(actor, own.Fund, "grievances", "raise-grievance",
        [
            ("grievance_id", id), ("worker_id", worker), ("employment_id", of.Employment?.Value), ("raised_on", OwnFacts.Iso(own.Today)), ("category", of.Category), ("severity", Words.Of(of.Severity)),
            ("text", text), ("closed_on", null), ("outcome", null),
        ], onlyCheck, cancellation, also: at => GrievanceCase.SayAsync(at, actor, clock.GetCurrentInstant(), own.Fund.Number, of.Id, GrievanceWordKind.Appealed, null, id, cancellation));
        if (told.IsRefused)
            return Result.Refused<RaisedGrievance>(told.Refusals);

        // Told at the same moment already: nothing of this one was kept.
        return told.Value.New == 0 ? new Refusal("appealed-already", "grievance", "you said so just now", "look at the list below") : new RaisedGrievance(id, of.Category, of.Severity, of.Employment, text, IsNew: true);
    }
}
