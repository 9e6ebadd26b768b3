using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Capital;

/// <summary>What one holding would get if the fund paid out its net assets.</summary>
/// <param name="PaidIn">All that was paid in by the day, returned or not.</param>
/// <param name="Capital">Part of <see cref="Balance"/> that is capital not returned yet.</param>
/// <param name="Preferred">Part of <see cref="Balance"/> that is preferred return.</param>
/// <param name="Profit">Part of <see cref="Balance"/> that is neither.</param>
public sealed record CapitalAccount(InvestorId Investor, string Tranche, Money PaidIn, Money Capital, Money Preferred, Money Profit)
{
    public Money Balance => Capital + Preferred + Profit;

    /// <summary>How the waterfall came to each part, in its order; empty where nobody asked why.</summary>
    public IReadOnlyList<WaterfallPart> Parts { get; init; } = [];
}

/// <param name="ManagerClaim">What the manager would get; it is no investor's.</param>
/// <param name="RecycledSurplus">What no one has a claim to; negative when the fund owes more than it has.</param>
public sealed record CapitalPosition(IReadOnlyList<CapitalAccount> Accounts, Money ManagerClaim, Money RecycledSurplus);

/// <summary>
/// What the waterfall would pay if net assets at book were paid out on a day, after what was distributed before and without recycling and reserve: so the
/// lowest tranche loses first. Computed, never posted. Capital accounts, the manager's claim and recycled surplus sum to the net assets given.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class CapitalAccounts
{
    /// <param name="netAssets">Without unspent restricted grants, in base currency.</param>
    /// <param name="explain">Whether the parts have traces.</param>
    public static CapitalPosition At(LocalDate on, Money netAssets, CapitalTerms terms, CapitalStanding standing, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var payout = Waterfall.Pay(on, Money.Max(netAssets, Money.Zero(netAssets.Currency)), terms, standing, Occasion.Valuation, explain);
        var parts = payout.Parts.ToLookup(part => part.To);
        var accounts = standing.Holdings.Select(holding => AccountOf(holding, [.. parts[new Recipient.Holder(holding.Investor, holding.Tranche)]], netAssets.Currency)).ToList();
        var manager = payout.To<Recipient.Manager>();
        return new(accounts, manager, accounts.Aggregate(netAssets - manager, (rest, account) => rest - account.Balance));
    }

    private static CapitalAccount AccountOf(Holding holding, IReadOnlyList<WaterfallPart> parts, Currency currency)
    {
        return new(holding.Investor, holding.Tranche, holding.PaidIn(currency), Sum(PartKind.ReturnOfCapital), Sum(PartKind.PreferredReturn), Sum(PartKind.Profit)) { Parts = parts };

        Money Sum(PartKind kind) => parts.Where(part => part.Kind == kind).Aggregate(Money.Zero(currency), (sum, part) => sum + part.Amount);
    }
}
