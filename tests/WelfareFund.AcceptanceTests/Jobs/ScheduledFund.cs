using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Jobs;
using WelfareFund.Application.Samples;
using WelfareFund.Application.Terms;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Jobs;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Jobs;

/// <summary>A sample fund whose months nobody settles by hand: jobs propose, a person approves.</summary>
internal sealed class ScheduledFund : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder;

    private ScheduledFund(ServiceProvider services, SettableClock clock, string folder, string id) =>
        (this.services, Clock, this.folder, Id, Watched) = (services, clock, folder, id, Directory.CreateTempSubdirectory("welfarefund-watched-").FullName);

    internal SettableClock Clock { get; }
    internal string Id { get; }

    /// <summary>The folder that holds a folder for each fund.</summary>
    internal string Watched { get; }

    /// <summary>Opens the fund of a folder of fund-config, told nothing yet.</summary>
    internal static async Task<ScheduledFund> OpenAsync(EmptyDatabase database, string keys, string folder)
    {
        var fund = Again(await database.OpenAsync(), keys, folder);
        var path = Path.Combine(folder, "fund.json");
        var proposed = await fund.Get<ApplyTerms>().RunAsync(await fund.MakerAsync(), path, await File.ReadAllTextAsync(path), null);
        proposed.Refusals.ShouldBeEmpty();
        (await fund.Get<Decide>().ApproveAsync(await fund.ApproverAsync(), proposed.Value.Proposal!.Value)).Refusals.ShouldBeEmpty();
        return fund;
    }

    /// <summary>Another node, as it were, on the same database.</summary>
    internal static ScheduledFund Again(FundDatabase database, string keys, string folder)
    {
        var clock = new SettableClock();
        return new(new ServiceCollection().AddWelfareFund(database, keys, clock).BuildServiceProvider(), clock, folder, Path.GetFileName(folder));
    }

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    internal Task<Actor> MakerAsync() => ActorAsync(SignIn.SampleAdministrator);

    internal Task<Actor> ApproverAsync() => ActorAsync(SignIn.SampleApprover);

    /// <summary>Tells what became known after one day and by another. The bank's files come through the watched folder, for the next ring.</summary>
    internal async Task TellAsync(LocalDate? after, LocalDate by, bool watched = true)
    {
        foreach (var file in LoadSample.Kinds.Select(kind => SampleFile.Read(folder, kind)).OfType<SampleFile>())
        {
            using var content = file.KnownBetween(after, by);
            if (content is null)
                continue;
            if (watched && file.Kind is "bank" or "bank-balances")
            {
                await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Watched, Id, file.Kind)).FullName, $"{by:uuuu-MM-dd}.csv"), content.ToArray());
                continue;
            }

            (await Get<ImportFile>().RunAsync(await MakerAsync(), new(Id, file.Kind, file.Name, content))).Refusals.ShouldBeEmpty();
        }
    }

    internal async Task<IReadOnlyList<JobReport>> RingAsync(Instant at)
    {
        Clock.Now = at;
        return await Get<RingJobs>().RunAsync(Watched);
    }

    /// <returns>How many were.</returns>
    internal async Task<int> ApproveAllAsync()
    {
        var waiting = await AskAsync(context => context.Set<ProposalRow>().Where(proposal => proposal.State == "pending").OrderBy(proposal => proposal.Number).Select(proposal => proposal.Number).ToListAsync());
        foreach (var proposal in waiting)
            (await Get<Decide>().ApproveAsync(await ApproverAsync(), proposal)).Refusals.ShouldBeEmpty();
        return waiting.Count;
    }

    /// <summary>Rings, and the person approves, until nobody has anything to approve.</summary>
    internal async Task<List<JobReport>> LiveAsync(Instant at)
    {
        var reports = new List<JobReport>();
        do
            reports.AddRange(await RingAsync(at));
        while (await ApproveAllAsync() > 0);
        return reports;
    }

    internal Task<List<JobRunRow>> JobRunsAsync(WelfareFund.Jobs.Job job) =>
        AskAsync(context => context.Set<JobRunRow>().AsNoTracking().Where(run => run.Job == job).OrderBy(run => run.Due).ToListAsync());

    internal Task<List<RunRow>> RunsAsync() => AskAsync(context => context.Set<RunRow>().AsNoTracking().OrderBy(run => run.Number).ToListAsync());

    internal async Task<T> AskAsync<T>(Func<FundContext, Task<T>> ask)
    {
        await using var context = Get<FundDatabase>().NewContext();
        return await ask(context);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(Watched, recursive: true);
    }

    private async Task<Actor> ActorAsync(string name) => (await Get<SignIn>().RunAsync(name, null, Channel.Job, null)).Value;
}
