using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Workers;

/// <param name="Corridor">Null for all; so is the other.</param>
/// <param name="After">The last id of the page before.</param>
public sealed record WorkerFilter(string? Contract = null, string? Corridor = null, string? After = null);

/// <param name="Name">Null where the reader may read nothing personal, or there is none.</param>
/// <param name="Job">The newest one that was told; null before the first.</param>
/// <param name="EndedOn">Of the worker's time in the fund.</param>
public sealed record ListedWorker(Worker Worker, string? Name, Employment? Job, LocalDate? EndedOn);

/// <param name="Total">Of all pages; no more than <see cref="ListWorkers.CountedTo"/> are counted, which is then told by <paramref name="IsMore"/>.</param>
public sealed record ListedWorkers(IReadOnlyList<ListedWorker> Workers, int Total, bool IsMore, bool HasNext);

/// <summary>The workers of a fund by their ids, page by page. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ListWorkers(FundDatabase database)
{
    /// <summary>A total is exact up to here: counting a million rows for each page would be what makes it slow.</summary>
    public const int CountedTo = 10_000;

    public async Task<Result<ListedWorkers>> RunAsync(Actor actor, string fundId, WorkerFilter filter, int size, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var opened = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (opened.IsRefused)
            return Result.Refused<ListedWorkers>(opened.Refusals);
        var fund = opened.Value.Number;
        var known = context.Set<Worker>().AsNoTracking().Where(worker => worker.Fund == fund);
        if (filter.Contract is { } contract)
            known = known.Where(worker => worker.Contract == contract);
        if (filter.Corridor is { } corridor)
            known = known.Where(worker => worker.Corridor == corridor);
        var counted = await known.Take(CountedTo + 1).CountAsync(cancellation);

        if (filter.After is { } after)
            known = known.Where(worker => string.Compare((string)(object)worker.Id, after) > 0);
        var page = await known.OrderBy(worker => worker.Id).Take(size + 1).ToListAsync(cancellation);
        var workers = page.Take(size).ToList();
        return new ListedWorkers(await WithJobsAsync(context, actor, opened.Value, workers, cancellation), Math.Min(counted, CountedTo), counted > CountedTo, page.Count > size);
    }

    private static async Task<IReadOnlyList<ListedWorker>> WithJobsAsync(FundContext context, Actor actor, FundRow fund, List<Worker> workers, CancellationToken cancellation)
    {
        var ids = workers.ConvertAll(worker => worker.Id);
        var told = await context.Set<Employment>().AsNoTracking().Where(job => job.Fund == fund.Number && ids.Contains(job.Worker)).OrderBy(job => job.Intake).ToListAsync(cancellation);
        var jobs = FactsReader.Latest(told, job => job.Id).GroupBy(job => job.Worker).ToDictionary(own => own.Key, own => own.MaxBy(job => job.StartedOn));
        var endings = (await context.Set<Ending>().AsNoTracking().Where(ending => ending.Fund == fund.Number && ending.Worker != null && ids.Contains(ending.Worker!.Value)).ToListAsync(cancellation))
            .GroupBy(ending => ending.Worker!.Value).ToDictionary(own => own.Key, own => (LocalDate?)own.Min(ending => ending.EndedOn));
        IReadOnlyDictionary<string, PersonalDetails> names = actor.May(Right.ReadPersonalData, fund.Number)
            ? await new PersonalData(context, fund.Number).ReadAsync("workers", ids.Select(id => id.Value), cancellation)
            : new Dictionary<string, PersonalDetails>(StringComparer.Ordinal);
        return workers.ConvertAll(worker => new ListedWorker(worker, names.GetValueOrDefault(worker.Id.Value)?.Name, jobs.GetValueOrDefault(worker.Id), endings.GetValueOrDefault(worker.Id)));
    }
}
