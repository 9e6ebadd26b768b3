using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class PayerTraceTests
{
    [Theory]
    [InlineData("membership", 0)]
    [InlineData("employer-repaid", 2700)]
    [InlineData("employer-bond", 300)]
    [InlineData("government-pathway", null)]
    [InlineData("pooled-savings", 3000)]
    public void A_payers_lines_recompute_each_month(string folder, int? signedFor)
    {
        var fund = new PayerFund(folder);
        if (signedFor is { } cap)
            fund.Signs("A1", new(2025, 1, 2), cap);
        fund.Works("E1", "orchard", new(2025, 1, 13), new(2025, 5, 20));
        var first = fund.Terms.Contracts[0].RateCards[0].Metrics[0];
        fund.Achieves(first.Id, new(2025, 1, 13), new(2025, 1, 20));
        for (var month = 1; month <= 5; month++)
            fund.Earns(new(2025, month), 3000 + month, "orchard");

        var lines = fund.SettleThrough(2025, 6).Where(line => line.Event is PayerDue or MembershipStarted or MembershipEarned).ToList();

        lines.Count.ShouldBeGreaterThan(2);
    }
}
