using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <summary>What a worker complains of, as they wrote it.</summary>
/// <param name="Category">One of <see cref="RaiseGrievance.Categories"/>.</param>
/// <param name="Severity">As a file writes it.</param>
/// <param name="Job">The id of one of their employments; empty for none or all.</param>
/// <param name="Text">May be empty.</param>
public sealed record GrievanceToRaise(string? Category, string? Severity, string? Job, string? Text);

/// <param name="IsNew">False where the same was raised today already.</param>
public sealed record RaisedGrievance(string Id, string Category, Severity Severity, EmploymentId? Employment, string? Text, bool IsNew);

/// <summary>A worker complains. A serious grievance pauses what is due, and holds the provider's payments for the job, while it is open. For the worker alone.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "What a worker tells".</remarks>
public sealed class RaiseGrievance(FundDatabase database, ImportFile import, IClock clock)
{
    private const int LongestText = 2_000;

    public static IReadOnlyList<string> Categories { get; } = ["pay", "hours", "contract", "documents", "fees", "safety", "housing", "treatment", "other"];

    /// <param name="onlyCheck">Checks everything and keeps nothing.</param>
    /// <returns>Refused: each with the column as its place; <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<RaisedGrievance>> RunAsync(Actor actor, string fundId, string worker, GrievanceToRaise grievance, bool onlyCheck, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grievance);
        await using var context = database.NewContext();
        var opened = await OwnFacts.OpenAsync(context, clock, actor, fundId, worker, cancellation);
        if (opened.IsRefused)
            return Result.Refused<RaisedGrievance>(opened.Refusals);
        var own = opened.Value;

        var refusals = new List<Refusal>();
        if (!Categories.Contains(grievance.Category))
            refusals.Add(string.IsNullOrEmpty(grievance.Category) ? OwnFacts.Empty("category", "choose what it is about") : new("unknown-word", "category", "this is none of the list", "choose what it is about"));
        if (!Words.TryRead<Severity>(grievance.Severity ?? "", out var severity))
            refusals.Add(string.IsNullOrEmpty(grievance.Severity) ? OwnFacts.Empty("severity", "choose how bad it is") : new("unknown-word", "severity", "this is none of the list", "choose how bad it is"));
        if (!string.IsNullOrEmpty(grievance.Job) && own.Jobs.All(job => job.Id.Value != grievance.Job))
            refusals.Add(new("unknown-job", "job", "this is none of your jobs", "choose one of the list, or none"));
        var text = ReadText("text", grievance.Text, refusals);
        if (refusals.Count > 0)
            return Result.Refused<RaisedGrievance>(refusals);

        EmploymentId? job = string.IsNullOrEmpty(grievance.Job) ? null : new(grievance.Job);
        var known = await own.GrievancesAsync(cancellation);
        if (known.Find(before => before.ClosedOn is null && before.RaisedOn == own.Today && before.Category == grievance.Category && before.Severity == severity && before.Employment == job && before.Text == text) is { } same)
            return new RaisedGrievance(same.Id, same.Category, severity, job, text, IsNew: false);
        var id = own.IdOf("G", OwnFacts.Text(1 + known.Count));
        var told = await import.TellAsync(actor, own.Fund, "grievances", "raise-grievance",
        [
            ("grievance_id", id), ("worker_id", worker), ("employment_id", grievance.Job), ("raised_on", OwnFacts.Iso(own.Today)), ("category", grievance.Category), ("severity", grievance.Severity),
            ("text", text), ("closed_on", null), ("outcome", null),
        ], onlyCheck, cancellation);
        return told.IsRefused ? Result.Refused<RaisedGrievance>(told.Refusals) : new RaisedGrievance(id, grievance.Category!, severity, job, text, IsNew: true);
    }

    /// <summary>What a worker wrote, as it is kept; null for nothing.</summary>
    /// <param name="refusals">Takes what is wrong with it.</param>
    internal static string? ReadText(string where, string? written, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;

        // A file keeps a text on one line; what a person wrote on several stays readable.
        var text = string.Join(" ", written.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (text.Length > LongestText)
            refusals.Add(new("too-long", where, $"this has {OwnFacts.Text(text.Length)} characters", $"write at most {OwnFacts.Text(LongestText)}; you can tell the rest to whoever calls you"));
        else if (text.Any(char.IsControl))
            refusals.Add(new("control-character", where, "a character in it is no text", "type it again"));
        return text;
    }
}
