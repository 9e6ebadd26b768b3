using WelfareFund.AcceptanceTests.Capital;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Ledger;

/// <summary>On a fund with 10.00 EUR of interest.</summary>
public sealed class ManualEntryTests
{
    private static readonly NodaTime.LocalDate On = new(2025, 2, 10);

    private static async Task<Result<ProposedRun>> ProposeAsync(InvestedFund fund, string[] debits, string[] credits, string? reverses = null, string reason = "the bank named it wrongly") =>
        await fund.Get<MakeManualEntry>().RunAsync(fund.Maker, new(InvestedFund.Id, debits, credits, reverses, reason, On));

    private static async Task<string[]> BalancesAsync(InvestedFund fund) =>
        [.. (await fund.AskAsync("report", "trial-balance", "--fund", InvestedFund.Id, "--csv")).Split("\r\n").Where(row => row.Contains(",4200,", StringComparison.Ordinal) || row.Contains(",5500,", StringComparison.Ordinal)
            || row.Contains(",5700,", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_manual_entry_posts_what_its_approver_was_shown_and_its_reversal_takes_it_back(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        var proposed = (await ProposeAsync(fund, ["5500=1.50", "5700=2.50"], ["4200=4.00"])).Value;
        (await BalancesAsync(fund)).ShouldBe(["books,4200,Interest,EUR,0.00,10.00"]);

        var shown = (await fund.Get<ShowProposal>().RunAsync(fund.Checker, proposed.Proposal)).Value.Content;
        shown.Words.ShouldBe(["makes the manual entry M-1, because: the bank named it wrongly"]);
        shown.Entries.ShouldHaveSingleItem().Postings.Select(posting => $"{posting.Name.Code} {posting.Amount}").ShouldBe(["5500 1.50 EUR", "5700 2.50 EUR", "4200 -4.00 EUR"]);
        (await fund.ApproveAsync(fund.Maker with { Roles = fund.Checker.Roles }, proposed.Proposal)).ShouldContain("nobody decides on what they proposed themselves");
        (await fund.ApproveAsync(proposed.Proposal)).ShouldBe("the manual entry M-1 is approved and posted");
        (await BalancesAsync(fund)).ShouldBe(["books,4200,Interest,EUR,0.00,14.00", "books,5500,Administration,EUR,1.50,0.00", "books,5700,Bank charges,EUR,2.50,0.00"]);

        var back = (await ProposeAsync(fund, [], [], "M-1")).Value;
        (await fund.ApproveAsync(back.Proposal)).ShouldBe("the manual entry M-2 is approved and posted");
        (await BalancesAsync(fund)).ShouldBe(["books,4200,Interest,EUR,0.00,10.00"], "accounts that are at zero again");
        (await ProposeAsync(fund, [], [], "M-1")).Refusals.ShouldHaveSingleItem().ToString().ShouldBe("--reverse: M-1 is reversed by M-2 already; make a new entry.");
        await using (var context = fund.NewContext())
        {
            var entries = context.Entries.Where(entry => entry.Fund == 1).OrderByDescending(entry => entry.Sequence).Take(2).ToList();
            entries[0].Corrects.ShouldBe(entries[1].Sequence, "the two are linked");
        }

        await fund.TellAsync("bank-balances", "main,2025-02-28,10.00,EUR");
        await fund.SettleAsync(2, RunState.Sealed);
        await fund.AskAsync("verify", "--fund", InvestedFund.Id);
    }

    [Theory]
    [InlineData("5500=1.00", "4200=2.00", "--debit, --credit: debits of 1.00 EUR and credits of 2.00 EUR differ by 1.00 EUR; an entry sums to zero.")]
    [InlineData("5500=1.00", "5500=1.00", "--debit, --credit: administration is named twice; name each account once.")]
    [InlineData("5500=1.00", "1000=1.00", "--credit: 1000 is no account of income or expense: only facts of the fund change it; tell the fact that is missing, or correct the one that is wrong.")]
    [InlineData("5500=1.00", "2110=1.00", "--credit: 2110 is no account of income or expense: only facts of the fund change it; tell the fact that is missing, or correct the one that is wrong.")]
    [InlineData("5500=1.00", "7777=1.00", "--credit: the fund has no account 7777; `report trial-balance` shows the codes.")]
    [InlineData("5500", "4200=1.00", "--debit: '5500' is no posting; write an account's code and an amount, as in 5500=40.00.")]
    [InlineData("5500=-1.00", "4200=1.00", "--debit: -1.00 EUR is not above zero; write a positive amount.")]
    [InlineData("5500=1.00", null, "--debit, --credit: an entry has at least one debit and one credit; name the account on the other side.")]
    [InlineData(null, null, "--debit, --credit, --reverse: an entry has debits and credits, or the number of an entry to reverse; give either, and not both.")]
    public async Task What_people_may_not_move_is_refused_and_nothing_is_kept(string? debit, string? credit, string sentence)
    {
        await using var fund = await InvestedFund.LiveAsync(Engine.Sqlite);
        var runs = (await fund.RunsAsync()).Count;
        (await ProposeAsync(fund, debit is null ? [] : [debit], credit is null ? [] : [credit])).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(sentence);
        (await fund.RunsAsync()).Count.ShouldBe(runs);
    }

    [Fact]
    public async Task A_reversal_names_an_entry_that_was_made_by_hand()
    {
        await using var fund = await InvestedFund.LiveAsync(Engine.Sqlite);
        (await ProposeAsync(fund, [], [], "M-1")).Refusals.ShouldHaveSingleItem().ToString()
            .ShouldBe("--reverse: 'M-1' is no manual entry that was posted; name one as `report entries` shows it; what a fact told is corrected by another fact.");
        (await ProposeAsync(fund, ["5500=1.00"], ["4200=1.00"], "M-1")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("bad-posting");
        (await ProposeAsync(fund, ["5500=1.00"], ["4200=1.00"], reason: " ")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-reason");
    }
}
