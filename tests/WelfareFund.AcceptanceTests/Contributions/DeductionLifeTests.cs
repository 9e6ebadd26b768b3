using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Exports;
using WelfareFund.Application.Samples;

namespace WelfareFund.AcceptanceTests.Contributions;

/// <summary>Two workers at one employer, one of whom consented to deduction: the files, the settlements, what the employer is sent, and the reports.</summary>
public sealed class DeductionLifeTests : IDisposable
{
    private const string Terms = """
        {
          "id": "harbour", "name": "Harbour Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }],
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt"], "currency": "EUR", "from": "2025-01-01", "to": "2027-12-31",
            "rateCards": [{ "effective": "2025-01-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "800.00", "costLines": { "matching": "1.00" } }] }] }],
          "contributions": [{ "id": "standard", "currency": "EUR", "share": "0.10", "floor": { "amount": "1000.00", "rule": "taper" }, "cap": { "amount": "4000.00" }, "windowMonths": 48 }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }], "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["providers"] = "provider_id,name,country,currency\nvisayas,Visayas Care,PH,EUR\n",
        ["employers"] = "employer_id,name,country\ne-1,Lar do Porto,PT\n",
        ["workers"] = "worker_id,enrolled_on,contract_id,corridor,home_monthly_income,home_currency\nw-1,2025-01-01,visayas-1,ph-pt,300.00,EUR\nw-2,2025-01-01,visayas-1,ph-pt,,\n",
        ["agreements"] = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on\na-1,w-1,standard,2025-01-01,4000.00,EUR,2025-01-01\na-2,w-2,standard,2025-01-01,4000.00,EUR,\n",
        ["costs"] = "cost_id,worker_id,cost_line,incurred_on,amount,currency,paid_by\nk-1,w-1,matching,2025-01-01,200.00,EUR,worker\n",
        ["employments"] = "employment_id,worker_id,employer_id,started_on,offered_wage,contract_wage,currency,hours_per_week\nj-1,w-1,e-1,2025-01-01,2000.00,2000.00,EUR,40\nj-2,w-2,e-1,2025-01-01,2000.00,2000.00,EUR,40\n",
        ["wages"] = "wage_id,worker_id,employer_id,month,gross,net,currency,source,reported_on\nr-1,w-1,e-1,2025-01,2000.00,1600.00,EUR,payroll,2025-02-03\nr-2,w-2,e-1,2025-01,1500.00,1300.00,EUR,payroll,2025-02-03\n",
        ["deductions"] = "deduction_id,worker_id,employer_id,month,deducted_on,amount,currency,transfer_reference\nd-1,w-1,e-1,2025-02,2025-03-10,200.00,EUR,PAYROLL-2025-02-e-1\nd-2,w-2,e-1,2025-02,2025-03-10,50.00,EUR,PAYROLL-2025-02-e-1\n",
        ["grievances"] = "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome\ng-1,w-2,j-2,2025-03-20,wages,serious,in my own words,,\n",
        ["bank"] = "bank_account,booked_on,value_on,amount,currency,reference,bank_reference\nmain,2025-03-20,2025-03-20,250.00,EUR,PAYROLL-2025-02-e-1,B-1\n",
        ["bank-balances"] = "bank_account,on,balance,currency\nmain,2025-01-31,0.00,EUR\nmain,2025-02-28,0.00,EUR\nmain,2025-03-31,250.00,EUR\n",
    };

    private string Keys => Path.Combine(folder, "keys");

    private readonly string folder = Directory.CreateTempSubdirectory("welfarefund-deductions-").FullName;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_employer_is_sent_what_to_keep_and_its_transfer_clears_what_it_kept(Engine engine)
    {
        await using var empty = await EmptyDatabase.CreateAsync(engine);
        await LiveAsync(empty, new(2025, 2));

        var file = Path.Combine(folder, "payroll.csv");
        await AskAsync(empty, "export", "payroll", "--fund", "harbour", "--month", "2025-02", "--employer", "e-1", "--out", file);
        (await File.ReadAllTextAsync(file)).ShouldBe("worker_id,month,amount,currency,reference\r\nw-1,2025-02,200.00,EUR,PAYROLL-2025-02-e-1\r\n");

        await LiveAsync(empty, new(2025, 3));
        (await AskAsync(empty, "report", "held", "--fund", "harbour", "--csv")).ShouldContain(
            "2025-03,2,deduction,d-2,2025-03-10,50.00,EUR,no-deduction-consent,\"e-1 kept 50.00 EUR from the pay of worker w-2 on 2025-03-10, when no consent to it was in force\"");
        (await AskAsync(empty, "report", "contributions", "--fund", "harbour", "--csv")).ShouldBe(
            "worker,wage_month,due,paid,written_off,currency,reason,missing,subject,payer,owed_by,open\r\n"
            + "w-1,2025-01,200.00,200.00,0.00,EUR,,,,worker,w-1,0.00\r\n"
            + "w-1,2025-02,,,,,wage-report-missing,e-1 since 2025-03-31,,worker,,\r\n"
            + "w-2,2025-01,150.00,0.00,0.00,EUR,,,,worker,w-2,150.00\r\n"
            + "w-2,2025-02,,,,,wage-report-missing,e-1 since 2025-03-31,,worker,,\r\n");
        (await AskAsync(empty, "report", "trial-balance", "--fund", "harbour", "--csv")).ShouldContain("books,1220,Deducted by employers,EUR,0.00,50.00");
        await AskAsync(empty, "verify", "--fund", "harbour");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_workers_figures_are_told_by_worker_and_small_corridors_are_suppressed(Engine engine)
    {
        await using var empty = await EmptyDatabase.CreateAsync(engine);
        await LiveAsync(empty, new(2025, 3));

        (await AskAsync(empty, "report", "evidence", "--fund", "harbour", "--csv")).ShouldBe(
            "corridor,worker,workers,paid_for_the_job,sdg_10_7_1_months,gross_pay,contributed,share_contributed,take_home_a_month,home_income_a_month,income_gain_a_month,currency\r\n"
            + "ph-pt,,suppressed,,,,,,,,,\r\n"
            + "ph-pt,w-1,,200.00,0.1250,2000.00,200.00,0.1000,1400.00,300.00,1100.00,EUR\r\n"
            + "ph-pt,w-2,,0.00,0.0000,1500.00,0.00,0.0000,1300.00,,,EUR\r\n");
    }

    [Fact]
    public async Task A_payroll_is_refused_where_nobody_knows_what_is_to_be_paid()
    {
        await using var empty = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await LiveAsync(empty, new(2025, 2));

        await using var services = await ServicesAsync(empty);
        var actor = (await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Cli, null)).Value;

        (await RefusedAsync(new(2025, 3), "e-1")).ShouldStartWith("2025-03: the month is not posted yet, and nobody knows what is to be paid; settle it with");
        (await RefusedAsync(new(2025, 1), "e-1")).ShouldBe("2025-01: a later month is posted, and what is to be paid has changed; name the last settled month.");
        (await RefusedAsync(new(2025, 2), "e-9")).ShouldBe("--employer: the fund knows no employer e-9; name one of the file employers.");

        async Task<string> RefusedAsync(YearMonth month, string employer) =>
            (await services.GetRequiredService<ExportPayroll>().RunAsync(actor, "harbour", month, employer)).Refusals.ShouldHaveSingleItem().ToString();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task LiveAsync(EmptyDatabase empty, YearMonth through)
    {
        var config = Path.Combine(folder, "config");
        Directory.CreateDirectory(Path.Combine(config, "sample"));
        await File.WriteAllTextAsync(Path.Combine(config, "fund.json"), Terms);
        foreach (var (kind, text) in Files)
            await File.WriteAllTextAsync(Path.Combine(config, "sample", kind + ".csv"), text);
        await using var services = await ServicesAsync(empty);
        (await services.GetRequiredService<LoadSample>().RunAsync(config, through)).Refusals.ShouldBeEmpty();
    }

    private async Task<ServiceProvider> ServicesAsync(EmptyDatabase empty) =>
        new ServiceCollection().AddWelfareFund(await empty.OpenAsync(), Keys, new SettableClock()).BuildServiceProvider();

    private Task<string> AskAsync(EmptyDatabase empty, params string[] arguments) => SampleBooks.OutputAsync(empty, Keys, arguments);
}
