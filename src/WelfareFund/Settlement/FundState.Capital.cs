using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>What distributions gave, and what they left to do.</summary>
internal sealed partial class FundState
{
    private readonly Dictionary<(InvestorId Investor, string Tranche), Money> recallable = [];
    private readonly HashSet<string> distributions = new(StringComparer.Ordinal);
    private Money? idle;

    internal IReadOnlyCollection<string> Distributions => distributions;

    /// <summary>What of the capital that came back to a holding could be called again, called since or not.</summary>
    internal Money Recallable(InvestorId investor, string tranche, Currency currency) => recallable.GetValueOrDefault((investor, tranche), Money.Zero(currency));

    /// <summary>Recycled principal that no outcome has used up since.</summary>
    internal Money IdleRecycled(Currency currency) => idle is { IsPositive: true } left ? left : Money.Zero(currency);

    private void ApplyToCapital(FundEvent what)
    {
        switch (what)
        {
            case CapitalReturned e:
                Add(unfunded, (e.Investor, e.Tranche), e.Recallable);
                Add(recallable, (e.Investor, e.Tranche), e.Recallable);
                Receive(e.Distribution, e.Investor, e.Tranche, e.Amount);
                break;
            case ReturnDistributed e: Receive(e.Distribution, e.Investor, e.Tranche, e.Amount); break;
            case PrincipalRecycled e: distributions.Add(e.Distribution); break;
            case ShareDistributed e:
                distributions.Add(e.Distribution);
                Add(owedInBase, (PaymentTo.Recipient, e.Payee), e.Amount);
                break;
            default: break;
        }

        idle = IdleAfter(idle, what);
    }

    /// <summary>Recycled principal is used by outcomes, as far as no grant pays for them, and free again where they are taken back.</summary>
    /// <param name="idle">Null before anything was recycled.</param>
    internal static Money? IdleAfter(Money? idle, FundEvent what) => what switch
    {
        PrincipalRecycled e => idle is { IsPositive: true } left ? left + e.Amount : e.Amount,
        OutcomeAccepted e => idle - e.BaseAmount,
        OutcomeClawedBack e => idle + e.BaseAmount,
        HoldbackForfeited e => idle + e.BaseAmount,
        GrantReleased e => idle + e.BaseAmount,
        GrantRestored e => idle - e.BaseAmount,
        _ => idle,
    };

    private void Receive(string distribution, InvestorId investor, string tranche, Money amount)
    {
        distributions.Add(distribution);
        Add(owedInBase, (PaymentTo.Investor, $"{investor}/{tranche}"), amount);
    }
}
