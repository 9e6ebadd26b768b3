using WelfareFund.Capital;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

public sealed class DistributableCashTests
{
    private static readonly NamedAmount[] Bound =
    [
        new("provider-payable", Euros(200_000m)), new("worker-savings-payable", Euros(150_000m)), new("distribution-payable", Euros(0m)),
        new("unspent grants", Euros(300_000m)), new("the reserve", Euros(250_000m)),
    ];

    [Fact]
    public void What_is_owed_or_bound_is_not_distributable()
    {
        var cash = DistributableCash.Of([new("bank:main", Euros(1_000_000m))], Bound, Eur);
        cash.Amount.ShouldBe(Euros(100_000m));
        TraceText.Sentence(cash.Trace).ShouldBe("bank:main has 1,000,000.00 EUR; less 200,000.00 EUR provider-payable; less 150,000.00 EUR worker-savings-payable; "
            + "less 300,000.00 EUR unspent grants; less 250,000.00 EUR the reserve; 100,000.00 EUR may be distributed");
        Recomputed(cash).ShouldBe(100_000m);
    }

    [Fact]
    public void It_is_never_less_than_nothing()
    {
        var cash = DistributableCash.Of([new("bank:main", Euros(500_000m)), new("bank:manila", Euros(0.01m))], Bound, Eur);
        cash.Amount.ShouldBe(Euros(0m));
        TraceText.Sentence(cash.Trace).ShouldEndWith("; 399,999.99 EUR short: nothing may be distributed");
        Recomputed(cash).ShouldBe(0m);
    }

    private static decimal Recomputed(DistributableCash cash) => TraceCalculator.Amount("distributable-cash", TraceText.Sentence(cash.Trace), 0.01m, "EUR", cash.Amount.Amount);
}
