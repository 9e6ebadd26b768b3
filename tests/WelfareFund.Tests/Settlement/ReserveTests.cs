using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

public sealed class ReserveTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly YearMonth October = new(2024, 10);

    [Fact]
    public void What_is_achieved_and_not_accepted_is_disclosed_at_price_and_posts_nothing()
    {
        var fund = ClawbackTests.Fund();
        fund.Claim("C1", "trained", new(2024, 10, 5), null);

        // The claimed training, 33,000.00, and the start that the records show, 66,000.00: at 60 they are 1,650.00 EUR.
        var reserve = fund.Settle(October).Lines.Single(line => line.Kind == "reserve");
        TraceText.Sentence(reserve.Trace).ShouldContain("and 1,650.00 for 2 outcomes achieved and not yet accepted");
        reserve.Event.ShouldBeNull();
        fund.BalanceOf(AccountRole.ProviderPayable, Php).IsZero.ShouldBeTrue();
    }

    [Fact]
    public void What_can_no_longer_be_claimed_was_accepted_or_is_beyond_the_contracts_maximum_is_not_reserved()
    {
        var fund = ClawbackTests.Started(contract => contract with { Maximum = new Money(7_000_000, Php) });
        fund.Claim("C2", "trained", new(2024, 10, 5), null);
        Unaccepted(fund.Settle(October)).ShouldBe("66.67 for 1 outcomes", "4,000.00 PHP are left of the contract");

        var late = ClawbackTests.Fund();
        for (var month = October; month < new YearMonth(2025, 1); month = month.PlusMonths(1))
            late.Settle(month);
        Unaccepted(late.Settle(new(2025, 1))).ShouldBe("0.00 for 0 outcomes", "the start of 7 October could be claimed until 5 January");

        static string Unaccepted(Proposal proposal) =>
            TraceText.Sentence(proposal.Lines.Single(line => line.Kind == "reserve").Trace).Split(", and ")[1].Split(" achieved")[0];
    }

    [Fact]
    public void A_purchase_takes_what_base_currency_does_not_reach_for_out_of_another_account()
    {
        var fund = ClawbackTests.Started();
        fund.Bank("main", new(2024, 10, 25), new(-44_189_900, Eur), "elsewhere");
        fund.Bank("tokyo", new(2024, 10, 25), new(60_000_000, Jpy), "unknown");
        fund.Tell(facts => facts with { BankLines = [.. facts.BankLines.Select(line => line.BankAccount == "tokyo" ? line with { Reference = "INTEREST" } : line)] });

        // 101.01 EUR after the administration buy 6,060.60 PHP; the other 53,339.40 take 142,238 JPY at 160 ÷ 60.
        var purchases = fund.Settle(October).Lines.Where(line => line.Event is ExchangeInstructed).Select(line => (ExchangeInstructed)line.Event!).ToList();
        purchases.Select(purchase => (purchase.FromAccount, purchase.ToAccount, purchase.Buy)).ShouldBe(
            [("main", "manila", purchases[0].Buy), ("tokyo", "manila", new Money(5_940_000, Php) - purchases[0].Buy)]);
        purchases[0].Estimate.ShouldBe(fund.BalanceOf(AccountRole.Bank, Eur, "main") + fund.BalanceOf(AccountRole.PaymentsInTransit, Eur, "main"));
        purchases[1].Estimate.Currency.ShouldBe(Jpy);
    }
}
