using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

namespace WelfareFund.AcceptanceTests.Capital;

/// <summary>A fund whose January is sealed: an investor has committed 100,000.00 EUR of senior capital, and nothing is called.</summary>
public sealed class InvestedFund : IAsyncDisposable
{
    public const string Id = "pier";

    private const string Terms = """
        {
          "id": "pier", "name": "Pier Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }],
          "calendar": { "country": "PT", "holidays": [{ "date": "2025-01-01" }, { "date": "2025-03-04", "name": "Carnival" }, { "date": "2025-04-18" }] },
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }, { "id": "first-loss", "rank": 2 }],
            "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "return-of-capital", "tranche": "first-loss" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["investors"] = "investor_id,name,kind,country\ninv-a,Stiftung Anfang,foundation,DE\ninv-b,Bank Beispiel,bank,DE\ninv-c,Caixa Comum,bank,PT\n",
        ["commitments"] = "commitment_id,investor_id,tranche,amount,currency,signed_on\ncom-1,inv-a,senior,100000.00,EUR,2025-01-02\n",
        ["bank"] = "bank_account,booked_on,value_on,amount,currency,reference,bank_reference\nmain,2025-01-15,2025-01-15,10.00,EUR,INTEREST,b-0\n",
        ["bank-balances"] = "bank_account,on,balance,currency\nmain,2025-01-31,10.00,EUR\n",
    };

    private readonly ServiceProvider services;
    private readonly string folder;
    private int imported;

    private InvestedFund(EmptyDatabase empty, ServiceProvider services, string folder, Actor maker, Actor checker) =>
        (Empty, this.services, this.folder, Maker, Checker) = (empty, services, folder, maker, checker);

    public EmptyDatabase Empty { get; }
    public string KeyFolder => Path.Combine(folder, "keys");
    public Actor Maker { get; }
    public Actor Checker { get; }

    public static async Task<InvestedFund> LiveAsync(Engine engine)
    {
        var empty = await EmptyDatabase.CreateAsync(engine);
        var folder = Directory.CreateTempSubdirectory("welfarefund-pier-").FullName;
        var config = Path.Combine(folder, "config");
        Directory.CreateDirectory(Path.Combine(config, "sample"));
        await File.WriteAllTextAsync(Path.Combine(config, "fund.json"), Terms);
        foreach (var (kind, text) in Files)
            await File.WriteAllTextAsync(Path.Combine(config, "sample", kind + ".csv"), text);
        var services = new ServiceCollection().AddWelfareFund(await empty.OpenAsync(), Path.Combine(folder, "keys"), new SettableClock()).BuildServiceProvider();
        (await services.GetRequiredService<LoadSample>().RunAsync(config, new(2025, 1))).Refusals.ShouldBeEmpty();
        return new(empty, services, folder, await SignInAsync(services, SignIn.SampleAdministrator), await SignInAsync(services, SignIn.SampleApprover));
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public FundContext NewContext() => Get<FundDatabase>().NewContext();

    public async Task<string> ApproveAsync(long proposal) => Said(await Get<Decide>().ApproveAsync(Checker, proposal));

    public async Task<MonthProgress> SettleAsync(int month, RunState to)
    {
        while (true)
        {
            var reached = await Get<SettleMonth>().RunAsync(Maker, Id, new(2025, month), to);
            reached.Refusals.ShouldBeEmpty();
            if (reached.Value.Proposal is not { } proposal)
                return reached.Value;
            (await ApproveAsync(proposal)).ShouldNotBeEmpty();
        }
    }

    public async Task TellAsync(string kind, string rows)
    {
        var header = Header(kind);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(header + "\n" + rows + "\n"));
        (await Get<ImportFile>().RunAsync(Maker, new(Id, kind, $"{kind}-{++imported}.csv", content))).Refusals.ShouldBeEmpty();
    }

    public async Task<IReadOnlyList<RunRow>> RunsAsync()
    {
        await using var context = NewContext();
        return await context.Set<RunRow>().AsNoTracking().OrderBy(run => run.Number).ToListAsync();
    }

    /// <summary>What the command prints, in a process of its own.</summary>
    public Task<string> AskAsync(params string[] arguments) => Settlement.SampleBooks.OutputAsync(Empty, KeyFolder, arguments);

    private static string Header(string kind) => kind switch
    {
        "capital-calls" => "call_id,called_on,due_on,amount,purpose",
        _ => Files[kind][..Files[kind].IndexOf('\n', StringComparison.Ordinal)],
    };

    internal static string Said(Result<string> result) => result.IsRefused ? result.Refusals[0].ToString() : result.Value;

    private static async Task<Actor> SignInAsync(ServiceProvider services, string name) => (await services.GetRequiredService<SignIn>().RunAsync(name, null, Channel.Cli, null)).Value;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Empty.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
