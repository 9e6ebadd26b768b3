using WelfareFund.Capital;
using WelfareFund.Terms;

namespace WelfareFund.Calculations;

/// <summary>What the terms of capital make of a file of flows, outside a fund.</summary>
/// <param name="Payouts">One for each day on which something was distributable, by date.</param>
/// <param name="Standing">Once all of them were paid.</param>
/// <remarks>Of one day drawdowns come first, and all that is distributable is one amount. Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed record WaterfallCalculation(Currency Currency, IReadOnlyList<Payout> Payouts, CapitalStanding Standing)
{
    /// <param name="lines">In any order. Holdings stand by rank, tranche and investor, which is the stable order for splitting.</param>
    /// <exception cref="OverflowException">The amounts together are more than an amount can hold.</exception>
    public static WaterfallCalculation Of(CapitalTerms terms, Currency currency, IReadOnlyCollection<FlowLine> lines)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var drawdowns = lines.Where(line => line.Kind is FlowLineKind.Drawdown).ToLookup(line => (Investor: line.Investor!.Value, Tranche: line.Tranche!));
        var standing = CapitalStanding.Of(
            [.. drawdowns.Select(holding => holding.Key).OrderBy(holding => terms.Tranche(holding.Tranche)!.Rank).ThenBy(holding => holding.Tranche, StringComparer.Ordinal)
                .ThenBy(holding => holding.Investor.Value, StringComparer.Ordinal).Select(holding => new Holding(holding.Investor, holding.Tranche, []))], currency);
        var payouts = new List<Payout>();
        foreach (var day in lines.Where(line => line.Kind is FlowLineKind.Distributable).GroupBy(line => line.On).OrderBy(day => day.Key))
        {
            standing = standing with
            {
                Holdings = [.. standing.Holdings.Select(holding => holding with
                {
                    Drawdowns = [.. drawdowns[(holding.Investor, holding.Tranche)].Where(line => line.On <= day.Key).Select(line => new Drawdown(line.On, line.Amount))],
                })],
            };
            var payout = Waterfall.Pay(day.Key, day.Aggregate(Money.Zero(currency), (sum, line) => sum + line.Amount), terms, standing, Occasion.Distribution);
            payouts.Add(payout);
            standing = standing.After(payout);
        }

        return new(currency, payouts, standing);
    }
}
