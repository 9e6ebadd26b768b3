using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Reports;
using WelfareFund.Statements;

namespace WelfareFund.Application.Statements;

/// <summary>All workers' contributions together, as the receivable moves.</summary>
internal static class FundContributions
{
    /// <param name="quarterStart">The first day of the quarter that ends with the view's day.</param>
    /// <returns>By currency; each row closes at the account's balance.</returns>
    internal static async Task<List<ContributionRow>> ReadAsync(BooksView books, LocalDate quarterStart, CancellationToken cancellation)
    {
        int[] receivable = [.. books.Accounts.Values.Where(account => ChartOfAccounts.RoleOf(account) is AccountRole.ContributionsReceivable).Select(account => account.Number)];
        var movements = (await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where receivable.Contains(posting.Account)
            select new { entry.Key, entry.Effective, posting.Amount }).ToListAsync(cancellation))
            .ConvertAll(movement => (Kind: movement.Key[..movement.Key.IndexOf('/', StringComparison.Ordinal)], IsNew: movement.Effective >= quarterStart, movement.Amount));
        return [.. movements.GroupBy(movement => movement.Amount.Currency).OrderBy(currency => currency.Key).Select(currency => new ContributionRow(
            Sum(currency.Key, movement => !movement.IsNew),
            Sum(currency.Key, movement => movement.IsNew && movement.Kind == Due),
            -Sum(currency.Key, movement => movement.IsNew && movement.Kind is not (Due or WrittenOff)),
            -Sum(currency.Key, movement => movement.IsNew && movement.Kind == WrittenOff),
            Sum(currency.Key, movement => movement.Kind == Due),
            -Sum(currency.Key, movement => movement.Kind is not (Due or WrittenOff))))];

        Money Sum(Currency currency, Func<(string Kind, bool IsNew, Money Amount), bool> which) =>
            movements.Where(movement => movement.Amount.Currency == currency && which(movement)).Aggregate(Money.Zero(currency), (sum, movement) => sum + movement.Amount);
    }

    // As the entries' keys name them.
    private const string Due = "contribution";
    private const string WrittenOff = "write-off";
}
