using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Capital;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Settlement;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class LateBankLinesTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_month_that_was_paid_before_the_bank_told_everything_books_the_rest_with_two_people_and_is_sealed(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        await fund.TellAsync("bank", "main,2025-02-10,2025-02-10,5.00,EUR,INTEREST,b-1");
        await fund.SettleAsync(2, RunState.Paid);
        await fund.TellAsync("bank", "main,2025-02-27,2025-02-27,-2.00,EUR,BANK-CHARGES,b-2\nmain,2025-03-01,2025-03-01,7.00,EUR,INTEREST,b-3");
        await fund.TellAsync("bank-balances", "main,2025-02-28,13.00,EUR");

        var waits = (await fund.Get<SettleMonth>().RunAsync(fund.Maker, InvestedFund.Id, new(2025, 2), RunState.Sealed)).Value;

        waits.State.ShouldBe(RunState.Paid);
        var shown = (await fund.Get<ShowProposal>().RunAsync(fund.Checker, waits.Proposal!.Value)).Value;
        shown.Head.Kind.ShouldBe("bank-lines");
        shown.Content.Words.ShouldBe(["books lines of the bank that were told after 2025-02 was settled (1)"]);
        (await fund.ApproveAsync(waits.Proposal.Value)).ShouldBe("lines of the bank that were told after 2025-02 was settled (1) are booked");
        (await fund.SettleAsync(2, RunState.Sealed)).State.ShouldBe(RunState.Sealed);
        await using (var context = fund.NewContext())
        {
            var last = await context.Entries.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstAsync();
            (last.Effective, last.Key.StartsWith("bank/2025-02-27/", StringComparison.Ordinal)).ShouldBe((new LocalDate(2025, 2, 27), true));
        }

        (await fund.Get<VerifyBooks>().RunAsync(fund.Maker, InvestedFund.Id, null)).Value.Findings.ShouldBeEmpty();
    }
}
