using NodaTime;

namespace WelfareFund.Statements;

/// <summary>What a worker owes for one wage month in one currency of pay, and what of it was paid or written off.</summary>
public sealed record ContributionStanding(string Worker, YearMonth WageMonth, Money Due, Money Paid, Money WrittenOff)
{
    /// <summary>Payments go to a worker's oldest dues of their currency first; what was written off is the oldest of the rest.</summary>
    /// <param name="dues">With all corrections summed.</param>
    /// <param name="received">Everything that the worker paid in a currency.</param>
    /// <returns>By worker, wage month and currency.</returns>
    public static IReadOnlyList<ContributionStanding> Of(
        IEnumerable<(string Worker, YearMonth WageMonth, Money Due)> dues, IReadOnlyDictionary<(string Worker, Currency Currency), Money> received,
        IReadOnlyDictionary<(string Worker, Currency Currency), Money> writtenOff)
    {
        var (left, gone) = (new Dictionary<(string, Currency), Money>(received), new Dictionary<(string, Currency), Money>(writtenOff));
        var standings = new List<ContributionStanding>();
        foreach (var (worker, month, due) in dues.OrderBy(due => due.Worker, StringComparer.Ordinal).ThenBy(due => due.WageMonth).ThenBy(due => due.Due.Currency))
        {
            var paid = Take(left, (worker, due.Currency), due);
            standings.Add(new(worker, month, due, paid, Take(gone, (worker, due.Currency), due - paid)));
        }

        return standings;
    }

    private static Money Take(Dictionary<(string, Currency), Money> left, (string, Currency) key, Money most)
    {
        if (!left.TryGetValue(key, out var rest) || !rest.IsPositive || !most.IsPositive)
            return Money.Zero(most.Currency);
        var taken = Money.Min(rest, most);
        left[key] = rest - taken;
        return taken;
    }
}
