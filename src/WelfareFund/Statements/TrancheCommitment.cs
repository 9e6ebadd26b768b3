namespace WelfareFund.Statements;

/// <summary>What an investor promised to one tranche and what came of it, since inception.</summary>
/// <param name="Unfunded">What can still be called, recallable distributions included.</param>
/// <param name="Recallable">Distributions that may be called again.</param>
public sealed record TrancheCommitment(string Tranche, Money Committed, Money Called, Money PaidIn, Money Unfunded, Money Recallable)
{
    public static TrancheCommitment None(Currency currency)
    {
        var nothing = Money.Zero(currency);
        return new("", nothing, nothing, nothing, nothing, nothing);
    }

    public static TrancheCommitment operator +(TrancheCommitment left, TrancheCommitment right) => new("",
        left.Committed + right.Committed, left.Called + right.Called, left.PaidIn + right.PaidIn,
        left.Unfunded + right.Unfunded, left.Recallable + right.Recallable);
}
