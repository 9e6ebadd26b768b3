using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Samples;

namespace WelfareFund.AcceptanceTests.Contributions;

/// <summary>One fund in which workers pay shares under two agreements and fees, an employer a share, and a ministry for outcomes: who owes what, by report and statement.</summary>
public sealed class SeveralPayersTests : IDisposable
{
    private const string Terms = """
        {
          "id": "harbour", "name": "Harbour Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }],
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }, { "id": "course", "kind": "service", "basis": "a course that stays with the worker and is refused freely" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt"], "currency": "EUR", "from": "2025-01-01", "to": "2027-12-31",
            "rateCards": [{ "effective": "2025-01-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "800.00", "costLines": { "matching": "0.50", "course": "0.50" } }] }] }],
          "contributions": [
            { "id": "standard", "currency": "EUR", "share": "0.10", "floor": { "amount": "1000.00", "rule": "taper" }, "cap": { "timesServiceCost": "1.00" }, "windowMonths": 48 },
            { "id": "brief", "currency": "EUR", "share": "0.05", "cap": { "amount": "400.00" }, "windowMonths": 1 },
            { "id": "fee", "payer": "membership", "currency": "EUR", "membership": { "fee": "24.00", "months": 24, "paidBy": "worker" } },
            { "id": "clinic", "payer": "employer", "currency": "EUR", "share": "0.05", "cap": { "amount": "900.00" }, "windowMonths": 12 },
            { "id": "ministry", "payer": "government", "currency": "EUR", "outcomePayer": { "perOutcome": "300.00" } }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }], "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["providers"] = "provider_id,name,country,currency\nvisayas,Visayas Care,PH,EUR\n",
        ["employers"] = "employer_id,name,country\ne-1,Lar do Porto,PT\n",
        ["workers"] = "worker_id,enrolled_on,contract_id,corridor\nw-1,2025-01-01,visayas-1,ph-pt\nw-2,2025-01-01,visayas-1,ph-pt\n",
        ["agreements"] = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency\n"
            + "a-1,w-1,standard,2025-01-01,4000.00,EUR\na-2,w-1,brief,2025-01-02,400.00,EUR\na-3,w-2,fee,2025-01-01,30.00,EUR\na-4,w-2,clinic,2025-01-01,900.00,EUR\n",
        ["employments"] = "employment_id,worker_id,employer_id,started_on,offered_wage,contract_wage,currency,hours_per_week\nj-1,w-1,e-1,2025-01-01,2000.00,2000.00,EUR,40\nj-2,w-2,e-1,2025-01-01,2000.00,2000.00,EUR,40\n",
        ["claims"] = "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\nc-1,visayas-1,w-1,started,2025-01-01,2025-01-10,contract\n",
        ["decisions"] = "claim_id,decided_on,decision,decided_by\nc-1,2025-01-20,accepted,verifier\n",
        ["wages"] = "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on\n"
            + "r-1,w-1,e-1,2025-01,2000.00,EUR,payroll,2025-02-03\nr-2,w-2,e-1,2025-01,1500.00,EUR,payroll,2025-02-03\nr-3,w-1,e-1,2025-02,2000.00,EUR,payroll,2025-03-03\nr-4,w-2,e-1,2025-02,1500.00,EUR,payroll,2025-03-03\n",
        ["bank"] = "bank_account,booked_on,value_on,amount,currency,reference,bank_reference\n"
            + "main,2025-02-10,2025-02-10,30.00,EUR,a-3,B-1\nmain,2025-03-10,2025-03-10,50.00,EUR,a-1,B-2\nmain,2025-03-11,2025-03-11,80.00,EUR,e-1,B-3\nmain,2025-03-12,2025-03-12,300.00,EUR,ministry,B-4\n",
        ["bank-balances"] = "bank_account,on,balance,currency\nmain,2025-01-31,0.00,EUR\nmain,2025-02-28,30.00,EUR\nmain,2025-03-31,460.00,EUR\n",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("welfarefund-payers-").FullName;

    private string Keys => Path.Combine(folder, "keys");

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Everybody_who_pays_has_its_lines_and_no_payment_or_write_off_is_anothers(Engine engine)
    {
        await using var empty = await EmptyDatabase.CreateAsync(engine);
        await LiveAsync(empty, new(2025, 3));

        // The ministry pays 150.00 of the course's 400.00: 250.00 are left, which the 200.00 and 100.00 of January exceed. Of the second agreement what is not
        // paid is given up when its one month is over. The clinic paid 5.00 beyond its 75.00 for January, and they pay February's.
        (await AskAsync(empty, "report", "contributions", "--fund", "harbour", "--csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "worker,wage_month,due,paid,written_off,currency,reason,missing,subject,payer,owed_by,open",
            "w-1,2025-01,200.00,50.00,0.00,EUR,,,,worker,w-1,150.00",
            "w-1,2025-01,100.00,0.00,100.00,EUR,,,a-2,worker,w-1,0.00",
            "w-1,2025-02,,,,,service-cost-reached,,,worker,,",
            "w-1,2025-02,,,,,window-over,,a-2,worker,,",
            "w-2,2025-01,75.00,75.00,0.00,EUR,,,a-4,employer,e-1,0.00",
            "w-2,2025-02,75.00,5.00,0.00,EUR,,,a-4,employer,e-1,70.00",
            ",2025-01,300.00,300.00,0.00,EUR,,,c-1,government,ministry,0.00",
            "w-2,2025-01,24.00,24.00,0.00,EUR,,,a-3,membership,w-2,0.00",
        ]);
        (await AskAsync(empty, "report", "contributions", "--fund", "harbour", "--totals", "--csv")).ShouldBe(
            "payer,due,paid,written_off,open,currency\r\nworker,300.00,50.00,100.00,150.00,EUR\r\nemployer,150.00,80.00,0.00,70.00,EUR\r\n"
            + "government,300.00,300.00,0.00,0.00,EUR\r\nmembership,24.00,24.00,0.00,0.00,EUR\r\n");
        JsonNode.Parse(await AskAsync(empty, "report", "contributions", "--fund", "harbour", "--json"))!.AsArray().Count.ShouldBe(8);
        await AskAsync(empty, "verify", "--fund", "harbour");
    }

    [Fact]
    public async Task What_was_paid_beyond_all_dues_is_a_line_of_its_own_and_a_workers_overpaid_fee_goes_back()
    {
        await using var empty = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await LiveAsync(empty, new(2025, 3));

        (await AskAsync(empty, "report", "contributions", "--fund", "harbour", "--as-of", "2025-03-15", "--csv")).ShouldContain(",,,5.00,,EUR,credit,,,employer,e-1,-5.00\r\n");
        (await AskAsync(empty, "report", "entries", "--fund", "harbour", "--party", "w-2", "--csv")).ShouldContain("refund/2025-02-28/w-2/EUR/0");
        var statement = JsonNode.Parse(await AskAsync(empty, "statement", "worker", "--fund", "harbour", "--id", "w-2", "--as-of", "2025-03-31", "--json"))!;
        var ofBoth = JsonNode.Parse(await AskAsync(empty, "statement", "worker", "--fund", "harbour", "--id", "w-1", "--as-of", "2025-03-31", "--json"))!;
        ofBoth["months"]![0]!["dues"]!.ToJsonString().ShouldBe("""[{"due":"300.00","paid":"50.00","written_off":"100.00","currency":"EUR"}]""");
        statement["fees"]!.ToJsonString().ShouldBe("""[{"from":"2025-01-01","through":"2026-12-31","dues":[{"due":"24.00","paid":"24.00","written_off":"0.00","currency":"EUR"}]}]""");
        ((string)statement["counted"]!, (string)statement["cap_left"]!, statement["months"]!.AsArray().Count, statement["credits"]!.AsArray().Count).ShouldBe(("24.00", "6.00", 0, 0));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task LiveAsync(EmptyDatabase empty, YearMonth through)
    {
        var config = Path.Combine(folder, "config");
        Directory.CreateDirectory(Path.Combine(config, "sample"));
        await File.WriteAllTextAsync(Path.Combine(config, "fund.json"), Terms);
        foreach (var (kind, text) in Files)
            await File.WriteAllTextAsync(Path.Combine(config, "sample", kind + ".csv"), text);
        await using var services = new ServiceCollection().AddWelfareFund(await empty.OpenAsync(), Keys, new SettableClock()).BuildServiceProvider();
        (await services.GetRequiredService<LoadSample>().RunAsync(config, through)).Refusals.ShouldBeEmpty();
    }

    private Task<string> AskAsync(EmptyDatabase empty, params string[] arguments) => SampleBooks.OutputAsync(empty, Keys, arguments);
}
