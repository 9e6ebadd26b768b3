using NodaTime;
using WelfareFund.Statements;

namespace WelfareFund.Tests.Statements;

public sealed class DistributionNoticeTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly LocalDate On = new(2025, 7, 1);
    private static readonly TrancheCommitment Before = new("senior", Euros(600), Euros(400), Euros(400), Euros(200), Euros(0));

    private static readonly DistributedPart[] Parts =
    [
        new(1, "senior", DistributedKind.Preferred, Euros(12), Euros(0), "why"), new(2, "senior", DistributedKind.Recycled, Euros(50), Euros(0), "why"),
        new(2, "senior", DistributedKind.Capital, Euros(100), Euros(40), "why"), new(5, "senior", DistributedKind.Profit, Euros(3), Euros(0), "why"),
    ];

    private static DistributionNotice Notice(IReadOnlyList<DistributedPart> parts, TrancheCommitment after, decimal held = 1_200) => new(
        new("fund", "Fund", Eur, new("bank"), "Bank", KnownAt: 100), new("DIST-2", 2, On, Euros(1000), Euros(900), [new("Bank: main", Euros(held)), new("Provider payable", Euros(-200))]), parts, [new(Before, after)], [], null, new("Maker", "Checker"));

    [Fact]
    public void What_is_held_and_bound_is_the_distributable_cash() =>
        Should.Throw<ArgumentException>(() => Notice(Parts, Before with { Unfunded = Euros(240), Recallable = Euros(40) }, held: 1_200.01m))
            .Message.ShouldStartWith("What is held and bound does not sum to the distributable cash of 1000.00 EUR.");

    [Fact]
    public void What_is_paid_is_capital_and_return_and_what_is_recycled_is_not()
    {
        var notice = Notice(Parts, Before with { Unfunded = Euros(240), Recallable = Euros(40) });

        (notice.Amount, notice.Capital, notice.Preferred, notice.Profit, notice.Recycled, notice.Recallable).ShouldBe((Euros(115), Euros(100), Euros(12), Euros(3), Euros(50), Euros(40)));
        notice.Identity.ShouldBe(new DocumentIdentity("distribution-notice", "bank", On, "DIST-2"));
    }

    [Fact]
    public void A_commitment_moves_by_what_may_be_called_again_and_by_nothing_else() =>
        Should.Throw<ArgumentException>(() => Notice(Parts, Before)).Message.ShouldStartWith("What of senior may be called again moves its commitment by another amount.");

    [Fact]
    public void Nobody_is_told_of_a_distribution_that_has_nothing_for_them() =>
        Should.Throw<ArgumentException>(() => Notice([], Before)).Message.ShouldStartWith("The distribution DIST-2 has nothing of bank.");

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
}
