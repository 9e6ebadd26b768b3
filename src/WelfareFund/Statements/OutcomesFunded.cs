using NodaTime;

namespace WelfareFund.Statements;

/// <summary>What one funder's money achieved in one metric, in base currency.</summary>
/// <param name="QuarterCount">Of outcomes accepted in the quarter, each counted by the funder's share of it, to the ten-thousandth.</param>
/// <param name="Count">The same since inception; over all funders it sums to the outcomes that stand.</param>
/// <param name="Amount">What of their cost the funder bore since inception.</param>
public sealed record OutcomesFunded(string Metric, decimal QuarterCount, Money QuarterAmount, decimal Count, Money Amount)
{
    public static OutcomesFunded None(Currency currency) => new("", 0, Money.Zero(currency), 0, Money.Zero(currency));

    /// <param name="outcomes">As <see cref="OutcomeFunding"/> shows them.</param>
    /// <param name="metrics">In the order of the rows; a metric that is not among them stands after them by its name.</param>
    /// <returns>By metric; one that the funder has nothing in is left out.</returns>
    public static IReadOnlyList<OutcomesFunded> Of(IEnumerable<FundedOutcome> outcomes, OutcomeFunder funder, DateInterval quarter, IReadOnlyList<string> metrics, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(quarter);
        return [.. outcomes.Select(outcome => (Outcome: outcome, Share: outcome.Of(funder))).Where(one => one.Share is not null)
            .GroupBy(one => one.Outcome.Metric, StringComparer.Ordinal)
            .Select(metric => metric.Aggregate(None(currency) with { Metric = metric.Key }, (sum, one) => sum + Row(one.Share!, quarter.Contains(one.Outcome.AcceptedOn))))
            .OrderBy(row => metrics.TakeWhile(metric => metric != row.Metric).Count()).ThenBy(row => row.Metric, StringComparer.Ordinal)];

        OutcomesFunded Row(FundedShare share, bool isNew) => new("", isNew ? share.Count : 0, isNew ? share.Amount : Money.Zero(currency), share.Count, share.Amount);
    }

    public static OutcomesFunded operator +(OutcomesFunded left, OutcomesFunded right) => left with
    {
        QuarterCount = left.QuarterCount + right.QuarterCount,
        QuarterAmount = left.QuarterAmount + right.QuarterAmount,
        Count = left.Count + right.Count,
        Amount = left.Amount + right.Amount,
    };
}
