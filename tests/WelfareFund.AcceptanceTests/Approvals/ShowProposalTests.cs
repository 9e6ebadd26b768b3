using Microsoft.EntityFrameworkCore;
using WelfareFund.AcceptanceTests.Capital;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Settlement;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Approvals;

public sealed class ShowProposalTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_approver_is_shown_exactly_what_is_posted_and_looking_changes_nothing(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        await fund.TellAsync("commitments", "com-2,inv-b,first-loss,50000.00,EUR,2025-02-03");
        var call = (await fund.Get<CallCapital>().RunAsync(fund.Maker, new(InvestedFund.Id, "40000.00", new(2025, 2, 28), "the first cohort", new(2025, 2, 3)))).Value;
        var before = await StandingAsync(fund);

        var shown = (await fund.Get<ShowProposal>().RunAsync(fund.Checker, call.Proposal)).Value;

        shown.Head.State.ShouldBe("pending");
        shown.Content.Entries.SelectMany(entry => entry.Postings).Select(posting => posting.Party).ShouldContain("inv-b/first-loss", "whom the books have not seen yet");
        shown.Content.Words.ShouldBe(["calls 40000.00 EUR by CALL-1 on 2025-02-03, due on 2025-02-28, for the first cohort"]);
        (await StandingAsync(fund)).ShouldBe(before);
        (await fund.Get<ShowProposal>().ListAsync(fund.Checker, InvestedFund.Id, all: false)).Value.Select(head => head.Number).ShouldBe([call.Proposal]);

        await fund.ApproveAsync(call.Proposal);
        await IsWhatWasPostedAsync(fund, call.Run, shown.Content.Entries);
        (await fund.Get<ShowProposal>().ListAsync(fund.Checker, InvestedFund.Id, all: false)).Value.ShouldBeEmpty();

        // Two thirds of the call.
        await fund.TellAsync("bank", "main,2025-02-25,2025-02-24,26666.67,EUR,CALL-1 inv-a,b-1");
        var month = (await fund.Get<SettleMonth>().RunAsync(fund.Maker, InvestedFund.Id, new(2025, 2), RunState.Paid)).Value;
        var settlement = (await fund.Get<ShowProposal>().RunAsync(fund.Checker, month.Proposal!.Value)).Value;
        settlement.Content.Entries.SelectMany(entry => entry.Postings).Select(posting => posting.Party).ShouldContain("inv-a/senior");
        await fund.ApproveAsync(month.Proposal.Value);
        await fund.SettleAsync(2, RunState.Paid);
        await IsWhatWasPostedAsync(fund, month.Run, settlement.Content.Entries);
    }

    [Fact]
    public async Task A_proposal_is_shown_to_nobody_whose_fund_it_is_not()
    {
        await using var fund = await InvestedFund.LiveAsync(Engine.Sqlite);
        var call = (await fund.Get<CallCapital>().RunAsync(fund.Maker, new(InvestedFund.Id, "40000.00", new(2025, 2, 28), "the first cohort", new(2025, 2, 3)))).Value;
        var stranger = new Actor(99, "a stranger", fund.Checker.IsSample, Channel.Cli, null, new Dictionary<int, IReadOnlySet<Role>>());

        (await fund.Get<ShowProposal>().RunAsync(stranger, call.Proposal)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
        (await fund.Get<ShowProposal>().RunAsync(stranger, call.Proposal + 1)).Refusals.ShouldHaveSingleItem().ToString()
            .ShouldBe((await fund.Get<ShowProposal>().RunAsync(fund.Checker, call.Proposal + 1)).Refusals[0].ToString());
    }

    private static async Task IsWhatWasPostedAsync(InvestedFund fund, long run, IReadOnlyList<ProposedEntry> shown)
    {
        await using var context = fund.NewContext();
        var names = (await context.AccountNames.AsNoTracking().ToListAsync()).ToLookup(name => name.Account);
        var parties = await context.Parties.AsNoTracking().ToDictionaryAsync(party => party.Number, party => party.ExternalId);
        var posted = await context.Entries.AsNoTracking().Include(entry => entry.Postings).Where(entry => entry.Run == run).OrderBy(entry => entry.Sequence).ToListAsync();
        posted.ConvertAll(entry => $"{entry.Key} {entry.Effective} {entry.Concerns}: "
            + string.Join(", ", entry.Postings.OrderBy(posting => posting.Line).Select(posting => $"{names[posting.Account].MaxBy(name => name.Revision)!.Code} {(posting.Party is { } party ? parties[party] : "")} {posting.Amount}")))
            .ShouldBe(shown.Select(entry => $"{entry.Key} {entry.Effective} {entry.Concerns}: "
                + string.Join(", ", entry.Postings.Select(posting => $"{posting.Name.Code} {posting.Party} {posting.Amount}"))));
    }

    private static async Task<(int Accounts, int Parties, int Entries)> StandingAsync(InvestedFund fund)
    {
        await using var context = fund.NewContext();
        return (await context.Accounts.CountAsync(), await context.Parties.CountAsync(), await context.Entries.CountAsync());
    }
}
