using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Workers;

/// <summary>Whoever runs the fund answers a worker in words: before a grievance is closed, or after a file closed it. Right: <see cref="Right.ImportFacts"/>.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Grievances".</remarks>
public sealed class AnswerGrievance(FundDatabase database, IClock clock)
{
    /// <returns>Refused: each with its field as the place; <c>unknown-id</c>, <c>appealed-already</c>, <c>same-person</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<GrievanceWord>> RunAsync(Actor actor, string fundId, string worker, string? grievance, string? answer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ImportFacts, cancellation);
        if (fund.IsRefused)
            return Result.Refused<GrievanceWord>(fund.Refusals);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await Intake.LockAsync(context, fund.Value.Number, cancellation);
        var found = await GrievanceCase.OneAsync(context, actor, fund.Value.Number, worker, grievance, cancellation);
        List<Refusal> refusals = [.. found.Refusals];
        if (!found.IsRefused && found.Value is { MayBeAnswered: false, Appeal: var appeal })
            refusals.Add(new("appealed-already", "grievance_id", $"{found.Value.Id} is looked at again as {appeal}", $"answer {appeal}"));
        var text = GrievanceCase.ReadAnswer(answer, refusals);
        if (refusals.Count > 0)
            return Result.Refused<GrievanceWord>(refusals);

        var word = await GrievanceCase.SayAsync(context, actor, clock.GetCurrentInstant(), fund.Value.Number, found.Value.Id, GrievanceWordKind.Answered, text, null, cancellation);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return word;
    }
}
