using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Statements;
using WelfareFund.Settlement;
using WelfareFund.Statements;

namespace WelfareFund.AcceptanceTests.Capital;

public sealed class TransferInterestTests
{
    private static readonly LocalDate EndOfMarch = new(2025, 3, 31);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_interest_passes_with_what_was_called_and_paid_in_and_both_statements_say_so(Engine engine)
    {
        await using var fund = await InvestedFund.LiveAsync(engine);
        await fund.TellAsync("capital-calls", "call-1,2025-02-04,2025-02-25,60000.00,first starts");
        await fund.TellAsync("bank", "main,2025-02-25,2025-02-24,60000.00,EUR,call-1 inv-a,b-1");
        await fund.TellAsync("bank-balances", "main,2025-02-28,60010.00,EUR\nmain,2025-03-31,60010.00,EUR");
        await fund.SettleAsync(2, RunState.Sealed);

        var transfer = (await fund.Get<TransferInterest>().RunAsync(fund.Maker, new(InvestedFund.Id, "inv-a", "inv-c", "senior", 0.25m, new(2025, 3, 3)))).Value;
        (await fund.ApproveAsync(transfer.Proposal)).ShouldBe("the transfer TRANSFER-1 of 0.25 of inv-a/senior to inv-c is approved and posted");
        await fund.SettleAsync(3, RunState.Sealed);

        (await StatementAsync(fund, "inv-a", EndOfMarch)).ShouldBe("75000.00 45000.00 45000.00 30000.00; 45000.00 paid in, account 45000.00, PIC 0.6");
        (await StatementAsync(fund, "inv-c", EndOfMarch)).ShouldBe("25000.00 15000.00 15000.00 10000.00; 15000.00 paid in, account 15000.00, PIC 0.6");
        (await StatementAsync(fund, "inv-a", new(2025, 2, 28))).ShouldBe("100000.00 60000.00 60000.00 40000.00; 60000.00 paid in, account 60000.00, PIC 0.6", "what was, stays");

        var distribution = (await fund.Get<DistributeCapital>().RunAsync(fund.Maker, new(InvestedFund.Id, "1000.00", On: new(2025, 4, 1)))).Value;
        distribution.Lines.Where(line => line.Kind == "distribution").Select(line => $"{line.Subject} {line.Amount}").ShouldBe(
            ["DIST-1:1:return-of-capital:inv-a/senior 750.00 EUR", "DIST-1:1:return-of-capital:inv-c/senior 250.00 EUR"]);
        await fund.ApproveAsync(distribution.Proposal);

        // 20% of what inv-a has left, and of the 750.00 it got.
        var second = (await fund.Get<TransferInterest>().RunAsync(fund.Maker, new(InvestedFund.Id, "inv-a", "inv-c", "senior", 0.2m, new(2025, 4, 2)))).Value;
        await fund.ApproveAsync(second.Proposal);
        var (seller, buyer) = (await StatementOfAsync(fund, "inv-a", new(2025, 4, 30)), await StatementOfAsync(fund, "inv-c", new(2025, 4, 30)));
        Told(seller).ShouldBe("60000.00 36000.00 36000.00 24000.00; 36000.00 paid in, account 35400.00, PIC 0.6");
        Told(buyer).ShouldBe("40000.00 24000.00 24000.00 16000.00; 24000.00 paid in, account 23600.00, PIC 0.6");
        (seller.RollForward.Distributions.SinceInception, buyer.RollForward.Distributions.SinceInception).ShouldBe((Euros(-600m), Euros(-400m)), "each by what its own interest had");
        (seller.Performance.SinceInception.Dpi, buyer.Performance.SinceInception.Dpi).ShouldBe((0.0167m, 0.0167m));
        seller.Notes.ShouldContain("On 2025-04-02 an interest in senior passed from you with its past: 9000.00 EUR paid in and 150.00 EUR distributed. "
            + "They stand in the lines of the quarter and the year in which it passed, and no money moved.");
        await fund.SettleAsync(4, RunState.Posted);
        (await fund.Get<VerifyBooks>().RunAsync(fund.Maker, InvestedFund.Id, null)).Value.Findings.ShouldBeEmpty();
    }

    private static Money Euros(decimal amount) => Money.Round(amount, Currency.Of("EUR"), RoundingMode.HalfUp);

    private static async Task<string> StatementAsync(InvestedFund fund, string investor, LocalDate on) => Told(await StatementOfAsync(fund, investor, on));

    private static async Task<InvestorStatement> StatementOfAsync(InvestedFund fund, string investor, LocalDate on) =>
        (await fund.Get<StateInvestor>().RunAsync(fund.Maker, InvestedFund.Id, investor, on)).Value.Statement;

    /// <summary>Committed, called, paid in and unfunded; then what the roll-forward and the returns say.</summary>
    private static string Told(InvestorStatement statement)
    {
        var total = statement.CommitmentTotal;
        return FormattableString.Invariant($"{total.Committed.ToAmountString()} {total.Called.ToAmountString()} {total.PaidIn.ToAmountString()} {total.Unfunded.ToAmountString()}; ")
            + FormattableString.Invariant($"{statement.RollForward.PaidIn.SinceInception.ToAmountString()} paid in, account {statement.RollForward.Closing.ToAmountString()}, PIC {statement.Performance.SinceInception.Pic}");
    }
}
