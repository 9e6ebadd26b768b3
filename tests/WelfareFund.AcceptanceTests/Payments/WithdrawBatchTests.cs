using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Payments;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Payments;

public sealed class WithdrawBatchTests
{
    private static async Task<string> AskAsync(PayingFund fund, long batch, string reason = "RC01 wrong BIC")
    {
        var proposal = await fund.Get<WithdrawBatch>().RunAsync(fund.Maker, PayingFund.Id, batch, reason);
        return proposal.IsRefused ? proposal.Refusals[0].ToString() : $"{proposal.Value}";
    }

    private static async Task<long> ReleasedAsync(PayingFund fund)
    {
        var batch = (await fund.ProposeAsync()).Batches.ShouldHaveSingleItem().Number;
        (await fund.ApproveAsync(batch)).ShouldContain("1 of 2");
        (await fund.ApproveAsync(fund.Second, batch)).ShouldStartWith($"batch {batch} is released");
        return batch;
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_batch_that_the_bank_rejected_whole_is_withdrawn_by_two_people_and_released_anew(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        var batch = await ReleasedAsync(fund);

        var withdrawal = long.Parse(await AskAsync(fund, batch), System.Globalization.CultureInfo.InvariantCulture);
        (await fund.Get<ShowProposal>().RunAsync(fund.Checker, withdrawal)).Value.Content.Words.ShouldBe(
        [
            $"withdraws batch {batch}, because: RC01 wrong BIC",
            "its payments can be released to the bank again: be sure that the bank makes none of them",
            "releases P-202501-001 of 100.00 EUR to administrator no more",
            "releases P-202501-002 of 1500.00 EUR to visayas-1 no more",
        ]);
        (await fund.PaymentsAsync())[0].ShouldContain("Released", Case.Sensitive, "nothing is withdrawn on one person's word");
        (await fund.ApproveAsync(fund.Maker with { Roles = fund.Checker.Roles }, withdrawal)).ShouldContain("nobody decides on what they proposed themselves");
        (await fund.ApproveAsync(withdrawal)).ShouldBe($"batch {batch} is withdrawn; `payments release` proposes its payments anew");
        (await fund.PaymentsAsync())[0].ShouldEndWith("Instructed 2025-01-31 to be proposed with `payments release`");
        (await fund.Get<ExportPayments>().RunAsync(fund.Maker, PayingFund.Id, batch)).Refusals[0].Code.ShouldBe("withdrawn");
        (await AskAsync(fund, batch)).ShouldBe($"batch {batch}: the batch is withdrawn already; release its payments with `payments release`.");

        var again = await ReleasedAsync(fund);
        again.ShouldNotBe(batch);
        await fund.TellBankAsync("main,2025-02-06,2025-02-06,-100.00,EUR,P-202501-001,b-1", "main,2025-02-07,2025-02-07,-1500.00,EUR,P-202501-002,b-2");
        await fund.SettleAsync(2, RunState.Paid);
        (await fund.PaymentsAsync())[1].ShouldBe("P-202501-002 visayas 1500.00 EUR Paid 2025-02-07 the bank's line confirms it");
        await fund.AskAsync("verify", "--fund", PayingFund.Id);
    }

    [Fact]
    public async Task What_the_bank_has_made_is_not_withdrawn()
    {
        await using var fund = await PayingFund.LiveAsync(Engine.Sqlite);
        await fund.TellOfAdministratorAsync();
        (await AskAsync(fund, 99)).ShouldBe("batch 99: there is no such batch of payments; `payments list` shows the batches.");
        var pending = (await fund.ProposeAsync()).Batches.ShouldHaveSingleItem().Number;
        (await AskAsync(fund, pending)).ShouldBe($"batch {pending}: the batch is pending; only what was released can be withdrawn.");
        var batch = await ReleasedAsync(fund);
        (await AskAsync(fund, batch, " ")).ShouldStartWith("--reason: whoever approves reads why");
        var proposed = long.Parse(await AskAsync(fund, batch), System.Globalization.CultureInfo.InvariantCulture);

        await fund.TellBankAsync("main,2025-02-06,2025-02-06,-100.00,EUR,P-202501-001,b-1");
        (await fund.ApproveAsync(proposed)).ShouldBe($"proposal {proposed}: the bank's line of 2025-02-06 says that it has made P-202501-001; reject it.", "no month has taken the line in yet");
        await fund.SettleAsync(2, RunState.Paid);

        (await fund.ApproveAsync(proposed)).ShouldBe($"proposal {proposed}: the bank has made P-202501-001 of it; reject it.");
        (await AskAsync(fund, batch)).ShouldBe($"batch {batch}: the bank has made P-202501-001 of it; what a bank makes and sends back reopens by its own line.");
    }
}
