using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>The bank has promised 600,000.00 of senior capital, of which 180,000.01 were called and paid on 18 October.</summary>
public sealed class InterestTransferTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly InvestorId Bank = new("bank");
    private static readonly InvestorId Pension = new("pension");

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static FundInMemory PaidFund()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), Euros(180_000.01m), "call-1 bank");
        fund.Bank("main", new(2024, 10, 18), Euros(120_000), "call-1 foundation");
        fund.Settle(new(2024, 10));
        return fund;
    }

    private static Result<Proposal> Transfer(FundInMemory fund, decimal share, string id = "TRANSFER-1", string tranche = "senior", InvestorId? from = null, InvestorId? to = null) =>
        InterestTransferRun.Calculate(FundInMemory.Terms, new(id, from ?? Bank, to ?? Pension, tranche, share, new(2024, 11, 11)), fund.Facts, fund.Posted);

    [Fact]
    public void A_part_of_an_interest_moves_with_its_unfunded_commitment_and_its_value_dates()
    {
        var fund = PaidFund();
        var before = fund.Standing(AccountRole.InvestorCapital, AccountRole.UnfundedCommitments, AccountRole.SignedCommitments);
        before.ShouldContain("investor-capital bank/senior -180000.01 EUR");

        var line = Transfer(fund, 0.25m).Value.Lines.ShouldHaveSingleItem();
        fund.Post([line]);

        TraceText.Sentence(line.Trace).ShouldBe("419,999.99 EUR unfunded × 25%, to the nearest unit, 105,000.00; 180,000.01 EUR paid in on 2024-10-18 × 25%, to the nearest unit, 45,000.00; "
            + "150,000.00 EUR of the commitment moves from bank to pension");
        fund.Standing(AccountRole.InvestorCapital, AccountRole.UnfundedCommitments, AccountRole.InterestsTransferred).ShouldBe(
        [
            "investor-capital bank/senior -135000.01 EUR", "investor-capital foundation/first-loss -120000.00 EUR", "investor-capital pension/senior -45000.00 EUR",
            "unfunded-commitments bank/senior 314999.99 EUR", "unfunded-commitments foundation/first-loss 280000.00 EUR", "unfunded-commitments pension/senior 105000.00 EUR",
        ]);
        var holdings = CapitalHoldings.Of(fund.Posted, fund.Facts.BankLines, FundInMemory.Terms.Capital, Eur);
        holdings.Single(holding => holding.Investor == Pension).Drawdowns.ShouldBe([new(new(2024, 10, 18), Euros(45_000))]);
        holdings.Single(holding => holding.Investor == Bank).Drawdowns.ShouldBe([new(new(2024, 10, 18), Euros(135_000.01m))]);
    }

    [Fact]
    public void Who_took_an_interest_over_is_called_for_it_and_pays()
    {
        var fund = PaidFund();
        fund.Post(Transfer(fund, 1).Value.Lines);
        fund.Tell(facts => facts with { Calls = [.. facts.Calls, facts.Calls[0] with { Id = "call-2", CalledOn = new(2024, 11, 12), DueOn = new(2024, 11, 26), Amount = Euros(69_999.99m) }] });
        fund.Bank("main", new(2024, 11, 26), Euros(41_999.99m), "call-2 pension");

        // Unfunded: 419,999.99 and 280,000.00.
        fund.Settle(new(2024, 11)).Lines.Where(line => line.Event is CapitalCalled or DrawdownReceived).Select(line => $"{line.Subject} {line.Amount}").ShouldBe(
            ["call-2 41999.99 EUR", "call-2 28000.00 EUR", $"main:{fund.Facts.BankLines[^1].Intake:D8} 41999.99 EUR"]);
    }

    [Fact]
    public void What_cannot_move_is_refused_with_its_reason()
    {
        var fund = PaidFund();
        Transfer(fund, 0).Refusals[0].Code.ShouldBe("bad-share");
        Transfer(fund, 1.01m).Refusals[0].Code.ShouldBe("bad-share");
        Transfer(fund, 1, to: Bank).Refusals[0].Code.ShouldBe("same-investor");
        Transfer(fund, 1, tranche: "first-loss").Refusals[0].Code.ShouldBe("nothing-held");
        Transfer(fund, 0.000000001m).Refusals[0].Code.ShouldBe("nothing-moves");
        fund.Post(Transfer(fund, 1).Value.Lines);
        Transfer(fund, 1).Refusals[0].Code.ShouldBe("known-id");
        Transfer(fund, 1, "TRANSFER-2").Refusals[0].Code.ShouldBe("nothing-held");

        var unpaid = new FundInMemory();
        unpaid.Settle(new(2024, 10));
        Transfer(unpaid, 1).Refusals[0].ToString().ShouldBe("bank/senior: the call call-1 is not paid in full; an interest moves once what was called of it is paid.");
    }

    [Fact]
    public void The_sum_over_holdings_never_changes() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 1_000_000).Select(part => part / 1_000_000m).ListOf(6)), shares =>
        {
            var fund = PaidFund();
            var before = Sums();
            foreach (var (share, i) in shares.Select((share, i) => (share, i)))
            {
                var transfer = Transfer(fund, share, $"T-{i}", from: i % 3 == 2 ? Pension : Bank, to: i % 3 == 2 ? Bank : Pension);
                if (!transfer.IsRefused)
                    fund.Post(transfer.Value.Lines);
            }

            Sums().ShouldBe(before);

            (Money, Money, Money, Money, long) Sums() => (
                fund.BalanceOf(AccountRole.InvestorCapital, Eur), fund.BalanceOf(AccountRole.UnfundedCommitments, Eur), fund.BalanceOf(AccountRole.SignedCommitments, Eur), fund.BalanceOf(AccountRole.InterestsTransferred, Eur),
                CapitalHoldings.Of(fund.Posted, fund.Facts.BankLines, FundInMemory.Terms.Capital, Eur).SelectMany(holding => holding.Drawdowns).Sum(drawdown => drawdown.Amount.MinorUnits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
}
