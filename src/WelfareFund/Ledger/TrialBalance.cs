namespace WelfareFund.Ledger;

/// <summary>An account's balance in one currency, over all its parties, on the side where it stands; the other side is zero.</summary>
public sealed record TrialBalanceLine(Account Account, Money Debit, Money Credit);

/// <param name="Lines">By account number, then currency number; balances of zero are left out.</param>
/// <param name="Totals">One a currency, by currency number. Debit and credit are equal, or the books are broken.</param>
public sealed record TrialBalance(IReadOnlyList<TrialBalanceLine> Lines, IReadOnlyList<(Money Debit, Money Credit)> Totals)
{
    public bool IsBalanced => Totals.All(total => total.Debit == total.Credit);

    public static TrialBalance Of(IReadOnlyDictionary<int, Account> accounts, IEnumerable<KeyValuePair<BalanceKey, long>> balances)
    {
        var sums = new Dictionary<(int Account, Currency Currency), long>();
        foreach (var (key, minorUnits) in balances) sums[(key.Account, key.Currency)] = sums.GetValueOrDefault((key.Account, key.Currency)) + minorUnits;

        TrialBalanceLine[] lines =
        [
            .. sums.Where(sum => sum.Value != 0)
                .OrderBy(sum => sum.Key.Account).ThenBy(sum => sum.Key.Currency.Number)
                .Select(sum => new TrialBalanceLine(
                    accounts[sum.Key.Account], new Money(Math.Max(sum.Value, 0), sum.Key.Currency), new Money(Math.Max(-sum.Value, 0), sum.Key.Currency))),
        ];
        var totals = lines.GroupBy(line => line.Debit.Currency).OrderBy(group => group.Key.Number).Select(group =>
            (group.Aggregate(Money.Zero(group.Key), (sum, line) => sum + line.Debit), group.Aggregate(Money.Zero(group.Key), (sum, line) => sum + line.Credit)));
        return new(lines, [.. totals]);
    }
}
