using WelfareFund.Capital;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>An investor gave another one its interest in a tranche, or a part of it, with its past. Nothing of it is new money.</summary>
/// <param name="Commitment">What of the commitment moved: <paramref name="Unfunded"/> and all <paramref name="Drawdowns"/>, less <paramref name="Recallable"/>.</param>
/// <param name="Recallable">What of the capital that came back could be called again, as far as it moved; it is unfunded, or was paid in once more.</param>
/// <param name="Drawdowns">What had been paid in, each at its own value date, as far as it moved.</param>
/// <param name="Received">What distributions had paid, each on its own day, as far as it moved. The money itself stays with whom it was paid to.</param>
public sealed record InterestTransferred(
    string Transfer, InvestorId From, InvestorId To, string Tranche, Money Commitment, Money Unfunded, Money Recallable,
    IReadOnlyList<Drawdown> Drawdowns, IReadOnlyList<Receipt> Received) : FundEvent
{
    /// <summary>What moved of the capital in the books.</summary>
    internal Money PaidIn => Drawdowns.Aggregate(Money.Zero(Commitment.Currency), (sum, drawdown) => sum + drawdown.Amount);

    /// <summary>What moved of the capital that came back.</summary>
    internal Money Returned => Received.Aggregate(Money.Zero(Commitment.Currency), (sum, receipt) => sum + receipt.Capital);

    /// <summary>What moved of the return that was paid.</summary>
    internal Money Return => Received.Aggregate(Money.Zero(Commitment.Currency), (sum, receipt) => sum + receipt.Preferred + receipt.Profit);
}

/// <summary>A grant's last day is over and its terms say that what is not spent goes back: it is owed to the funder.</summary>
/// <param name="Revision">How often something of the grant ended before: money or clawbacks can come after its last day.</param>
public sealed record GrantReturned(string Grant, Money BaseAmount, int Revision) : FundEvent;

/// <summary>A grant's last day is over and its terms say that what is not spent stays, free of restrictions.</summary>
/// <param name="Revision">How often something of the grant ended before.</param>
public sealed record GrantKept(string Grant, Money BaseAmount, int Revision) : FundEvent;
