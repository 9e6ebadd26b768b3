using NodaTime;

namespace WelfareFund.Statements;

/// <summary>What a worker owes for one wage month in one currency of pay, and what of it was paid.</summary>
public sealed record ContributionStanding(string Worker, YearMonth WageMonth, Money Due, Money Paid)
{
    /// <summary>Payments go to a worker's oldest dues of their currency first.</summary>
    /// <param name="dues">With all corrections summed.</param>
    /// <param name="received">Everything that the worker paid in a currency.</param>
    /// <returns>By worker, wage month and currency.</returns>
    public static IReadOnlyList<ContributionStanding> Of(
        IEnumerable<(string Worker, YearMonth WageMonth, Money Due)> dues, IReadOnlyDictionary<(string Worker, Currency Currency), Money> received)
    {
        var left = new Dictionary<(string, Currency), Money>(received);
        var standings = new List<ContributionStanding>();
        foreach (var (worker, month, due) in dues.OrderBy(due => due.Worker, StringComparer.Ordinal).ThenBy(due => due.WageMonth).ThenBy(due => due.Due.Currency))
        {
            var key = (worker, due.Currency);
            var paid = left.TryGetValue(key, out var rest) && rest.IsPositive && due.IsPositive ? Money.Min(rest, due) : Money.Zero(due.Currency);
            if (paid.IsPositive)
                left[key] = rest - paid;
            standings.Add(new(worker, month, due, paid));
        }

        return standings;
    }
}
