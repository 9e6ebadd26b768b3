using Microsoft.EntityFrameworkCore;
using WelfareFund.AcceptanceTests.Capital;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Settlement;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class ChangedProposalTests
{
    [Fact]
    public async Task Lines_that_are_not_the_approved_ones_are_not_posted_and_leave_the_books_as_they_were()
    {
        await using var fund = await InvestedFund.LiveAsync(Engine.Sqlite);
        await fund.TellAsync("bank", "main,2025-02-10,2025-02-10,5.00,EUR,INTEREST,b-1");
        await fund.ApproveAsync((await fund.Get<SettleMonth>().RunAsync(fund.Maker, InvestedFund.Id, new(2025, 2), RunState.Posted)).Value.Proposal!.Value);
        await using var context = fund.NewContext();
        var (before, parties) = ((await context.Heads.AsNoTracking().SingleAsync()).Size, await context.Parties.CountAsync());
        await context.Database.ExecuteSqlRawAsync("DROP TRIGGER settlement_lines_never_updated; UPDATE settlement_lines SET subject = 'main:00000099' WHERE kind = 'bank' AND run = (SELECT max(run) FROM settlement_lines)");

        var posted = await fund.Get<SettleMonth>().RunAsync(fund.Maker, InvestedFund.Id, new(2025, 2), RunState.Posted);

        posted.Refusals[0].Code.ShouldBe("proposal-changed");
        (await context.Heads.AsNoTracking().SingleAsync()).Size.ShouldBe(before);
        (await context.Parties.CountAsync()).ShouldBe(parties);
    }
}
