using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Web;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>
/// A small fund behind pages, January 2025 sealed and today 5 February: w-1 pays a tenth of 2,000.00 by transfer, w-2's employer keeps it; 14 are enrolled from the Philippines, 11 from Nepal and 3 from Viet Nam.
/// </summary>
public sealed class ServedWorkers : IAsyncLifetime
{
    public const string Id = "mole";

    internal const string Terms = """
        {
          "id": "mole", "name": "Mole Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01", "wageMonthLag": 0,
          "bankAccounts": [{ "id": "main", "currency": "EUR", "iban": "DE02120300000000202051" }],
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }, { "id": "np-pt", "from": "NP", "to": "PT", "sector": "farming" }, { "id": "vn-pt", "from": "VN", "to": "PT", "sector": "fishing" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt", "np-pt", "vn-pt"], "currency": "EUR", "from": "2025-01-01", "to": "2027-12-31",
            "rateCards": [{ "effective": "2025-01-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "800.00", "costLines": { "matching": "1.00" } }] }] }],
          "contributions": [{ "id": "standard", "currency": "EUR", "share": "0.10", "floor": { "amount": "0.00", "rule": "cliff" }, "cap": { "amount": "4000.00" }, "windowMonths": 48 }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }], "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
          "contact": { "questions": "Ana, +351 21 000 00 00, English and Nepali", "complaints": "Casa do Migrante, +351 21 111 11 11" },
          "approvals": { "pauseLongerThanDays": 30 },
        }
        """;

    internal static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["providers"] = "provider_id,name,country,currency\nvisayas,Visayas Care,PH,EUR\n",
        ["employers"] = "employer_id,name,country\ne-1,Lar do Porto,PT\ne-2,Horta do Sul,PT\n",
        ["workers"] = "worker_id,enrolled_on,contract_id,corridor,name\nw-1,2025-01-01,visayas-1,ph-pt,सुनीता थापा मगर\nw-2,2025-01-01,visayas-1,ph-pt,Makisig Tolentino\n"
            + Rows(12, number => $"p-{number},2025-01-01,visayas-1,ph-pt,") + Rows(11, number => $"n-{number},2025-01-01,visayas-1,np-pt,") + Rows(3, number => $"v-{number},2025-01-01,visayas-1,vn-pt,"),
        ["agreements"] = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on,other_share\na-1,w-1,standard,2025-01-01,4000.00,EUR,,\na-2,w-2,standard,2025-01-01,4000.00,EUR,2025-01-01,0.05\n",
        ["employments"] = "employment_id,worker_id,employer_id,started_on,ended_on,offered_wage,contract_wage,currency,hours_per_week\nj-1,w-1,e-1,2025-01-01,,2000.00,2000.00,EUR,40\nj-0,w-1,e-2,2024-11-04,2024-12-20,1500.00,1500.00,EUR,40\n"
            + "j-2,w-2,e-2,2025-01-01,,2000.00,2000.00,EUR,40\n" + Rows(11, number => $"jp-{number},p-{number},e-1,2025-01-02,,2000.00,2000.00,EUR,40"),
        ["wages"] = "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on\nr-1,w-1,e-1,2025-01,2000.00,EUR,payroll,2025-01-31\nr-2,w-2,e-2,2025-01,2000.00,EUR,payroll,2025-01-31\n",
        ["bank-balances"] = "bank_account,on,balance,currency\nmain,2025-01-31,0.00,EUR\n",
    };

    private readonly List<HttpClient> clients = [];
    private WebApplication app = null!;

    internal LivedFund Fund { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Fund = await LivedFund.LiveAsync(Engine.Sqlite, Id, Terms, Files, new(2025, 1));
        app = WelfareFundPages.Build(Fund.Get<IServiceProvider>(), new IPEndPoint(IPAddress.Loopback, 0));
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        foreach (var worker in (string[])["w-1", "w-2", "p-1"])
            await AddAsync("worker-" + worker, Role.Worker, worker);
        await AddAsync("observer", Role.GovernmentObserver, null);
        await AddAsync("auditor", Role.Auditor, null);
        await AddAsync("system", Role.SystemAdministrator, null);
        await AddAsync("administrator", Role.Administrator, null);
        await AddAsync("second-administrator", Role.Administrator, null);
    }

    internal async Task<Actor> ActorAsync(string name) => (await Fund.Get<SignIn>().RunAsync(name, null, Channel.Web, null)).Value;

    internal static string PasswordOf(string name) => "a long password of " + name;

    internal async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Stranger();
        using var answer = await ServedFund.PostAsync(client, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", PasswordOf(name)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, name);
        return client;
    }

    internal HttpClient Stranger()
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    /// <summary>What the fund was told, proposed and recorded so far: the same before and after whatever keeps nothing.</summary>
    internal async Task<string> KeptAsync()
    {
        await using var context = Fund.NewContext();
        return FormattableString.Invariant($"{await WelfareFund.Storage.Facts.Intake.LastAsync(context, 1)} {context.Set<WelfareFund.Storage.Access.AuditRow>().Count()} {context.Set<WelfareFund.Storage.Access.ProposalRow>().Count()}");
    }

    private async Task AddAsync(string name, Role role, string? account)
    {
        var installer = Actor.Installer(Channel.Web, null);
        (await Fund.Get<AddUser>().RunAsync(installer, new(name, true, [new(role is Role.SystemAdministrator ? null : Id, role, account)]))).Refusals.ShouldBeEmpty();
        (await Fund.Get<SetPassword>().RunAsync(installer, name, PasswordOf(name))).Refusals.ShouldBeEmpty();
    }

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(1, count).Select(number => row(number) + "\n"));

    public async Task DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await app.DisposeAsync();
        await Fund.DisposeAsync();
    }
}
