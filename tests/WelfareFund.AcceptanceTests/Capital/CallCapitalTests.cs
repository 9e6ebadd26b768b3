using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Settlement;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Capital;

public sealed class CallCapitalTests
{
    private static readonly LocalDate CalledOn = new(2025, 2, 18);

    /// <summary>Ten business days later: 4 March is Carnival.</summary>
    private static readonly LocalDate DueOn = new(2025, 3, 4);

    private static Task<Refusals.Result<ProposedRun>> CallAsync(InvestedFund fund, string amount = "30000.01", LocalDate? due = null, LocalDate? on = null, string? id = null) =>
        fund.Get<CallCapital>().RunAsync(fund.Maker, new(InvestedFund.Id, amount, due ?? DueOn.PlusDays(1), "the first starts", on ?? CalledOn, id));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_call_posts_when_another_person_approves_it_and_takes_up_what_was_signed_meanwhile(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        await fund.TellAsync("commitments", "com-2,inv-b,first-loss,50000.00,EUR,2025-02-03");

        var proposed = (await CallAsync(fund)).Value;
        proposed.Lines.Select(line => $"{line.Kind} {line.Subject} {line.Amount}").ShouldBe(
            ["commitment com-2 50000.00 EUR", "capital-call CALL-1 20000.01 EUR", "capital-call CALL-1 10000.00 EUR"]);
        InvestedFund.Said(await fund.Get<Decide>().ApproveAsync(fund.Maker, proposed.Proposal)).ShouldContain("there is no such proposal");
        (await fund.AskAsync("report", "trial-balance", "--fund", InvestedFund.Id, "--as-of", "2025-02-28", "--csv")).ShouldNotContain("Called capital");

        (await fund.ApproveAsync(proposed.Proposal)).ShouldBe("the call CALL-1 of 30000.01 EUR is approved and posted, due on 2025-03-05");
        (await fund.RunsAsync())[^1].ShouldSatisfyAllConditions(run => run.Purpose.ShouldBe(RunPurpose.CapitalCall), run => run.State.ShouldBe(RunState.Paid));
        (await fund.AskAsync("report", "trial-balance", "--fund", InvestedFund.Id, "--as-of", "2025-02-28", "--csv")).ShouldContain("books,3010,Called capital,EUR,30000.01,0.00");

        await fund.TellAsync("bank", "main,2025-02-27,2025-02-26,20000.01,EUR,CALL-1 inv-a,b-1");
        await fund.TellAsync("bank-balances", "main,2025-02-28,20010.01,EUR");
        (await fund.SettleAsync(2, RunState.Sealed)).State.ShouldBe(RunState.Sealed);
        (await fund.AskAsync("report", "trial-balance", "--fund", InvestedFund.Id, "--csv")).ShouldContain("books,3010,Called capital,EUR,10000.00,0.00");
        await fund.AskAsync("verify", "--fund", InvestedFund.Id);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_settlement_that_was_calculated_before_a_call_is_stale_and_so_is_a_call_that_was_proposed_before_another(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        var settlement = (await fund.Get<SettleMonth>().RunAsync(fund.Maker, InvestedFund.Id, new(2025, 2), RunState.Posted)).Value.Proposal!.Value;
        var first = (await CallAsync(fund)).Value.Proposal;
        var second = (await CallAsync(fund, id: "SPRING")).Value.Proposal;

        (await fund.ApproveAsync(second)).ShouldStartWith("the call SPRING");
        (await fund.ApproveAsync(first)).ShouldBe($"proposal {first}: the books have moved on since this was calculated; calculate it again.");
        (await fund.ApproveAsync(settlement)).ShouldBe("2025-02: the books have moved on since this was calculated; calculate it again.");

        await fund.TellAsync("bank-balances", "main,2025-02-28,10.00,EUR");
        (await fund.SettleAsync(2, RunState.Sealed)).State.ShouldBe(RunState.Sealed);
        (await CallAsync(fund)).Refusals[0].ToString().ShouldBe("--on: 2025-02-18 is not in 2025-03, the open month; name a day of 2025-03, or settle and seal the months before.");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task While_a_settlement_is_approved_and_not_paid_nothing_else_is_proposed_nor_approved(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        var call = (await CallAsync(fund)).Value.Proposal;
        var settlement = (await fund.Get<SettleMonth>().RunAsync(fund.Maker, InvestedFund.Id, new(2025, 2), RunState.Posted)).Value.Proposal!.Value;
        (await fund.ApproveAsync(settlement)).ShouldStartWith("the settlement of 2025-02 is approved");

        (await fund.ApproveAsync(call)).ShouldBe($"proposal {call}: the settlement of 2025-02 is approved and not finished; finish that first, then calculate this again.");
        (await CallAsync(fund)).Refusals[0].ToString().ShouldBe("pier: the settlement of 2025-02 is approved and not finished; finish it first: settle --month 2025-02 --to paid.");
        await fund.SettleAsync(2, RunState.Paid);
        (await CallAsync(fund)).Refusals.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Too_short_a_notice_is_refused_with_the_first_day_that_is_right_and_so_is_a_year_without_holidays(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);

        (await CallAsync(fund, due: DueOn)).Refusals[0].ToString().ShouldBe(
            "call CALL-1: 30,000.01 EUR was called on 2025-02-18 and due on 2025-03-04, a notice of 9 business days; at least 10 are due: 2025-03-05 is the first day that is right; make it due then or later.");
        (await CallAsync(fund, amount: "100000.01")).Refusals[0].ToString().ShouldBe("call CALL-1: the call of 100,000.01 EUR exceeds the 100,000.00 that is unfunded; call no more than that.");
        (await CallAsync(fund, amount: "1.005")).Refusals[0].Where.ShouldBe("--amount");
        (await fund.RunsAsync()).ShouldAllBe(run => run.Purpose == RunPurpose.Settlement);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_call_that_was_approved_and_not_posted_is_finished_by_the_next_command(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        var run = (await CallAsync(fund)).Value;
        await fund.Empty.ExecutePlainAsync($"UPDATE runs SET state = 2, approver = {fund.Checker.Number} WHERE number = {run.Run}");

        (await CallAsync(fund)).Value.Lines.Count.ShouldBe(1);

        (await fund.RunsAsync()).Single(row => row.Number == run.Run).State.ShouldBe(RunState.Paid);
        await using var context = fund.NewContext();
        (await context.Entries.CountAsync(entry => entry.Run == run.Run)).ShouldBe(1);
    }

    /// <summary>The instants are spread over the time that an undisturbed approval takes.</summary>
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Killed_at_any_instant_of_its_approval_a_call_is_posted_once_or_not_at_all(Engine engine)
    {
        var kills = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 40 : 4;
        await using var fund = await InvestedFund.LiveAsync(engine);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await fund.AskAsync("approve", $"{(await CallAsync(fund, "1.00")).Value.Proposal}", "--as", Application.Access.SignIn.SampleApprover);
        var length = clock.Elapsed;

        for (var kill = 1; kill <= kills; kill++)
        {
            var proposal = (await CallAsync(fund, "1.00")).Value.Proposal;
            await SampleBooks.RunAsync(fund.Empty, fund.KeyFolder, length * (0.5 + (0.5 * kill / (kills + 1))), "approve", $"{proposal}", "--as", Application.Access.SignIn.SampleApprover);

            // This process keeps a time of its own: for it too the lease of whoever was killed runs out.
            await using var leases = fund.NewContext();
            if ((await leases.Leases.AsNoTracking().ToListAsync()) is [var lease, ..])
                ((SettableClock)fund.Get<IClock>()).Now = lease.Until + Duration.FromMinutes(1);
        }

        await fund.TellAsync("bank-balances", "main,2025-02-28,10.00,EUR");
        (await fund.SettleAsync(2, RunState.Sealed)).State.ShouldBe(RunState.Sealed);
        await using var context = fund.NewContext();
        var approved = await context.Set<RunRow>().Where(run => run.Purpose == RunPurpose.CapitalCall && run.Approver != 0).ToListAsync();
        approved.ShouldAllBe(run => run.State == RunState.Paid);
        (await context.Entries.CountAsync(entry => entry.Key.StartsWith("capital-call/"))).ShouldBe(approved.Count);
        (await context.Set<WelfareFund.Capital.CapitalCall>().CountAsync()).ShouldBe(approved.Count);
        await fund.AskAsync("verify", "--fund", InvestedFund.Id);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Books_from_before_runs_had_a_purpose_are_migrated(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        await fund.Empty.ExecutePlainAsync(
            "DROP INDEX runs_that_count; ALTER TABLE runs DROP COLUMN purpose; CREATE UNIQUE INDEX runs_that_count ON runs (fund, month) WHERE state <> 9; "
            + "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '20261125120000_Run_purpose'", asOwner: true);

        await using var context = (await fund.Empty.OpenAsync()).NewContext();

        (await context.Set<RunRow>().SingleAsync()).Purpose.ShouldBe(RunPurpose.Settlement);
        (await CallAsync(fund)).Refusals.ShouldBeEmpty();
        (await CallAsync(fund)).Refusals.ShouldBeEmpty();
        (await fund.RunsAsync()).Count.ShouldBe(3);
    }
}
