using NodaTime;

namespace WelfareFund.Contributions;

/// <summary>What the fund itself paid for a worker's services, or got back of it, in agreement currency.</summary>
/// <param name="Month">The first wage month that is decided knowing it.</param>
public readonly record struct ServiceCost(YearMonth Month, Money Amount);

/// <summary>What a wage month may know of them.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The cap".</remarks>
internal static class ServiceCosts
{
    /// <summary>
    /// The least that the sum comes to from that month on: what is spent later opens no month that is over, and what is got back lowers all of them.
    /// </summary>
    internal static Money In(YearMonth month, IReadOnlyList<ServiceCost> costs, Currency currency)
    {
        var sum = costs.Where(cost => cost.Month <= month).Aggregate(Money.Zero(currency), (total, cost) => total + cost.Amount);
        var least = sum;
        foreach (var later in costs.Where(cost => cost.Month > month).GroupBy(cost => cost.Month).OrderBy(known => known.Key))
        {
            sum = later.Aggregate(sum, (total, cost) => total + cost.Amount);
            least = Money.Min(least, sum);
        }

        return Money.Max(least, Money.Zero(currency));
    }
}
