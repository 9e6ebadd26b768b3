using WelfareFund.Capital;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

public sealed class CapitalAccountsTests
{
    private const string Ranks = """
        { "tranches": [{ "id": "senior", "rank": 1, "preferredReturn": { "rate": "0.03" } }, { "id": "junior", "rank": 2 }],
          "waterfall": [{ "step": "preferred-return", "tranche": "senior" }, { "step": "return-of-capital", "tranche": "senior" },
                        { "step": "return-of-capital", "tranche": "junior" }, { "step": "catch-up", "to": "manager", "rate": "1.00", "until": "0.10" }, { "step": "to-fund" }],
          "recycling": { "until": "2030-12-31", "limit": "1000000.00" } }
        """;

    private static readonly CapitalStanding Standing = Given.Standing(Holding("bank", "senior", "2025-01-01 100000.00"), Holding("foundation", "junior", "2025-01-01 50000.00"));

    [Theory]
    [InlineData(160_000.00, 103_000.00, 50_000.00, 333.33, 6_666.67)]
    [InlineData(150_000.00, 103_000.00, 47_000.00, 0, 0)]
    [InlineData(101_000.00, 101_000.00, 0, 0, 0)]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(-5_000.00, 0, 0, 0, -5_000.00)]
    public void The_lowest_tranche_loses_first_and_recycling_does_not_count(decimal netAssets, decimal senior, decimal junior, decimal manager, decimal surplus)
    {
        var position = CapitalAccounts.At(Day("2026-01-01"), Euros(netAssets), TermsOf(Ranks), Standing);
        position.Accounts.Select(account => account.Balance).ShouldBe([Euros(senior), Euros(junior)]);
        (position.ManagerClaim, position.RecycledSurplus).ShouldBe((Euros(manager), Euros(surplus)));
    }

    [Fact]
    public void What_was_distributed_before_is_not_claimed_again()
    {
        var paid = Standing.After(Waterfall.Pay(Day("2025-12-31"), Euros(42_991.78m), TermsOf(Ranks) with { Recycling = null }, Standing, Occasion.Distribution));

        // 2,991.78 return and 40,000.00 principal were paid; a day on 60,000.00 and the rest of a cent are owed.
        var position = CapitalAccounts.At(Day("2026-01-01"), Euros(100_000m), TermsOf(Ranks), paid, explain: true);
        (position.Accounts[0].PaidIn, position.Accounts[0].Capital, position.Accounts[0].Preferred).ShouldBe((Euros(100_000m), Euros(60_000m), Euros(4.93m)));
        position.Accounts[1].Balance.ShouldBe(Euros(39_995.07m));
        position.Accounts[0].Parts.Select(part => part.Step.Name).ShouldBe(["preferred-return", "return-of-capital"]);
    }
}
