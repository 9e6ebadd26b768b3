namespace WelfareFund.Ledger;

/// <summary>What one balance is about. Ordered by account, then currency number, then party: the order in which a seal lists balances.</summary>
/// <param name="Party">0 where the account has no parties.</param>
public readonly record struct BalanceKey(int Account, Currency Currency, long Party) : IComparable<BalanceKey>
{
    public int CompareTo(BalanceKey other)
    {
        var order = Account.CompareTo(other.Account);
        if (order == 0) order = Currency.Number.CompareTo(other.Currency.Number);
        return order == 0 ? Party.CompareTo(other.Party) : order;
    }

    internal static BalanceKey Of(in Posting posting) => new(posting.Account, posting.Amount.Currency, posting.Party);
}
