using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <param name="On">The last day it was open, as <c>2025-01-31</c>.</param>
/// <param name="Outcome">As a file writes it.</param>
/// <param name="Answer">To the worker, in words; may be empty for one that was withdrawn alone.</param>
public sealed record GrievanceToClose(string? Grievance, string? On, string? Outcome, string? Answer);

/// <summary>
/// What a worker complained of, in their words, what was said on it, and how it ended: the same as a file that tells a grievance's end, with the answer to the worker.
/// Right: <see cref="Right.ReadPersonalData"/>, and <see cref="Right.ImportFacts"/> to close one.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Grievances".</remarks>
public sealed class CloseGrievance(FundDatabase database, ImportFile import, IClock clock)
{
    /// <returns>The last word on each, the newest first. Refused: <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<IReadOnlyList<GrievanceCase>>> ListAsync(Actor actor, string fundId, string worker, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadPersonalData, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyList<GrievanceCase>>(fund.Refusals);
        return (await GrievanceCase.ReadAsync(context, fund.Value.Number, new(worker), cancellation)).OrderByDescending(one => one.Grievance.RaisedOn).ThenByDescending(one => one.Grievance.Intake).ToList();
    }

    /// <returns>As it stands then. Refused: each with the column as its place; <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<Grievance>> RunAsync(Actor actor, string fundId, string worker, GrievanceToClose told, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(told);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ImportFacts, cancellation);
        if (fund.IsRefused)
            return Result.Refused<Grievance>(fund.Refusals);
        var today = clock.GetCurrentInstant().InZone((await CurrentTerms.ReadAsync(context, fund.Value, cancellation)).TimeZone).Date;
        var found = await GrievanceCase.OneAsync(context, actor, fund.Value.Number, worker, told.Grievance, cancellation);
        List<Refusal> refusals = [.. found.Refusals];
        if (!found.IsRefused && found.Value.ClosedAlready is { } closed)
            refusals.Add(closed);
        var on = AskForPause.Day("closed_on", told.On, refusals);
        if (string.IsNullOrWhiteSpace(told.On))
            refusals.Add(OwnFacts.Empty("closed_on", "write the last day on which it was open"));
        else if (on > today)
            refusals.Add(new("too-early", "closed_on", $"{OwnFacts.Iso(on!.Value)} is after today", "close it when it has ended"));
        var isRead = Words.TryRead<GrievanceOutcome>(told.Outcome ?? "", out var outcome);
        if (!isRead)
            refusals.Add(string.IsNullOrEmpty(told.Outcome) ? OwnFacts.Empty("outcome", "choose how it ended") : new("unknown-word", "outcome", "this is none of the list", "choose how it ended"));
        var answer = string.IsNullOrWhiteSpace(told.Answer) && (!isRead || outcome is GrievanceOutcome.Withdrawn) ? null : GrievanceCase.ReadAnswer(told.Answer, refusals);
        if (refusals.Count > 0)
            return Result.Refused<Grievance>(refusals);

        var known = found.Value.Grievance;
        var taken = await import.TellAsync(actor, fund.Value, "grievances", "close-grievance",
        [
            ("grievance_id", known.Id), ("worker_id", worker), ("employment_id", known.Employment?.Value), ("raised_on", OwnFacts.Iso(known.RaisedOn)), ("category", known.Category), ("severity", Words.Of(known.Severity)),
            ("text", null), ("closed_on", OwnFacts.Iso(on!.Value)), ("outcome", Words.Of(outcome)),
        ], isDryRun: false, cancellation, isOfThemselves: false,
            also: at => answer is null ? Task.CompletedTask : GrievanceCase.SayAsync(at, actor, clock.GetCurrentInstant(), fund.Value.Number, known.Id, GrievanceWordKind.Answered, answer, null, cancellation));
        if (taken.IsRefused)
            return Result.Refused<Grievance>(taken.Refusals);
        var ended = known with { ClosedOn = on, Outcome = outcome };

        // Closed so at the same moment already: this answer was not kept.
        return taken.Value.New == 0 ? (found.Value with { Grievance = ended }).ClosedAlready! : ended;
    }
}
