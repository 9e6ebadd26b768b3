using System.Text.Json.Nodes;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Capital;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Capital;

public sealed class DistributeCapitalTests
{
    private static readonly LocalDate On = new(2025, 4, 1);

    /// <summary>100,000.00 were called, 60,000.00 of it from inv-a, and paid; the bank has 100,020.00.</summary>
    private static async Task<InvestedFund> FundedAsync(Engine engine)
    {
        var fund = await InvestedFund.LiveAsync(engine);
        await fund.TellAsync("commitments", "com-2,inv-b,first-loss,60000.00,EUR,2025-02-03");
        await fund.TellAsync("capital-calls", "call-1,2025-02-04,2025-02-25,100000.00,first starts");
        await fund.TellAsync("bank", "main,2025-02-25,2025-02-25,62500.00,EUR,call-1 inv-a,b-1\nmain,2025-02-25,2025-02-25,37500.00,EUR,call-1 inv-b,b-2\nmain,2025-03-10,2025-03-10,10.00,EUR,INTEREST,b-3");
        await fund.TellAsync("bank-balances", "main,2025-02-28,100010.00,EUR\nmain,2025-03-31,100020.00,EUR");
        await fund.SettleAsync(2, RunState.Sealed);
        await fund.SettleAsync(3, RunState.Sealed);
        return fund;
    }

    private static Task<Refusals.Result<ProposedRun>> DistributeAsync(InvestedFund fund, string? amount = null, string? recallable = null, bool windDown = false, LocalDate? on = null) =>
        fund.Get<DistributeCapital>().RunAsync(fund.Maker, new(InvestedFund.Id, amount, recallable, on ?? On, windDown));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_distribution_is_posted_and_paid_when_another_person_approves_it_and_the_bank_confirms_it(Engine engine)
    {
        await using var fund = await FundedAsync(engine);

        var proposed = (await DistributeAsync(fund, "70000.00", "20%")).Value;
        proposed.Lines.Select(line => $"{line.Kind} {line.Subject} {line.Amount}").ShouldBe(
        [
            "distributable-cash DIST-1 100020.00 EUR",
            "distribution DIST-1:1:return-of-capital:inv-a/senior 62500.00 EUR",
            "distribution DIST-1:2:return-of-capital:inv-b/first-loss 7500.00 EUR",
            "payment P-202504-001 62500.00 EUR",
            "payment P-202504-002 7500.00 EUR",
        ]);
        InvestedFund.Said(await fund.Get<Application.Approvals.Decide>().ApproveAsync(fund.Maker, proposed.Proposal)).ShouldContain("there is no such proposal");
        (await fund.ApproveAsync(proposed.Proposal)).ShouldBe("the distribution DIST-1 of 70000.00 EUR is approved and posted");

        var balance = await fund.AskAsync("report", "trial-balance", "--fund", InvestedFund.Id, "--as-of", "2025-04-30", "--csv");
        balance.ShouldContain(",Payments in transit: main,EUR,0.00,70000.00");
        balance.ShouldNotContain("Distribution payable,EUR,0.00,");
        await fund.TellAsync("bank", "main,2025-04-03,2025-04-03,-62500.00,EUR,P-202504-001,b-4\nmain,2025-04-03,2025-04-03,-7500.00,EUR,P-202504-002,b-5");
        await fund.TellAsync("bank-balances", "main,2025-04-30,30020.00,EUR");
        (await fund.SettleAsync(4, RunState.Sealed)).State.ShouldBe(RunState.Sealed);
        await fund.AskAsync("verify", "--fund", InvestedFund.Id);

        // A fifth of 70,000.00 may be called again, 12,500.00 of it from inv-a, beside the 37,500.00 that were never called.
        var statement = await AskAsync(fund, "statement", "investor", "--id", "inv-a", "--as-of", "2025-04-30");
        Text(statement["commitment_total"]!, "committed", "called", "paid_in", "unfunded", "recallable").ShouldBe("100000.00 62500.00 62500.00 50000.00 12500.00");
        Text(statement["roll_forward"]!["distributions"]!, "quarter", "year_to_date", "since_inception").ShouldBe("-62500.00 -62500.00 -62500.00");
        Text(statement["roll_forward"]!, "closing").ShouldBe("0.00");
        Text(statement["performance"]![0]!, "pic", "dpi", "rvpi", "tvpi", "roots").ShouldBe("0.625 1 0 1 one");
    }

    /// <summary>What was distributed, everywhere it is told.</summary>
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_distribution_is_in_every_report_the_same_and_each_investor_gets_a_notice_of_it(Engine engine)
    {
        await using var fund = await FundedAsync(engine);
        (await fund.AskAsync("report", "liquidity", "--fund", InvestedFund.Id, "--csv")).ShouldContain("distributable,,as of 2025-03-31,,,100020.00,EUR");
        await fund.ApproveAsync((await DistributeAsync(fund, "70000.00", "20%")).Value.Proposal);

        var april = new[] { "--fund", InvestedFund.Id, "--as-of", "2025-04-30", "--csv" };
        (await fund.AskAsync(["report", "capital-account", .. april])).Split("\r\n").ShouldBe(
        [
            "section,investor,tranche,committed,called,paid_in,unfunded,recallable,distributed,capital,preferred,profit,capital_account,currency",
            "holding,inv-a,senior,100000.00,62500.00,62500.00,50000.00,12500.00,62500.00,0.00,0.00,0.00,0.00,EUR",
            "holding,inv-b,first-loss,60000.00,37500.00,37500.00,24000.00,1500.00,7500.00,30000.00,0.00,0.00,30000.00,EUR",
            "total,,,,,,,,,,,,30000.00,EUR", "manager-claim,,,,,,,,,,,,0.00,EUR", "unspent-grants,,,,,,,,,,,,0.00,EUR", "recycled-surplus,,,,,,,,,,,,20.00,EUR", "net-assets,,,,,,,,,,,,30020.00,EUR", "",
        ]);
        var flows = await fund.AskAsync(["report", "cash-flow", "--from", "2025-04-01", .. april]);
        flows.ShouldContain("opening cash,,Banks and payments on their way,100020.00,EUR,100020.00,EUR");
        flows.ShouldContain("financing,2200,Distribution payable,-70000.00,EUR,-70000.00,EUR");
        flows.ShouldContain("closing cash,,Banks and payments on their way,30020.00,EUR,30020.00,EUR");
        (await fund.AskAsync(["report", "liquidity", .. april])).ShouldContain("distributable,,as of 2025-04-30,,,30020.00,EUR");
        var report = await AskAsync(fund, "statement", "fund", "--as-of", "2025-04-30");
        report["capital"]!["tranches"]!.AsArray().Select(tranche => Text(tranche!, "tranche", "distributed", "capital_account")).ShouldBe(["senior 62500.00 0.00", "first-loss 7500.00 30000.00"]);

        var notices = JsonNode.Parse(await fund.AskAsync("capital", "notice", "--fund", InvestedFund.Id, "--distribution", "DIST-1", "--json"))!.AsArray();
        notices.Select(notice => Text(notice!, "investor", "number", "total", "amount", "capital", "recallable")).ShouldBe(["inv-a 1 70000.00 62500.00 62500.00 12500.00", "inv-b 1 70000.00 7500.00 7500.00 1500.00"]);
        Text(notices[0]!["tranches"]![0]!, "unfunded_before", "unfunded_after").ShouldBe("37500.00 50000.00");
        Text(notices[0]!["payments"]![0]!, "reference", "instructed_on", "amount").ShouldBe("P-202504-001 2025-04-01 62500.00");
        Text(notices[0]!["parts"]![0]!, "why").ShouldStartWith("62,500.00 EUR paid in, less 0.00 returned, leaves 62,500.00; of 70,000.00 EUR left, senior may take 62,500.00");
        Text(notices[0]!, "prepared_by", "approved_by").ShouldBe($"{Application.Access.SignIn.SampleAdministrator} {Application.Access.SignIn.SampleApprover}");
        (await fund.Get<Application.Statements.AnnounceDistribution>().RunAsync(fund.Maker, InvestedFund.Id, "DIST-2")).Refusals[0].Code.ShouldBe("unknown-distribution");
        (await fund.Get<Application.Statements.AnnounceDistribution>().RunAsync(fund.Maker, InvestedFund.Id, "DIST-1", "inv-c")).Refusals[0].Code.ShouldBe("not-distributed");
    }

    private static async Task<JsonNode> AskAsync(InvestedFund fund, string command, string what, params string[] arguments) =>
        JsonNode.Parse(await fund.AskAsync([command, what, "--fund", InvestedFund.Id, .. arguments, "--json"]))!;

    private static string Text(JsonNode node, params string[] members) => string.Join(' ', members.Select(member => node[member]?.ToString()));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Books_that_have_moved_on_make_a_distribution_stale(Engine engine)
    {
        await using var fund = await FundedAsync(engine);
        var first = (await DistributeAsync(fund, "10000.00")).Value.Proposal;
        var second = (await DistributeAsync(fund)).Value.Proposal;

        (await fund.ApproveAsync(second)).ShouldBe("the distribution DIST-1 of 100000.00 EUR is approved and posted");
        (await fund.ApproveAsync(first)).ShouldBe($"proposal {first}: the books have moved on since this was calculated; calculate it again.");
        (await DistributeAsync(fund, "20.01")).Refusals[0].ToString().ShouldBe(
            "--amount: 20.01 EUR is more than bank:main has 100,020.00 EUR; less 100,000.00 EUR payments-in-transit:main; 20.00 EUR may be distributed; distribute no more than that.");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_the_books_do_not_have_yet_is_settled_first(Engine engine)
    {
        await using var fund = await FundedAsync(engine);
        await fund.TellAsync("bank", "main,2025-04-02,2025-04-02,-5.00,EUR,BANK-CHARGES,b-4");
        (await DistributeAsync(fund, on: On.PlusDays(1))).Refusals[0].ToString().ShouldBe("--on: 1 lines of the bank up to 2025-04-02 are not in the books yet; settle the month first, or name an earlier day.");
        (await DistributeAsync(fund, recallable: "100001.00")).Refusals[0].Code.ShouldBe("too-much-recallable");
        (await DistributeAsync(fund, recallable: "120%")).Refusals[0].Code.ShouldBe("out-of-range");
        (await DistributeAsync(fund, "-1.00")).Refusals[0].Code.ShouldBe("not-positive");

        await fund.TellAsync("bank-balances", "main,2025-04-30,100015.00,EUR");
        await fund.SettleAsync(4, RunState.Paid);
        (await DistributeAsync(fund)).Refusals[0].Code.ShouldBe("later-entries");
        (await DistributeAsync(fund, on: new(2025, 4, 30))).Value.Lines[0].Amount!.Value.ToAmountString().ShouldBe("100015.00");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_last_distribution_leaves_nothing_to_anybody(Engine engine)
    {
        await using var fund = await FundedAsync(engine);
        var printed = await fund.AskAsync("capital", "distribute", "--fund", InvestedFund.Id, "--on", "2025-04-01", "--wind-down", "--csv");
        printed.ShouldContain("DIST-1:3:to-fund:worker-welfare");
        (await fund.ApproveAsync((await DistributeAsync(fund, windDown: true)).Value.Proposal)).ShouldBe("the distribution DIST-1 of 100020.00 EUR is approved and posted");
        (await DistributeAsync(fund)).Refusals[0].Code.ShouldBe("nothing-to-distribute");
        (await fund.AskAsync("report", "balance-sheet", "--fund", InvestedFund.Id, "--as-of", "2025-04-30", "--csv")).ShouldContain("net assets,,total,,,0.00,EUR");
    }
}
