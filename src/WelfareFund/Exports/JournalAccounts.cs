using WelfareFund.Ledger;

namespace WelfareFund.Exports;

/// <summary>Account names as plain-text accounting tools want them: a tree by type, then the account's own id.</summary>
public static class JournalAccounts
{
    /// <summary>For example <c>assets:bank:main</c>, <c>trading:PHP</c>, <c>memorandum:unfunded-commitments</c>.</summary>
    public static string PathOf(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Type is AccountType.Trading ? account.Id : $"{Root(account.Type)}:{account.Id}";
    }

    private static string Root(AccountType type) => type switch
    {
        AccountType.Asset => "assets",
        AccountType.Liability => "liabilities",
        AccountType.Equity => "equity",
        AccountType.Income => "income",
        AccountType.Expense => "expenses",
        AccountType.Memorandum => "memorandum",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type has no branch of its own."),
    };
}
