using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <summary>What a worker asks for, as they wrote it.</summary>
/// <param name="From">As <c>2025-01-31</c>, as is <paramref name="To"/>, the last day, which may be empty.</param>
/// <param name="Reason">One of <see cref="AskForPause.Reasons"/>.</param>
public sealed record PauseToAsk(string? From, string? To, string? Reason);

/// <param name="IsNew">False where the same was asked before.</param>
public sealed record AskedPause(string Id, LocalDate From, LocalDate? To, string Reason, bool IsNew);

/// <summary>A worker asks for months in which nothing is due. No day of it counts until somebody who decides has granted it. For the worker alone.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "What a worker tells".</remarks>
public sealed class AskForPause(FundDatabase database, ImportFile import, IClock clock)
{
    /// <summary>As <c>approved_by</c> says it, until another person has decided.</summary>
    public const string AskedByWorker = "asked for by the worker";

    /// <summary>A pause begins within so many months before or after today, and lasts so many at most.</summary>
    private const int MostMonths = 24;

    /// <summary>A grievance pauses by itself.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["hardship", "illness", "parental-leave"];

    /// <param name="onlyCheck">Checks everything and keeps nothing.</param>
    /// <returns>Refused: each with the column as its place; <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<AskedPause>> RunAsync(Actor actor, string fundId, string worker, PauseToAsk pause, bool onlyCheck, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pause);
        await using var context = database.NewContext();
        var opened = await OwnFacts.OpenAsync(context, clock, actor, fundId, worker, cancellation);
        if (opened.IsRefused)
            return Result.Refused<AskedPause>(opened.Refusals);
        var own = opened.Value;
        var checkedDays = Check(pause, own.Today);
        if (checkedDays.IsRefused)
            return Result.Refused<AskedPause>(checkedDays.Refusals);
        var (from, to) = checkedDays.Value;

        var id = own.IdOf("PA", OwnFacts.Iso(from));
        var asked = new AskedPause(id, from, to, pause.Reason!, IsNew: true);
        if ((await own.PausesAsync(cancellation)).Find(known => known.Id == id) is { } before)
        {
            if (before.Reason != pause.Reason || (before.To is not null && before.To != to))
                return new Refusal("asked-already", "from", $"you asked for a pause from this day already, for {before.Reason.Replace('-', ' ')}{(before.To is { } end ? " to " + OwnFacts.Iso(end) : "")}", "ask for another one from another day");
            if (before.To == to)
                return asked with { IsNew = false };
        }

        var told = await import.TellAsync(actor, own.Fund, "pauses", "ask-for-pause",
            [("pause_id", id), ("worker_id", worker), ("from", OwnFacts.Iso(from)), ("to", to is { } last ? OwnFacts.Iso(last) : null), ("reason", pause.Reason), ("approved_by", AskedByWorker)], onlyCheck, cancellation);
        return told.IsRefused ? Result.Refused<AskedPause>(told.Refusals) : asked;
    }

    /// <returns>The first and the last day. Refused: each with the column as its place.</returns>
    internal static Result<(LocalDate From, LocalDate? To)> Check(PauseToAsk pause, LocalDate today)
    {
        var refusals = new List<Refusal>();
        var from = Day("from", pause.From, refusals);
        var to = string.IsNullOrWhiteSpace(pause.To) ? null : Day("to", pause.To, refusals);
        if (string.IsNullOrWhiteSpace(pause.From))
            refusals.Add(OwnFacts.Empty("from", "write the first day of the pause"));
        if (!Reasons.Contains(pause.Reason))
            refusals.Add(string.IsNullOrEmpty(pause.Reason) ? OwnFacts.Empty("reason", "choose why you need it") : new("unknown-word", "reason", "this is none of the reasons", "choose one of the list"));
        if (from is { } first && (first < today.PlusMonths(-MostMonths) || first > today.PlusMonths(MostMonths)))
            refusals.Add(new("far-away", "from", $"{OwnFacts.Iso(first)} is more than {MostMonths} months from today", "look at the year again"));
        if (to < from)
            refusals.Add(new("wrong-order", "to", $"{OwnFacts.Iso(to!.Value)} is before the pause begins", "write the last day of the pause, or leave it empty"));
        else if (to > from?.PlusMonths(MostMonths))
            refusals.Add(new("too-long", "to", $"that is more than {MostMonths} months", "ask for less now, and again later"));
        return refusals.Count > 0 ? Result.Refused<(LocalDate, LocalDate?)>(refusals) : (from!.Value, to);
    }

    internal static LocalDate? Day(string where, string? text, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Trim() is { Length: 10 } ten && LocalDatePattern.Iso.Parse(ten) is { Success: true } day)
            return day.Value;
        refusals.Add(new("bad-date", where, "this is not a date", "write year, month and day, for example 2025-01-31"));
        return null;
    }
}
