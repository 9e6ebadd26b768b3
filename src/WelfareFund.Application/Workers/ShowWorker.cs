using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Workers;

/// <summary>What a fund knows of one worker, for that worker.</summary>
/// <param name="Today">In the fund's time zone.</param>
/// <param name="Name">The worker's id where no name is known.</param>
/// <param name="Employers">Names by id, of all employers of theirs whose name is known.</param>
/// <param name="Reports">The reports that count, the newest month first.</param>
/// <param name="Pauses">The newest first, as the following.</param>
public sealed record WorkerView(
    string FundName, DateTimeZone TimeZone, LocalDate Today, string Worker, string Name, ContactTerms Contact, IReadOnlyList<Employment> Jobs, IReadOnlyDictionary<string, string> Employers,
    IReadOnlyList<WageReport> Reports, IReadOnlyList<OwnPause> Pauses, IReadOnlyList<GrievanceCase> Grievances, IReadOnlyList<Agreement> Agreements)
{
    public string NameOf(EmployerId employer) => Employers.GetValueOrDefault(employer.Value, employer.Value);
}

public enum PauseStanding
{
    /// <summary>Another person has not decided yet.</summary>
    Waiting,
    Granted,
    Rejected,
}

/// <param name="CountsTo">The last day that counts until another person grants the whole; null where all of it does, the day before the first where nothing does.</param>
public sealed record OwnPause(Pause Pause, PauseStanding Standing, LocalDate? CountsTo);

/// <summary>A worker's own facts and where they stand. For the worker alone.</summary>
public sealed class ShowWorker(FundDatabase database, IClock clock)
{
    /// <returns>Refused: <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<WorkerView>> RunAsync(Actor actor, string fundId, string worker, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await OwnFacts.OpenAsync(context, clock, actor, fundId, worker, cancellation);
        if (opened.IsRefused)
            return Result.Refused<WorkerView>(opened.Refusals);
        var own = opened.Value;
        var names = await new PersonalData(context, own.Fund.Number).ReadAsync("workers", [worker], cancellation);
        return new WorkerView(
            own.Terms.Name, own.Terms.TimeZone, own.Today, worker, names.GetValueOrDefault(worker)?.Name ?? worker, own.Terms.Contact, own.Jobs, await own.EmployerNamesAsync(cancellation),
            [.. WageReports.Standing(await own.WagesAsync(cancellation)).OrderByDescending(report => report.Month).ThenByDescending(report => report.Intake)],
            await PausesAsync(own, cancellation), [.. (await GrievanceCase.ReadAsync(context, own.Fund.Number, own.Worker, cancellation)).AsEnumerable().Reverse()], [.. (await own.AgreementsAsync(cancellation)).AsEnumerable().Reverse()]);
    }

    /// <summary>Why each wage month owes what it owes: the settlement's lines of it that were posted or refused, in the order of settling.</summary>
    /// <returns>By wage month. Refused as <see cref="RunAsync"/>.</returns>
    public async Task<Result<IReadOnlyDictionary<YearMonth, IReadOnlyList<SettlementLine>>>> WhyAsync(Actor actor, string fundId, string worker, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var door = await FundAccess.RequireOneselfAsync(context, actor, fundId, Right.SeeOwnContributions, Role.Worker, worker, cancellation);
        if (door.IsRefused)
            return Result.Refused<IReadOnlyDictionary<YearMonth, IReadOnlyList<SettlementLine>>>(door.Refusals);
        var fund = door.Value.Number;
        var lines = await (
            from line in RunStore.ContributionLinesOf(context, fund, worker)
            join run in context.Set<RunRow>() on new { line.Fund, line.Run } equals new { run.Fund, Run = run.Number }
            where run.State >= RunState.Posted && run.State <= RunState.Sealed && line.State != LineState.Held
            orderby run.Number, line.Number
            select line).ToListAsync(cancellation);
        return lines.GroupBy(line => line.Subject.Split(':').Skip(1).Select(part => YearMonthPattern.Iso.Parse(part)).First(part => part.Success).Value, RunStore.ToLine)
            .ToDictionary(month => month.Key, IReadOnlyList<SettlementLine> (month) => [.. month]);
    }

    private static async Task<List<OwnPause>> PausesAsync(OwnFacts own, CancellationToken cancellation)
    {
        var pauses = await own.PausesAsync(cancellation);
        var ids = pauses.ConvertAll(pause => pause.Id);
        var limits = (await own.Context.Set<PauseLimit>().AsNoTracking().Where(limit => limit.Fund == own.Fund.Number && ids.Contains(limit.Pause)).OrderBy(limit => limit.Intake).ToListAsync(cancellation))
            .ToLookup(limit => limit.Pause, StringComparer.Ordinal);
        var list = new List<OwnPause>();
        foreach (var pause in pauses.AsEnumerable().Reverse())
        {
            var countsTo = limits[pause.Id].LastOrDefault()?.CountsTo;
            list.Add(new(pause, countsTo is null ? PauseStanding.Granted : await IsRejectedAsync(own, pause, cancellation) ? PauseStanding.Rejected : PauseStanding.Waiting, countsTo));
        }

        return list;
    }

    private static async Task<bool> IsRejectedAsync(OwnFacts own, Pause pause, CancellationToken cancellation)
    {
        var id = JsonSerializer.Serialize(pause.Id);
        var newest = await own.Context.Set<ProposalRow>().AsNoTracking().Where(proposal => proposal.Fund == own.Fund.Number && proposal.Kind == "pause" && proposal.Payload.Contains(id))
            .OrderByDescending(proposal => proposal.Number).Select(proposal => proposal.State).FirstOrDefaultAsync(cancellation);
        return newest == "rejected";
    }
}
