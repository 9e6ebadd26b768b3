using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Workers;

/// <summary>Somebody who runs the fund says that they handle an open grievance; the last one who says so does. Right: <see cref="Right.ImportFacts"/>.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Grievances".</remarks>
public sealed class TakeOnGrievance(FundDatabase database, IClock clock)
{
    /// <returns>The word that counts: an earlier one where they handle it already. Refused: <c>unknown-id</c>, <c>closed-already</c>, <c>same-person</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<GrievanceWord>> RunAsync(Actor actor, string fundId, string worker, string? grievance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ImportFacts, cancellation);
        if (fund.IsRefused)
            return Result.Refused<GrievanceWord>(fund.Refusals);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await Intake.LockAsync(context, fund.Value.Number, cancellation);
        var found = await GrievanceCase.OneAsync(context, actor, fund.Value.Number, worker, grievance, cancellation);
        if (found.IsRefused)
            return Result.Refused<GrievanceWord>(found.Refusals);
        if (found.Value.ClosedAlready is { } closed)
            return closed;
        if (found.Value.TakenOn is { } known && known.ByNumber == actor.Number)
            return known;

        var word = await GrievanceCase.SayAsync(context, actor, clock.GetCurrentInstant(), fund.Value.Number, found.Value.Id, GrievanceWordKind.TakenOn, null, null, cancellation);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return word;
    }
}
