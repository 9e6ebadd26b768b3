using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>What open currency positions gained or lost. A debit, so a positive amount, is a loss.</summary>
/// <remarks>Rules: docs/rules.md, 3.1.</remarks>
public static class ExchangeResult
{
    /// <summary>Since the fund began: its trading accounts at the rates of a date. It stands in net assets.</summary>
    /// <param name="rate">Units of the currency for one unit of base currency; null where there is none. Never asked for the base currency.</param>
    /// <returns>In base currency, each currency's position rounded half-up. Refused (<c>no-rate</c>) for every open position without a rate.</returns>
    public static Result<Money> Cumulative(
        IReadOnlyDictionary<int, Account> accounts, IEnumerable<KeyValuePair<BalanceKey, long>> balances, Currency baseCurrency, Func<Currency, decimal?> rate)
    {
        var positions = new SortedDictionary<Currency, long>();
        foreach (var (key, minorUnits) in balances)
        {
            if (accounts[key.Account].Type == AccountType.Trading) positions[key.Currency] = positions.GetValueOrDefault(key.Currency) + minorUnits;
        }

        var sum = Money.Zero(baseCurrency);
        var refusals = new List<Refusal>();
        foreach (var (currency, minorUnits) in positions)
        {
            var position = new Money(minorUnits, currency);
            if (currency == baseCurrency) sum += position;
            else if (position.IsZero) continue;
            else if (rate(currency) is { } perBase) sum += Money.Round(position.Amount / perBase, baseCurrency, RoundingMode.HalfUp);
            else refusals.Add(new("no-rate", "", $"{currency} has an open position of {position} and no rate to {baseCurrency}", $"import a rate of {currency}"));
        }

        return refusals.Count > 0 ? Result.Refused<Money>(refusals) : sum;
    }

    /// <summary>One line of the period's income statement: the cumulative result at its closing rates less that at its opening rates.</summary>
    public static Money OfPeriod(Money opening, Money closing) => closing - opening;
}
