using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Capital;

/// <summary>One investor's money in one tranche, in base currency: what was paid in, and what came back of it.</summary>
/// <param name="Drawdowns">In any order.</param>
public sealed record Holding(InvestorId Investor, string Tranche, IReadOnlyList<Drawdown> Drawdowns)
{
    /// <summary>What distributions have paid so far, in any order.</summary>
    public IReadOnlyList<Receipt> Received { get; init; } = [];

    public Money PaidIn(Currency currency) => Drawdowns.Aggregate(Money.Zero(currency), (sum, drawdown) => sum + drawdown.Amount);
    public Money Returned(Currency currency) => Received.Aggregate(Money.Zero(currency), (sum, receipt) => sum + receipt.Capital);
    public Money Profit(Currency currency) => Received.Aggregate(Money.Zero(currency), (sum, receipt) => sum + receipt.Preferred + receipt.Profit);
}

public sealed record Drawdown(LocalDate ValueDate, Money Amount);

/// <summary>What a holding was paid on a day.</summary>
/// <param name="Capital">Principal, which bears no more preferred return from this day on.</param>
/// <param name="Preferred">Preferred return, which is no longer owed.</param>
/// <param name="Profit">All the rest.</param>
public sealed record Receipt(LocalDate On, Money Capital, Money Preferred, Money Profit)
{
    internal bool IsNothing => Capital.IsZero && Preferred.IsZero && Profit.IsZero;

    /// <summary>Both of one day.</summary>
    internal Receipt With(Receipt other) => new(On, Capital + other.Capital, Preferred + other.Preferred, Profit + other.Profit);

    /// <summary>What takes it away again.</summary>
    internal Receipt Negated() => new(On, -Capital, -Preferred, -Profit);
}

/// <summary>What the waterfall has to know of the past.</summary>
/// <param name="Holdings">In the stable order that decides ties.</param>
/// <param name="ManagerReceived">All that the manager was paid of profit so far.</param>
/// <param name="Recycled">All principal that stayed in the fund so far instead of being paid out; it counts against the limit.</param>
public sealed record CapitalStanding(IReadOnlyList<Holding> Holdings, Money ManagerReceived, Money Recycled)
{
    /// <summary>Before any distribution.</summary>
    public static CapitalStanding Of(IReadOnlyList<Holding> holdings, Currency currency) => new(holdings, Money.Zero(currency), Money.Zero(currency));

    /// <summary>Once a payout of this standing was paid.</summary>
    public CapitalStanding After(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return new(
            [.. Holdings.Select(holding => Receive(holding, payout))],
            ManagerReceived + payout.To<Recipient.Manager>(),
            Recycled + payout.Of(PartKind.Recycled));
    }

    private static Holding Receive(Holding holding, Payout payout)
    {
        var own = new Recipient.Holder(holding.Investor, holding.Tranche);
        var receipt = new Receipt(payout.On, payout.Of(PartKind.ReturnOfCapital, own), payout.Of(PartKind.PreferredReturn, own), payout.Of(PartKind.Profit, own));
        return receipt.IsNothing ? holding : holding with { Received = [.. holding.Received, receipt] };
    }
}
