using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Contributions;

/// <summary>A worker of 2,000.00 a month who pays a tenth of it, and a pause of more than the 30 days that one person may grant.</summary>
public sealed class LongPauseTests
{
    private const string Id = "mole";
    private const string Header = "pause_id,worker_id,from,to,reason,approved_by";

    private const string Terms = """
        {
          "id": "mole", "name": "Mole Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }],
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt"], "currency": "EUR", "from": "2025-01-01", "to": "2027-12-31",
            "rateCards": [{ "effective": "2025-01-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "800.00", "costLines": { "matching": "1.00" } }] }] }],
          "contributions": [{ "id": "standard", "currency": "EUR", "share": "0.10", "floor": { "amount": "0.00", "rule": "cliff" }, "cap": { "amount": "4000.00" }, "windowMonths": 48 }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }], "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
          "approvals": { "pauseLongerThanDays": 30 },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["providers"] = "provider_id,name,country,currency\nvisayas,Visayas Care,PH,EUR\n",
        ["employers"] = "employer_id,name,country\ne-1,Lar do Porto,PT\n",
        ["workers"] = "worker_id,enrolled_on,contract_id,corridor\nw-1,2025-01-01,visayas-1,ph-pt\n",
        ["agreements"] = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency\na-1,w-1,standard,2025-01-01,4000.00,EUR\n",
        ["employments"] = "employment_id,worker_id,employer_id,started_on,offered_wage,contract_wage,currency,hours_per_week\nj-1,w-1,e-1,2025-01-01,2000.00,2000.00,EUR,40\n",
        ["wages"] = "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on\n"
            + string.Concat(Enumerable.Range(1, 6).Select(month => $"r-{month},w-1,e-1,2025-{month:00},2000.00,EUR,payroll,2025-{month + 1:00}-03\n")),
        ["bank-balances"] = "bank_account,on,balance,currency\n" + string.Concat(Enumerable.Range(1, 7).Select(month => $"main,{new YearMonth(2025, month).ToDateInterval().End:uuuu-MM-dd},0.00,EUR\n")),
    };

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_long_pause_counts_its_first_days_at_once_and_the_rest_when_another_person_approves(Engine engine)
    {
        await using var fund = await LivedFund.LiveAsync(engine, Id, Terms, Files, new(2025, 1));
        foreach (var kind in (string[])["wages", "bank-balances"])
            await fund.TellAsync(kind, Files[kind].Split('\n')[0], Files[kind].Split('\n')[1..^1]);

        var proposal = (await fund.ImportAsync("pauses", Header, "p-1,w-1,2025-02-15,,hardship,Care desk")).Value.Proposals.ShouldHaveSingleItem();
        (await fund.ImportAsync("pauses", Header, "p-1,w-1,2025-02-15,,hardship,Care desk")).Value.Proposals.ShouldBeEmpty("the same file again changes nothing");
        (await fund.Get<ShowProposal>().RunAsync(fund.Checker, proposal)).Value.Content.Words.ShouldBe(
        [
            "pauses the contributions of w-1 from 2025-02-15 until its end is told for hardship (pause p-1)",
            "its first 30 days count already, to 2025-03-16, and nothing is due of the months they touch",
            "what was due or paid of the rest is taken back as any other correction",
        ]);

        for (var month = 2; month <= 5; month++)
            await fund.SettleAsync(month, RunState.Sealed);
        (await DuesAsync(fund)).ShouldBe(["2025-01,200.00,", "2025-02,,paused", "2025-03,,paused", "2025-04,200.00,"], "the first days touch February and March");

        (await fund.ApproveAsync(fund.Maker with { Roles = fund.Checker.Roles }, proposal)).ShouldContain("nobody decides on what they proposed themselves");
        (await fund.ApproveAsync(proposal)).ShouldBe("the pause p-1 of w-1 counts whole, from 2025-02-15 until its end is told");
        await fund.SettleAsync(6, RunState.Sealed);
        (await DuesAsync(fund)).ShouldBe(["2025-01,200.00,", "2025-02,,paused", "2025-03,,paused", "2025-04,0.00,", "2025-05,,paused"], "April's due is taken back");
        await fund.AskAsync("verify", "--fund", Id);
    }

    [Fact]
    public async Task Another_end_is_decided_anew_and_a_shorter_one_of_what_was_approved_is_not()
    {
        await using var fund = await LivedFund.LiveAsync(Engine.Sqlite, Id, Terms, Files, new(2025, 1));
        var first = (await fund.ImportAsync("pauses", Header, "p-1,w-1,2025-02-15,,hardship,Care desk")).Value.Proposals.ShouldHaveSingleItem();
        var second = (await fund.ImportAsync("pauses", Header, "p-1,w-1,2025-02-15,2025-06-01,hardship,Care desk")).Value.Proposals.ShouldHaveSingleItem();

        (await fund.ApproveAsync(first)).ShouldBe($"proposal {first}: another end of p-1 was told since this was proposed; reject it, and decide on the newer one where there is one.");
        (await fund.ApproveAsync(second)).ShouldBe("the pause p-1 of w-1 counts whole, from 2025-02-15 to 2025-06-01");

        var open = (await fund.ImportAsync("pauses", Header, "p-2,w-1,2025-07-01,,illness,Care desk")).Value.Proposals.ShouldHaveSingleItem();
        (await fund.ApproveAsync(open)).ShouldStartWith("the pause p-2 of w-1 counts whole");
        (await fund.ImportAsync("pauses", Header, "p-2,w-1,2025-07-01,2025-12-31,illness,Care desk", "p-3,w-1,2026-02-01,2026-03-02,illness,Care desk")).Value
            .Proposals.ShouldBeEmpty("an end only shortens what was approved, and thirty days are no more than thirty");
    }

    /// <summary>Wage month, due and reason.</summary>
    private static async Task<string[]> DuesAsync(LivedFund fund) =>
        [.. (await fund.AskAsync("report", "contributions", "--fund", Id, "--csv")).Split("\r\n")[1..^1].Select(row => row.Split(',')).Select(cells => $"{cells[1]},{cells[2]},{cells[6]}")];
}
