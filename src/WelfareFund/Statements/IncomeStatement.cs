using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Statements;

/// <param name="Amount">Positive where its section is usual: an income, a cost.</param>
public sealed record IncomeLine(Account Account, Money Amount);

/// <summary>What the fund earned and spent in a period, in base currency.</summary>
/// <param name="Income">By account number; so are the expenses.</param>
/// <param name="ExchangeResult">The cumulative result at closing rates less that at opening rates; negative is a loss.</param>
public sealed record IncomeStatement(IReadOnlyList<IncomeLine> Income, IReadOnlyList<IncomeLine> Expenses, Money ExchangeResult)
{
    public Money NetResult => Income.Aggregate(ExchangeResult, (sum, line) => sum + line.Amount) - Expenses.Aggregate(Money.Zero(ExchangeResult.Currency), (sum, line) => sum + line.Amount);

    /// <param name="opening">Balances at the end of the day before the period; minor units, a debit is positive.</param>
    /// <param name="closing">Balances at its end.</param>
    /// <param name="openingExchange">As <see cref="Ledger.ExchangeResult.Cumulative"/> gives it at the opening rates.</param>
    /// <param name="closingExchange">The same at the closing rates.</param>
    public static IncomeStatement Of(
        IReadOnlyDictionary<int, Account> accounts,
        IReadOnlyDictionary<BalanceKey, long> opening,
        IReadOnlyDictionary<BalanceKey, long> closing,
        Money openingExchange,
        Money closingExchange)
    {
        var changes = new SortedDictionary<int, long>();
        foreach (var (key, minorUnits) in closing)
            changes[key.Account] = changes.GetValueOrDefault(key.Account) + minorUnits;
        foreach (var (key, minorUnits) in opening)
            changes[key.Account] = changes.GetValueOrDefault(key.Account) - minorUnits;
        return new(Section(AccountType.Income, -1), Section(AccountType.Expense, 1), -Ledger.ExchangeResult.OfPeriod(openingExchange, closingExchange));

        IncomeLine[] Section(AccountType type, int side) =>
            [.. changes.Where(change => change.Value != 0 && accounts[change.Key].Type == type)
                .Select(change => new IncomeLine(accounts[change.Key], new Money(side * change.Value, closingExchange.Currency)))];
    }
}

/// <summary>Quarters and years as the fund counts them.</summary>
public static class FiscalPeriods
{
    /// <summary>First day of the fiscal year that <paramref name="on"/> lies in.</summary>
    public static LocalDate YearStart(LocalDate on, AnnualDate yearEnd)
    {
        var end = yearEnd.InYear(on.Year);
        return (on > end ? end : yearEnd.InYear(on.Year - 1)).PlusDays(1);
    }

    /// <summary>First day of the quarter of that fiscal year that <paramref name="on"/> lies in.</summary>
    public static LocalDate QuarterStart(LocalDate on, AnnualDate yearEnd)
    {
        var year = YearStart(on, yearEnd);
        return Enumerable.Range(0, 4).Select(quarter => year.PlusMonths(3 * quarter)).Last(start => start <= on);
    }
}
