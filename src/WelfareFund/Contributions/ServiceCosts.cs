using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>What the fund itself paid for a worker's services, or got back of it, in agreement currency.</summary>
/// <param name="Month">The first wage month that is decided knowing it.</param>
/// <param name="For">The outcome that it paid for; none for what an employer owes of the worker's cost in all.</param>
public readonly record struct ServiceCost(YearMonth Month, Money Amount, ClaimId For = default);

/// <summary>What a wage month may know of them.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The cap".</remarks>
internal static class ServiceCosts
{
    /// <summary>
    /// The least that the sum comes to from that month on, and no more than the outcomes come to each by itself: what is spent later opens no month that is over,
    /// and what is got back of an outcome lowers all of them, whatever another one cost meanwhile.
    /// </summary>
    internal static Money In(YearMonth month, IReadOnlyList<ServiceCost> costs, Currency currency)
    {
        var outcomes = costs.Where(cost => cost.For != default).GroupBy(cost => cost.For).Aggregate(Money.Zero(currency), (sum, outcome) => sum + Least(month, outcome, currency));
        var inAll = Least(month, costs, currency);
        return Money.Max(costs.Any(cost => cost.For != default) ? Money.Min(inAll, outcomes) : inAll, Money.Zero(currency));
    }

    private static Money Least(YearMonth month, IEnumerable<ServiceCost> costs, Currency currency)
    {
        var sum = Money.Zero(currency);
        Money? least = null;
        foreach (var known in costs.GroupBy(cost => cost.Month <= month ? month : cost.Month).OrderBy(known => known.Key))
        {
            if (known.Key > month)
                least ??= sum;
            sum = known.Aggregate(sum, (total, cost) => total + cost.Amount);
            least = least is { } before ? Money.Min(before, sum) : sum;
        }

        return least ?? sum;
    }
}
