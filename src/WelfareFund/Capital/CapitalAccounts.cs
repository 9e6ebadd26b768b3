using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Capital;

/// <summary>One investor's money in one tranche: what was paid in, each at its value date.</summary>
public sealed record Holding(InvestorId Investor, string Tranche, IReadOnlyList<Drawdown> Drawdowns);

public sealed record Drawdown(LocalDate ValueDate, Money Amount);

/// <param name="Preferred">Part of <paramref name="Balance"/> that is preferred return.</param>
public sealed record CapitalAccount(InvestorId Investor, string Tranche, Money PaidIn, Money Preferred, Money Balance);

/// <param name="RecycledSurplus">What no investor has a claim to; negative when the fund owes more than it has.</param>
public sealed record CapitalPosition(IReadOnlyList<CapitalAccount> Accounts, Money RecycledSurplus);

/// <summary>
/// What the waterfall would pay if net assets at book were paid out on a day, without recycling and reserve: so the lowest tranche loses first.
/// Computed, never posted. Capital accounts and recycled surplus sum to the net assets given.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class CapitalAccounts
{
    /// <param name="netAssets">Without unspent restricted grants, in base currency.</param>
    /// <param name="holdings">In the stable order that decides ties.</param>
    /// <exception cref="NotSupportedException">The waterfall has a step that shares profit; this version values returns of capital and preferred returns.</exception>
    public static CapitalPosition At(LocalDate on, Money netAssets, CapitalTerms terms, IReadOnlyList<Holding> holdings)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var zero = Money.Zero(netAssets.Currency);
        var left = Money.Max(netAssets, zero);
        var capital = holdings.Select(_ => zero).ToArray();
        var preferred = holdings.Select(_ => zero).ToArray();
        foreach (var step in terms.Waterfall)
        {
            left -= step switch
            {
                ReturnOfCapitalStep principal => Pay(left, holdings, principal.Tranche, PaidIn, capital),
                PreferredReturnStep first => Pay(left, holdings, first.Tranche, holding => Claim(holding, on, terms), preferred),
                ToFundStep => zero,
                _ => throw new NotSupportedException($"Capital accounts do not value the step {step.GetType().Name} yet."),
            };
        }

        var accounts = holdings.Select((holding, i) =>
            new CapitalAccount(holding.Investor, holding.Tranche, PaidIn(holding), preferred[i], capital[i] + preferred[i])).ToList();
        return new(accounts, accounts.Aggregate(netAssets, (rest, account) => rest - account.Balance));

        Money PaidIn(Holding holding) => holding.Drawdowns.Aggregate(zero, (sum, drawdown) => sum + drawdown.Amount);
    }

    /// <summary>Pays a tranche's holdings what they claim, or what is left pro rata to it; returns what was paid.</summary>
    private static Money Pay(Money left, IReadOnlyList<Holding> holdings, string tranche, Func<Holding, Money> claimOf, Money[] received)
    {
        var claims = holdings.Select(holding => holding.Tranche == tranche ? claimOf(holding).MinorUnits : 0).ToArray();
        var paid = Money.Min(left, new(claims.Sum(), left.Currency));
        if (!paid.IsPositive)
            return Money.Zero(left.Currency);
        var parts = Allocation.Split(paid, claims);
        for (var i = 0; i < parts.Length; i++)
            received[i] += parts[i];
        return paid;
    }

    private static Money Claim(Holding holding, LocalDate on, CapitalTerms terms)
    {
        var currency = holding.Drawdowns.Count == 0 ? null : holding.Drawdowns[0].Amount.Currency;
        return currency is null || terms.Tranche(holding.Tranche)?.PreferredReturn is not { } preferred
            ? default
            : Money.Round(holding.Drawdowns.Sum(drawdown => PreferredReturn.Accrued(drawdown.Amount, drawdown.ValueDate, on, preferred)), currency, RoundingMode.HalfUp);
    }
}
