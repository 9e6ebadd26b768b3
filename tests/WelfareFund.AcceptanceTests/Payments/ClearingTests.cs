using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Payments;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Payments;

public sealed class ClearingTests
{
    private const string Header = "account,bank_account,subject,party,amount,currency,since,suggestions";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_receipt_is_suggested_and_allocated_by_two_and_a_statement_that_pays_everything_closes_all_clearing_accounts(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellAsync("capital-calls", "call_id,called_on,due_on,amount,purpose", "call-2,2025-02-03,2025-02-28,500.00,more starts");
        await fund.TellBankAsync("main,2025-02-20,2025-02-20,500.00,EUR,thank you,b-1");
        await fund.SettleAsync(2, RunState.Paid);
        var receipt = (await fund.Get<Application.Reports.ClearingReport>().RunAsync(fund.Maker, PayingFund.Id, new())).Value.Single(item => item.Kind is ClearingKind.UnallocatedReceipts).Subject;
        (await fund.AskAsync("report", "clearing", "--fund", PayingFund.Id, "--csv")).ReplaceLineEndings("\n").ShouldBe(
            $"""
            {Header}
            payments-in-transit,main,P-202501-001,administration administrator,-100.00,EUR,2025-01-31,
            payments-in-transit,main,P-202501-002,provider visayas-1,-1500.00,EUR,2025-01-31,
            payments-in-transit,main,P-202502-001,administration administrator,-100.00,EUR,2025-02-28,
            unallocated-receipts,main,{receipt}, ,-500.00,EUR,2025-02-20,allocate to 'call-2 inv-a': investor inv-a has exactly this open
            called-capital,,call-2 inv-a,investor inv-a/senior,500.00,EUR,2025-02-03,

            """.ReplaceLineEndings("\n").Replace(", ,", ",,", StringComparison.Ordinal));

        var early = await fund.Get<AllocateReceipt>().RunAsync(fund.Maker, PayingFund.Id, receipt, "call-2 inv-a", new LocalDate(2025, 2, 19));
        early.Refusals.ShouldHaveSingleItem().ToString().ShouldBe("--on: the bank booked the receipt on 2025-02-20, and nothing is allocated before it is there; name that day or a later one.");
        var wrong = await fund.Get<AllocateReceipt>().RunAsync(fund.Maker, PayingFund.Id, receipt, "call-9", new LocalDate(2025, 2, 28));
        wrong.Refusals[0].Code.ShouldBe("unknown-reference");
        var proposed = await fund.Get<AllocateReceipt>().RunAsync(fund.Maker, PayingFund.Id, receipt, "call-2 inv-a", new LocalDate(2025, 2, 28));
        proposed.Refusals.ShouldBeEmpty();
        (await fund.ApproveAsync(proposed.Value.Proposal)).ShouldBe($"the receipt {receipt} is allocated to call-2 inv-a and posted");

        await fund.TellBankAsync("main,2025-03-06,2025-03-06,-1500.00,EUR,P-202501-002,b-2", "main,2025-03-06,2025-03-06,-100.00,EUR,P-202501-001,b-3", "main,2025-03-06,2025-03-06,-100.00,EUR,P-202502-001,b-4");
        await fund.TellAsync("bank-balances", "bank_account,on,balance,currency", "main,2025-02-28,10500.00,EUR");
        await fund.SettleAsync(2, RunState.Sealed);
        await fund.SettleAsync(3, RunState.Posted);
        (await fund.AskAsync("report", "clearing", "--fund", PayingFund.Id, "--csv")).Trim().ShouldBe(Header);
        await fund.AskAsync("verify", "--fund", PayingFund.Id);
    }
}
