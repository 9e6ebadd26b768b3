using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Samples;
using WelfareFund.Application.Settlement;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

/// <summary>A small fund whose first months are sealed, and what two people do with it next.</summary>
public class LivedFund : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string id;
    private int imported;

    /// <param name="opened">Of <see cref="OpenAsync"/>.</param>
    protected LivedFund(string id, (EmptyDatabase Empty, ServiceProvider Services, string Folder, Actor Maker, Actor Checker) opened)
    {
        this.id = id;
        (Empty, services, Folder, Maker, Checker) = opened;
        Second = Checker with { Number = 77, Name = "second-approver" };
    }

    public EmptyDatabase Empty { get; }
    public string Folder { get; }
    public string KeyFolder => Path.Combine(Folder, "keys");
    public Actor Maker { get; }
    public Actor Checker { get; }

    /// <summary>Another approver.</summary>
    public Actor Second { get; }

    /// <param name="files">By kind, each with its header.</param>
    /// <param name="through">The last month to seal.</param>
    public static async Task<LivedFund> LiveAsync(Engine engine, string id, string terms, IReadOnlyDictionary<string, string> files, YearMonth through) =>
        new(id, await OpenAsync(engine, id, terms, files, through));

    protected static async Task<(EmptyDatabase, ServiceProvider, string, Actor, Actor)> OpenAsync(
        Engine engine, string id, string terms, IReadOnlyDictionary<string, string> files, YearMonth through)
    {
        ArgumentNullException.ThrowIfNull(files);
        var empty = await EmptyDatabase.CreateAsync(engine);
        var folder = Directory.CreateTempSubdirectory($"welfarefund-{id}-").FullName;
        var config = Path.Combine(folder, "config");
        Directory.CreateDirectory(Path.Combine(config, "sample"));
        await File.WriteAllTextAsync(Path.Combine(config, "fund.json"), terms);
        foreach (var (kind, text) in files)
            await File.WriteAllTextAsync(Path.Combine(config, "sample", kind + ".csv"), text);
        var services = new ServiceCollection().AddWelfareFund(await empty.OpenAsync(), Path.Combine(folder, "keys"), new SettableClock()).BuildServiceProvider();
        (await services.GetRequiredService<LoadSample>().RunAsync(config, through)).Refusals.ShouldBeEmpty();
        return (empty, services, folder, await SignInAsync(services, SignIn.SampleAdministrator), await SignInAsync(services, SignIn.SampleApprover));
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public FundContext NewContext() => Get<FundDatabase>().NewContext();

    public Task<string> ApproveAsync(long proposal) => ApproveAsync(Checker, proposal);

    public async Task<string> ApproveAsync(Actor actor, long proposal) => Said(await Get<Decide>().ApproveAsync(actor, proposal));

    /// <summary>With every approval that it takes.</summary>
    public async Task<MonthProgress> SettleAsync(int month, RunState to)
    {
        while (true)
        {
            var reached = await Get<SettleMonth>().RunAsync(Maker, id, new(2025, month), to);
            reached.Refusals.ShouldBeEmpty();
            if (reached.Value.Proposal is not { } proposal)
                return reached.Value;
            (await Get<Decide>().ApproveAsync(Checker, proposal)).Refusals.ShouldBeEmpty();
        }
    }

    public async Task TellAsync(string kind, string header, params string[] rows) => (await ImportAsync(kind, header, rows)).Refusals.ShouldBeEmpty();

    public async Task<Result<ImportResult>> ImportAsync(string kind, string header, params string[] rows)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(header + "\n" + string.Concat(rows.Select(row => row + "\n"))));
        return await Get<ImportFile>().RunAsync(Maker, new(id, kind, $"{kind}-{++imported}.csv", content));
    }

    public async Task<IReadOnlyList<RunRow>> RunsAsync()
    {
        await using var context = NewContext();
        return await context.Set<RunRow>().AsNoTracking().OrderBy(run => run.Number).ToListAsync();
    }

    /// <summary>What the command prints, in a process of its own.</summary>
    public Task<string> AskAsync(params string[] arguments) => SampleBooks.OutputAsync(Empty, KeyFolder, arguments);

    internal static string Said(Result<string> result) => result.IsRefused ? result.Refusals[0].ToString() : result.Value;

    private static async Task<Actor> SignInAsync(ServiceProvider services, string name) => (await services.GetRequiredService<SignIn>().RunAsync(name, null, Channel.Cli, null)).Value;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Empty.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
