using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class SettlementTextTests
{
    private static readonly Gen<Money> Amounts =
        from code in Gen.Elements("EUR", "JPY", "KWD")
        from units in Gen.OneOf(Gen.Choose(-200, 200).Select(small => (long)small), Gen.Elements(long.MinValue, long.MinValue + 1, long.MaxValue, 999_999_999_999_999, 1_000_000_000_000_000, -999_999_999_999_999, -1_000_000_000_000_000), ArbMap.Default.GeneratorFor<long>())
        select new Money(units, Currency.Of(code));

    [Fact]
    public void An_event_keeps_every_amount_as_the_amount_itself_is_written_and_gives_it_back() =>
        Prop.ForAll(Arb.From(Amounts), amount =>
        {
            var kept = SettlementJson.WriteEvent(new BankCharged("line", "main", amount, amount));
            kept.ShouldContain($"\"amount\":\"{amount}\"");
            SettlementJson.ReadEvent(kept).ShouldBe(new BankCharged("line", "main", amount, amount));
        }).QuickCheckThrowOnFailure();

    [Theory, InlineData("1.5 EUR", 150), InlineData("1 EUR", 100), InlineData("1,000.00 EUR", 100_000), InlineData("-0.05 EUR", -5), InlineData("1.005 EUR", 100)]
    public void Amounts_that_were_written_otherwise_are_read_as_they_always_were(string written, long units) =>
        ((BankCharged)SettlementJson.ReadEvent(SettlementJson.WriteEvent(new BankCharged("line", "main", new(7, FundInMemory.Eur), new(7, FundInMemory.Eur))).Replace("0.07 EUR", written, StringComparison.Ordinal)))
            .Amount.ShouldBe(new Money(units, FundInMemory.Eur));

    [Fact]
    public void Nobody_may_ask_for_what_the_state_does_not_keep()
    {
        Should.Throw<ArgumentException>(() => FundState.Of([]).IsSettled("contribution", "W1:2025-01"));
        FundState.Of([]).IsSettled("outcome", "CL1").ShouldBeFalse();
    }
}
