using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Workers;

/// <param name="ByNumber">The user's number; <paramref name="By"/> is their name.</param>
/// <param name="Text">Of an answer; null where it was erased.</param>
/// <param name="Appeal">The grievance that carries the appeal; null for any other word.</param>
public sealed record GrievanceWord(GrievanceWordKind Kind, Instant At, int ByNumber, string By, string? Text, string? Appeal);

/// <summary>A grievance with what was said on it since.</summary>
/// <param name="AppealOf">The grievance that this one appeals; null for one of its own.</param>
/// <param name="Words">In the order in which they were said.</param>
public sealed record GrievanceCase(Grievance Grievance, string? AppealOf, IReadOnlyList<GrievanceWord> Words)
{
    private const int LongestAnswer = 2_000;

    public string Id => Grievance.Id;

    /// <summary>Who handles it and since when; null where nobody has taken it on.</summary>
    public GrievanceWord? TakenOn => Words.LastOrDefault(word => word.Kind is GrievanceWordKind.TakenOn);

    /// <summary>The grievance that appeals this one.</summary>
    public string? Appeal => Words.FirstOrDefault(word => word.Kind is GrievanceWordKind.Appealed)?.Appeal;

    /// <summary>An answer may follow the end, as where a file told that; not an appeal, which has answers of its own.</summary>
    public bool MayBeAnswered => Appeal is null;

    public bool MayBeAppealed => WhyNotAppealed is null;

    /// <summary>As the worker reads it; null where the worker may appeal.</summary>
    internal Refusal? WhyNotAppealed =>
        Appeal is { } appeal ? new("appealed-already", "grievance", $"you said so already, and it is looked at again as {appeal}", "wait for the answer to that one")
        : AppealOf is { } first ? new("not-appealable", "grievance", $"{Id} is the second look at {first}", "what is new is another complaint")
        : Grievance.ClosedOn is null ? new("not-closed", "grievance", $"{Id} is open still", "wait until it is closed")
        : Grievance.Outcome is GrievanceOutcome.Withdrawn ? new("not-appealable", "grievance", $"you took {Id} back", "make another complaint")
        : null;

    internal Refusal? ClosedAlready => Grievance.ClosedOn is { } on ? new("closed-already", "grievance_id", $"{Id} is closed since {OwnFacts.Iso(on)}", "what is new is another grievance") : null;

    /// <summary>A worker's, by intake.</summary>
    internal static async Task<List<GrievanceCase>> ReadAsync(FundContext context, int fund, WorkerId worker, CancellationToken cancellation)
    {
        // The words after the facts: an appeal that comes in between is seen, so that a grievance is appealed once.
        var grievances = await OwnFacts.GrievancesAsync(context, fund, worker, cancellation);
        var ids = grievances.ConvertAll(grievance => grievance.Id);
        var rows = await context.Set<GrievanceWordRow>().AsNoTracking().Where(row => row.Fund == fund && ids.Contains(row.GrievanceId)).OrderBy(row => row.Number).ToListAsync(cancellation);
        var texts = await new PersonalData(context, fund).GrievanceWordsAsync(ids, cancellation);
        var people = rows.Select(row => row.SaidBy).ToHashSet();
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => people.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        var words = rows.ToLookup(row => row.GrievanceId, row => new GrievanceWord(row.Kind, row.SaidAt, row.SaidBy, names[row.SaidBy], texts.GetValueOrDefault((row.GrievanceId, row.Number)), row.AppealId), StringComparer.Ordinal);
        var appealed = rows.Where(row => row.AppealId is not null).ToDictionary(row => row.AppealId!, row => row.GrievanceId, StringComparer.Ordinal);
        return grievances.ConvertAll(grievance => new GrievanceCase(grievance, appealed.GetValueOrDefault(grievance.Id), [.. words[grievance.Id]]));
    }

    /// <summary>One of a worker's for somebody who is to handle it.</summary>
    /// <returns>Refused: <c>unknown-id</c>; <c>same-person</c> for whoever answered what it appeals.</returns>
    internal static async Task<Result<GrievanceCase>> OneAsync(FundContext context, Actor actor, int fund, string worker, string? id, CancellationToken cancellation)
    {
        var all = await ReadAsync(context, fund, new(worker), cancellation);
        if (all.Find(one => one.Id == id) is not { } found)
            return new Refusal("unknown-id", "grievance_id", "this is none of the worker's grievances", "choose one of the list");
        return all.Find(one => one.Id == found.AppealOf) is { } first && first.Words.Any(word => word.Kind is GrievanceWordKind.Answered && word.ByNumber == actor.Number)
            ? new Refusal("same-person", "grievance_id", $"{id} appeals the answer to {first.Id}, which is yours", "another person takes it on, answers and closes it")
            : found;
    }

    /// <summary>An answer as it is kept: its lines stay.</summary>
    /// <param name="refusals">Takes what is wrong with it, under <c>answer</c>.</param>
    internal static string ReadAnswer(string? text, List<Refusal> refusals)
    {
        var answer = (text ?? "").Trim().ReplaceLineEndings("\n");
        if (answer.Length == 0)
            refusals.Add(OwnFacts.Empty("answer", "write what the worker is to read"));
        else if (answer.Length > LongestAnswer)
            refusals.Add(new("too-long", "answer", $"this has {OwnFacts.Text(answer.Length)} characters", $"write at most {OwnFacts.Text(LongestAnswer)}"));
        else if (answer.Any(letter => char.IsControl(letter) && letter != '\n'))
            refusals.Add(new("control-character", "answer", "a character in it is no text", "type it again"));
        return answer;
    }

    /// <summary>Adds a word and its line in the audit trail. Saved with the context; the fund's intake is locked.</summary>
    internal static async Task<GrievanceWord> SayAsync(
        FundContext context, Actor actor, Instant at, int fund, string grievance, GrievanceWordKind kind, string? text, string? appeal, CancellationToken cancellation)
    {
        var number = 1 + (await context.Set<GrievanceWordRow>().Where(row => row.Fund == fund && row.GrievanceId == grievance).MaxAsync(row => (int?)row.Number, cancellation) ?? 0);
        context.Add(new GrievanceWordRow { Fund = fund, GrievanceId = grievance, Number = number, Kind = kind, SaidAt = at, SaidBy = actor.Number, AppealId = appeal });
        if (text is not null)
            new PersonalData(context, fund).WriteGrievanceWord(grievance, number, text);
        var act = kind switch { GrievanceWordKind.TakenOn => "take-on-grievance", GrievanceWordKind.Answered => "answer-grievance", _ => "appeal-grievance" };
        AuditTrail.Record(context, actor, at, fund, act, grievance, null, appeal is null ? new { Word = number } : new { Word = number, Appeal = appeal });
        return new(kind, at, actor.Number, actor.Name, text, appeal);
    }
}
