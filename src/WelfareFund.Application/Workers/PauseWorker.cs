using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Terms;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <param name="To">Null until its end is told.</param>
/// <param name="Proposal">What another person decides; null where one person may grant as much.</param>
public sealed record GrantedPause(string Id, LocalDate From, LocalDate? To, long? Proposal);

/// <summary>
/// Grants a worker's pause, as a file of pauses does: what is longer than one person may grant counts its first days at once and the rest when another person approves.
/// One from the same day again, with its last day, gives it the end that it had not. Right: <see cref="Right.ImportFacts"/>.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Pauses".</remarks>
public sealed class PauseWorker(FundDatabase database, ImportFile import, IClock clock)
{
    /// <returns>Refused: each with the column as its place; <c>granted-already</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<GrantedPause>> RunAsync(Actor actor, string fundId, string worker, PauseToAsk pause, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(pause);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ImportFacts, cancellation);
        if (fund.IsRefused)
            return Result.Refused<GrantedPause>(fund.Refusals);
        var days = AskForPause.Check(pause, clock.GetCurrentInstant().InZone((await CurrentTerms.ReadAsync(context, fund.Value, cancellation)).TimeZone).Date);
        if (days.IsRefused)
            return Result.Refused<GrantedPause>([.. days.Refusals.Select(AsToWhoGrants)]);
        var (from, to) = days.Value;
        var id = OwnFacts.IdOf(new WorkerId(worker), "PG", OwnFacts.Iso(from));
        var told = await import.TellAsync(actor, fund.Value, "pauses", "grant-pause",
            [("pause_id", id), ("worker_id", worker), ("from", OwnFacts.Iso(from)), ("to", to is { } last ? OwnFacts.Iso(last) : null), ("reason", pause.Reason), ("approved_by", actor.Name)],
            isDryRun: false, cancellation, isOfThemselves: false);
        if (told.IsRefused)
        {
            return Result.Refused<GrantedPause>([.. told.Refusals.Select(refusal => refusal.Code != "known-otherwise" ? refusal
                : new("granted-already", "from", $"a pause from {OwnFacts.Iso(from)} is granted already, otherwise than here", "give one that lasts its end with the same reason, or begin another one on another day"))]);
        }

        return told.Value.New == 0
            ? new Refusal("granted-already", "from", $"this pause from {OwnFacts.Iso(from)} is granted already", "look at the list of pauses; another one begins on another day")
            : new GrantedPause(id, from, to, told.Value.Proposals is [var proposal, ..] ? proposal : null);
    }

    private static Refusal AsToWhoGrants(Refusal refusal) => (refusal.Code, refusal.Where) switch
    {
        ("empty", "reason") => refusal with { Remedy = "choose why" },
        ("too-long", _) => refusal with { Remedy = "grant less now, and the rest later" },
        _ => refusal,
    };
}
