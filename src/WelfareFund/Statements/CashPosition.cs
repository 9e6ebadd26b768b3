using WelfareFund.Accounting;
using WelfareFund.Capital;
using WelfareFund.Settlement;

namespace WelfareFund.Statements;

/// <summary>What of a balance sheet can be paid out, and what it is bound to.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class CashPosition
{
    /// <summary>
    /// Every liability once, at the date's rates; payments that were instructed and have not left the bank; other assets that are owed on balance, such as
    /// what workers paid ahead; and unspent restricted grants.
    /// </summary>
    public static CashInBooks Of(BalanceSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return new(
            Named(sheet.Assets.Where(IsBank), 1),
            [
                .. Named(sheet.Assets.Where(line => !IsBank(line) && !IsAllowance(line) && line.InBase.IsNegative), -1),
                .. Named(sheet.Liabilities.Where(line => line.InBase.IsPositive), 1),
                .. Named(sheet.Equity.Where(line => ChartOfAccounts.RoleOf(line.Account) is AccountRole.UnspentGrants), 1),
            ]);
    }

    /// <summary>It says what will not come, and is owed to nobody.</summary>
    private static bool IsAllowance(BalanceSheetLine line) => ChartOfAccounts.RoleOf(line.Account) is AccountRole.ContributionsAllowance;

    private static bool IsBank(BalanceSheetLine line) => ChartOfAccounts.RoleOf(line.Account) is AccountRole.Bank;

    private static List<NamedAmount> Named(IEnumerable<BalanceSheetLine> lines, int side) =>
        [.. lines.GroupBy(line => line.Account.Id).Select(account => new NamedAmount(account.Key,
            account.Skip(1).Aggregate(account.First().InBase, (sum, line) => sum + line.InBase) is var sum && side < 0 ? -sum : sum))];
}
