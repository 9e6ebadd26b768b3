using Microsoft.Extensions.DependencyInjection;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Samples;

namespace WelfareFund.AcceptanceTests.Reports;

/// <summary>
/// The rules' worked exchange example lived through in three months, with two investors in two
/// tranches: 99,000.00 PHP accepted at 60 in January, the currency bought for 1,500.00 EUR in February, paid in March, closed at 61.
/// </summary>
public sealed class WorkedFund : IAsyncDisposable
{
    public const string Id = "worked-fund";

    private const string Terms = """
        {
          "id": "worked-fund", "name": "Worked Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Berlin", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }, { "id": "manila", "currency": "PHP" }],
          "fx": { "source": "table", "maxAgeDays": 5 },
          "corridors": [{ "id": "ph-de", "from": "PH", "to": "DE", "sector": "aged care" }],
          "costLines": [{ "id": "training", "kind": "service", "basis": "offered to all, and no job depends on it" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "luzon-1", "provider": "luzon", "corridors": ["ph-de"], "currency": "PHP", "from": "2025-01-01", "to": "2027-12-31",
            "rateCards": [{ "effective": "2025-01-01", "metrics": [
              { "id": "trained", "trigger": { "kind": "event", "event": "trained" }, "price": "99000.00", "costLines": { "training": "1.00" } },
              { "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "1.00", "costLines": { "training": "1.00" } }] }],
            "holdback": { "share": "0.10", "releaseOn": "started" } }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1, "preferredReturn": { "rate": "0.03" } }, { "id": "first-loss", "rank": 2 }],
            "waterfall": [{ "step": "preferred-return", "tranche": "senior" }, { "step": "return-of-capital", "tranche": "senior" },
                          { "step": "return-of-capital", "tranche": "first-loss" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["fx"] = "date,base,quote,rate,source\n2025-01-20,EUR,PHP,60,table\n2025-01-31,EUR,PHP,60,table\n2025-02-28,EUR,PHP,60,table\n2025-03-31,EUR,PHP,61,table\n",
        ["investors"] = "investor_id,name,kind,country,email,iban\ninv-a,Stiftung Anfang,foundation,DE,,\ninv-b,Bank Beispiel,bank,DE,,\n",
        ["commitments"] = "commitment_id,investor_id,tranche,amount,currency,signed_on\ncom-1,inv-a,senior,12000.00,EUR,2025-01-02\ncom-2,inv-b,first-loss,6000.00,EUR,2025-01-02\n",
        ["capital-calls"] = "call_id,called_on,due_on,amount,purpose\ncall-1,2025-01-03,2025-01-24,10000.00,first outcomes\n",
        ["providers"] = "provider_id,name,country,currency,iban,bic\nluzon,Luzon Training,PH,PHP,,\n",
        ["workers"] = "worker_id,enrolled_on,contract_id,corridor,gender,birth_year,groups,home_monthly_income,home_currency,name,email\nw-1,2025-01-06,luzon-1,ph-de,,,,,,Maria Cruz,\n",
        ["claims"] = "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\nc-1,luzon-1,w-1,trained,2025-01-17,2025-01-18,certificate\nc-2,luzon-1,w-1,started,2025-03-28,2025-03-29,contract\n",
        ["decisions"] = "claim_id,decided_on,decision,decided_by,reason\nc-1,2025-01-20,accepted,verifier,\n",
        ["bank"] = """
            bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference
            main,2025-01-15,2025-01-15,6666.67,EUR,Stiftung Anfang,call-1 inv-a,b-1
            main,2025-01-16,2025-01-16,3333.33,EUR,Bank Beispiel,call-1 inv-b,b-2
            main,2025-02-10,2025-02-10,-1500.00,EUR,,X-202501-001,b-3
            manila,2025-02-10,2025-02-10,89100.00,PHP,,X-202501-001,m-1
            manila,2025-03-05,2025-03-05,-89100.00,PHP,Luzon Training,P-202502-001,m-2

            """,
        ["bank-balances"] = """
            bank_account,on,balance,currency
            main,2025-01-31,10000.00,EUR
            manila,2025-01-31,0.00,PHP
            main,2025-02-28,8500.00,EUR
            manila,2025-02-28,89100.00,PHP
            main,2025-03-31,8500.00,EUR
            manila,2025-03-31,0.00,PHP

            """,
    };

    private readonly EmptyDatabase empty;
    private readonly ServiceProvider services;

    private WorkedFund(EmptyDatabase empty, ServiceProvider services, string folder, Actor actor) => (this.empty, this.services, Folder, Actor) = (empty, services, folder, actor);

    /// <summary>An empty folder of its own, gone with the fund.</summary>
    public string Folder { get; }
    public Actor Actor { get; }
    public string Address => empty.Address;
    public string KeyFolder => Path.Combine(Folder, "keys");

    public static async Task<WorkedFund> LiveAsync(Engine engine)
    {
        var empty = await EmptyDatabase.CreateAsync(engine);
        var folder = Directory.CreateTempSubdirectory("welfarefund-worked-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "config", "sample"));
        await File.WriteAllTextAsync(Path.Combine(folder, "config", "fund.json"), Terms);
        foreach (var (kind, text) in Files)
            await File.WriteAllTextAsync(Path.Combine(folder, "config", "sample", kind + ".csv"), text);
        var services = new ServiceCollection().AddWelfareFund(await empty.OpenAsync(), Path.Combine(folder, "keys"), new SettableClock()).BuildServiceProvider();
        (await services.GetRequiredService<LoadSample>().RunAsync(Path.Combine(folder, "config"), null)).Refusals.ShouldBeEmpty();
        return new(empty, services, folder, (await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Cli, null)).Value);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await empty.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
