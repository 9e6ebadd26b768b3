using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Workers;

/// <param name="Handler">The name of whoever took it on last; null where nobody did.</param>
public sealed record OpenGrievance(string Id, string Worker, string Category, Severity Severity, LocalDate RaisedOn, string? Handler);

/// <summary>What workers of a fund complain of and nobody has closed. Right: <see cref="Right.ReadPersonalData"/>.</summary>
public sealed class ListOpenGrievances(FundDatabase database)
{
    /// <returns>Serious ones first, each part the oldest first. Refused: <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<IReadOnlyList<OpenGrievance>>> OpenAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var seen = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadPersonalData, cancellation);
        if (seen.IsRefused)
            return Result.Refused<IReadOnlyList<OpenGrievance>>(seen.Refusals);
        var fund = seen.Value.Number;
        var told = context.Set<Grievance>().AsNoTracking().Where(grievance => grievance.Fund == fund);
        var open = told.Where(grievance => grievance.ClosedOn == null && !told.Any(later => later.Id == grievance.Id && later.ClosedOn != null));
        var takenOn = await (
            from word in context.Set<GrievanceWordRow>().AsNoTracking()
            join user in context.Set<UserRow>() on word.SaidBy equals user.Number
            where word.Fund == fund && word.Kind == GrievanceWordKind.TakenOn && open.Any(grievance => grievance.Id == word.GrievanceId)
            orderby word.Number
            select new { word.GrievanceId, user.Name }).ToListAsync(cancellation);
        var handlers = takenOn.ToLookup(word => word.GrievanceId, word => word.Name, StringComparer.Ordinal);
        return (await open.ToListAsync(cancellation)).OrderBy(grievance => grievance.Severity is not Severity.Serious).ThenBy(grievance => grievance.RaisedOn).ThenBy(grievance => grievance.Intake)
            .Select(grievance => new OpenGrievance(grievance.Id, grievance.Worker.Value, grievance.Category, grievance.Severity, grievance.RaisedOn, handlers[grievance.Id].LastOrDefault())).ToList();
    }
}
