using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

public sealed class PayerTraceTests
{
    [Theory]
    [InlineData("membership", 0)]
    [InlineData("employer-repaid", 2700)]
    [InlineData("employer-bond", 300)]
    [InlineData("government-pathway", null)]
    [InlineData("pooled-savings", 3000)]
    public void Every_line_of_a_payer_can_be_recomputed_from_its_trace(string folder, int? signedFor)
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
        foreach (var line in lines)
            ((Money?)Recompute(line)).ShouldBe(line.Amount, TraceText.Sentence(line.Trace));
    }

    private static Money Recompute(SettlementLine line)
    {
        foreach (var step in line.Trace.Where(step => step.Template == TraceTemplates.BondDays))
            Share(step, 2, 3, 4).ShouldBe(step.Operands[5]);
        var last = line.Trace[^1];
        switch (last.Template)
        {
            case TraceTemplates.MembershipDue:
                return (Money)last.Operands[3];
            case TraceTemplates.MembershipEarned:
                Share(last, 0, 1, 2).ShouldBe(last.Operands[3]);
                return (Money)last.Operands[3] - (Money)last.Operands[4];
            default:
                last.Template.ShouldBe(TraceTemplates.PayerOwes);
                return (Money)last.Operands[1] - (Money)last.Operands[2];
        }
    }

    private static Money Share(TraceStep step, int amount, int part, int whole) =>
        Money.Round(((Money)step.Operands[amount]).Amount * (int)step.Operands[part] / (int)step.Operands[whole], ((Money)step.Operands[amount]).Currency, RoundingMode.Down);
}
