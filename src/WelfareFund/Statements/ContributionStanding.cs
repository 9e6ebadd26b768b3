using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Statements;

/// <summary>What somebody owes the fund, with all corrections summed.</summary>
/// <param name="Debtor">The worker, employer, contract or terms that owe it.</param>
/// <param name="Worker">Whom it is about; empty where it is about nobody in particular.</param>
/// <param name="Subject">The agreement, empty for a share of pay under the worker's first; the claim; the terms of fixed support.</param>
/// <param name="Month">The wage month of a share of pay; else the month in which it fell due.</param>
public sealed record ContributionDebt(Payer Payer, string Debtor, string Worker, string Subject, YearMonth Month, LocalDate DueOn, Money Due);

/// <summary>What of a debt was paid or written off.</summary>
public sealed record ContributionStanding(ContributionDebt Debt, Money Paid, Money WrittenOff)
{
    public Money Open => Debt.Due - Paid - WrittenOff;

    /// <summary>Payments go to a debtor's oldest dues of their currency first; what was written off of an agreement is the oldest of its own rest.</summary>
    /// <param name="received">Everything that a debtor paid in a currency.</param>
    /// <returns>By debtor and day of falling due.</returns>
    public static IReadOnlyList<ContributionStanding> Of(
        IEnumerable<ContributionDebt> dues, IReadOnlyDictionary<(string Debtor, Currency Currency), Money> received,
        IReadOnlyDictionary<(string Debtor, string Agreement, Currency Currency), Money> writtenOff)
    {
        var (left, gone) = (new Dictionary<(string, Currency), Money>(received), new Dictionary<(string, string, Currency), Money>(writtenOff));
        var standings = new List<ContributionStanding>();
        foreach (var debt in dues.OrderBy(debt => debt.Debtor, StringComparer.Ordinal).ThenBy(debt => debt.DueOn).ThenBy(debt => debt.Month)
            .ThenBy(debt => debt.Subject, StringComparer.Ordinal).ThenBy(debt => debt.Due.Currency))
        {
            var paid = Take(left, (debt.Debtor, debt.Due.Currency), debt.Due);
            standings.Add(new(debt, paid, Take(gone, (debt.Debtor, debt.Subject, debt.Due.Currency), debt.Due - paid)));
        }

        return standings;
    }

    private static Money Take<TKey>(Dictionary<TKey, Money> left, TKey key, Money most)
        where TKey : notnull
    {
        if (!left.TryGetValue(key, out var rest) || !rest.IsPositive || !most.IsPositive)
            return Money.Zero(most.Currency);
        var taken = Money.Min(rest, most);
        left[key] = rest - taken;
        return taken;
    }
}
