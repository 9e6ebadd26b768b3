using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>The one place where entries are made.</summary>
public static class Books
{
    /// <summary>
    /// Appends all drafts or refuses all: an entry has two or more postings and sums to zero in every currency, keeps to its accounts'
    /// currencies and parties, names at most one investor, provider or worker, is effective in an open period, and leaves no balance beyond its limit.
    /// </summary>
    /// <param name="balances">Minor units of a balance before the drafts; asked only for accounts with a limit.</param>
    /// <param name="secret">The fund's secret, from which each leaf's salt is made.</param>
    public static Result<Appended> Append(
        Head head, IReadOnlyDictionary<int, Account> accounts, Func<BalanceKey, long> balances, ReadOnlySpan<byte> secret, IReadOnlyList<EntryDraft> drafts) =>
        throw new NotImplementedException();
}
