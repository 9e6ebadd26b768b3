using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Capital;

/// <summary>What one holding can still be called for, in base currency.</summary>
/// <param name="Rank">Its tranche's.</param>
public sealed record Unfunded(InvestorId Investor, string Tranche, int Rank, Money Amount);

/// <summary>Spreads a capital call over the holdings by largest remainder.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class CapitalCallSplit
{
    /// <param name="holdings">In the stable order that decides ties. Their sum is at least the call.</param>
    /// <exception cref="ArgumentException">The call is more than what is unfunded.</exception>
    public static IReadOnlyList<(Unfunded Holding, Money Part)> Of(Money call, IReadOnlyList<Unfunded> holdings, DrawOrder order)
    {
        var parts = new List<(Unfunded, Money)>(holdings.Count);
        var left = call;
        foreach (var group in holdings.GroupBy(holding => order is DrawOrder.ByRank ? holding.Rank : 0).OrderBy(group => group.Key))
        {
            var unfunded = group.Aggregate(Money.Zero(call.Currency), (sum, holding) => sum + holding.Amount);
            var fromGroup = Money.Min(left, unfunded);
            left -= fromGroup;
            if (unfunded.IsPositive)
                parts.AddRange(group.Zip(Allocation.Split(fromGroup, [.. group.Select(holding => holding.Amount.MinorUnits)])));
        }

        return left.IsZero ? parts : throw new ArgumentException($"The call of {call} is {left} more than what is unfunded.", nameof(call));
    }
}
