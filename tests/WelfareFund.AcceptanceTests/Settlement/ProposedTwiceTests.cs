using WelfareFund.AcceptanceTests.Capital;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Settlement;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class ProposedTwiceTests
{
    /// <summary>Two nodes find a paid month; one proposes its sealing, a person approves, and then the other one proposes what it has found.</summary>
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_month_that_was_sealed_since_somebody_looked_is_not_proposed_again(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        await fund.TellAsync("bank-balances", "main,2025-02-28,10.00,EUR");
        await fund.SettleAsync(2, RunState.Paid);
        RunRow found = (await fund.RunsAsync())[^1];
        await fund.SettleAsync(2, RunState.Sealed);

        (await fund.Get<SealMonth>().ProposeAsync(fund.Maker, found.Fund, found, default)).Value.ShouldBeNull();

        (await fund.Get<ShowProposal>().ListAsync(fund.Checker, InvestedFund.Id, all: false)).Value.ShouldBeEmpty("nobody is asked what cannot be done any more");
    }
}
