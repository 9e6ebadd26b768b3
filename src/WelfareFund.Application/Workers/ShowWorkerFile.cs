using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Workers;

/// <param name="Tier">Today, or when the job ended.</param>
/// <param name="Audits">The newest first.</param>
public sealed record JobQuality(Employment Job, string Tier, IReadOnlyList<Audit> Audits);

/// <summary>A line of a settlement that counts, with the month of the run that decided it.</summary>
public sealed record SettledLine(YearMonth Month, SettlementLine Line);

/// <summary>Everything the fund was told of one worker, and what its settlements made of it.</summary>
/// <param name="Name">Null where the reader may read nothing personal, or there is none.</param>
/// <param name="Wages">The newest month first.</param>
/// <param name="Claims">Each with the newest word of its verifier.</param>
/// <param name="Lines">On contributions and claims, the newest first.</param>
public sealed record WorkerFile(
    Worker Worker, string? Name, IReadOnlyList<JobQuality> Jobs, IReadOnlyList<Agreement> Agreements, IReadOnlyList<WageReport> Wages, IReadOnlyList<Pause> Pauses,
    IReadOnlyList<Ending> Endings, IReadOnlyList<Grievance> Grievances, IReadOnlyList<(Claim Claim, Verification? Word)> Claims, IReadOnlyList<SettledLine> Lines);

/// <summary>One worker or one claim as the fund knows it. Right: <see cref="Right.ReadBooks"/>; what a grievance says takes <see cref="Right.ReadPersonalData"/> and stands elsewhere.</summary>
public sealed class ShowWorkerFile(FundDatabase database, IClock clock)
{
    /// <summary>The kinds of lines whose subject is a claim.</summary>
    private static readonly string[] OfClaims = ["outcome", "holdback", "holdback-retaken", "forfeit", "clawback", "clawback-netting", "advance-recovery"];

    /// <returns>Refused: <c>not-found</c>, for a worker whom nobody told of too.</returns>
    public async Task<Result<WorkerFile>> RunAsync(Actor actor, string fundId, string workerId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var opened = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (opened.IsRefused)
            return Result.Refused<WorkerFile>(opened.Refusals);
        var (fund, id) = (opened.Value.Number, new WorkerId(workerId));
        if (await context.Set<Worker>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == id, cancellation) is not { } worker)
            return new Refusal("not-found", "", $"there is no worker '{workerId}'", "name one of the list of workers");

        var terms = (await TermsInForce.LatestAsync(context, fund, cancellation))!.Terms;
        var today = clock.GetCurrentInstant().InZone(terms.TimeZone).Date;
        var jobs = await ToldAsync<Employment>(job => job.Worker == id);
        var jobIds = jobs.Select(job => job.Id).ToHashSet();
        var audits = (await context.Set<Audit>().AsNoTracking().Where(audit => audit.Fund == fund && jobIds.Contains(audit.Employment)).ToListAsync(cancellation)).ToLookup(audit => audit.Employment);
        var claims = await ToldAsync<Claim>(claim => claim.Worker == id);
        var words = await WordsAsync(context, fund, [.. claims.Select(claim => claim.Id)], cancellation);
        var lines = await LinesAsync(context, fund, [.. claims.Select(claim => claim.Id.Value)], workerId, cancellation);
        var name = actor.May(Right.ReadPersonalData, fund) ? (await new PersonalData(context, fund).ReadAsync("workers", [workerId], cancellation)).GetValueOrDefault(workerId)?.Name : null;
        return new WorkerFile(
            worker, name,
            [.. FactsReader.Latest(jobs, job => job.Id).OrderByDescending(job => job.StartedOn).Select(job => QualityOf(job, terms.Quality, today, audits[job.Id]))],
            [.. FactsReader.Latest(await ToldAsync<Agreement>(agreement => agreement.Worker == id), agreement => agreement.Id).OrderByDescending(agreement => agreement.ConsentOn)],
            [.. WageReports.Standing(await ToldAsync<WageReport>(report => report.Worker == id)).OrderByDescending(report => report.Month).ThenBy(report => report.Employer.Value, StringComparer.Ordinal)],
            [.. FactsReader.Latest(await ToldAsync<Pause>(pause => pause.Worker == id), pause => pause.Id).OrderByDescending(pause => pause.From)],
            [.. (await ToldAsync<Ending>(ending => ending.Worker == id)).OrderByDescending(ending => ending.EndedOn)],
            [.. FactsReader.Latest(await ToldAsync<Grievance>(grievance => grievance.Worker == id), grievance => grievance.Id).OrderByDescending(grievance => grievance.RaisedOn)],
            [.. claims.OrderByDescending(claim => claim.SubmittedOn).ThenBy(claim => claim.Id.Value, StringComparer.Ordinal).Select(claim => (claim, words.GetValueOrDefault(claim.Id)))],
            lines);

        Task<List<T>> ToldAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>> isTheirs)
            where T : Fact =>
            context.Set<T>().AsNoTracking().Where(fact => fact.Fund == fund).Where(isTheirs).OrderBy(fact => fact.Intake).ToListAsync(cancellation);
    }

    /// <returns>The claim, its verifier's newest word, and what the settlements made of it. Refused: <c>not-found</c>.</returns>
    public async Task<Result<(Claim Claim, Verification? Word, IReadOnlyList<SettledLine> Lines)>> ClaimAsync(Actor actor, string fundId, string claimId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (opened.IsRefused)
            return Result.Refused<(Claim, Verification?, IReadOnlyList<SettledLine>)>(opened.Refusals);
        var (fund, id) = (opened.Value.Number, new ClaimId(claimId));
        if (await context.Set<Claim>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == id, cancellation) is not { } claim)
            return new Refusal("not-found", "", $"there is no claim '{claimId}'", "name one of the report of outcomes");
        return (claim, (await WordsAsync(context, fund, [id], cancellation)).GetValueOrDefault(id), await LinesAsync(context, fund, [claimId], null, cancellation));
    }

    private static JobQuality QualityOf(Employment job, WelfareFund.Terms.QualityTerms quality, LocalDate today, IEnumerable<Audit> audits)
    {
        List<Audit> own = [.. audits.OrderByDescending(audit => audit.AuditedOn)];
        return new(job, new QualityTiers(quality, own).On(job.EndedOn is { } ended && ended < today ? ended : today), own);
    }

    private static async Task<Dictionary<ClaimId, Verification>> WordsAsync(FundContext context, int fund, List<ClaimId> claims, CancellationToken cancellation) =>
        (await context.Set<Verification>().AsNoTracking().Where(word => word.Fund == fund && claims.Contains(word.Claim)).ToListAsync(cancellation))
            .GroupBy(word => word.Claim).ToDictionary(words => words.Key, words => words.OrderBy(word => word.DecidedOn).ThenBy(word => word.Intake).Last());

    /// <summary>Found by their kinds and subjects, however many lines the months have.</summary>
    private static async Task<IReadOnlyList<SettledLine>> LinesAsync(FundContext context, int fund, List<string> claims, string? worker, CancellationToken cancellation)
    {
        var runs = await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State != RunState.Superseded).ToDictionaryAsync(run => run.Number, cancellation);
        var newest = runs.Values.Where(run => run.Purpose is RunPurpose.Settlement).Select(run => run.Number).DefaultIfEmpty().Max();
        var lines = context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund);
        var rows = await lines.Where(line => OfClaims.Contains(line.Kind) && claims.Contains(line.Subject)).ToListAsync(cancellation);
        if (worker is not null)
            rows.AddRange(await RunStore.ContributionLinesOf(context, fund, worker).ToListAsync(cancellation));

        return [.. rows.Where(row => runs.TryGetValue(row.Run, out var run) && (row.State is LineState.Held ? row.Run == newest : run.State >= RunState.Posted))
            .OrderByDescending(row => row.Run).ThenBy(row => row.Number).Select(row => new SettledLine(runs[row.Run].Month, RunStore.ToLine(row)))];
    }
}
