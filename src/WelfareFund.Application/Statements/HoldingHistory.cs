using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Reports;
using WelfareFund.Statements;

namespace WelfareFund.Application.Statements;

/// <summary>What was committed, called and paid in, holding by holding, at any place of the log and on any day.</summary>
internal sealed class HoldingHistory
{
    private sealed record Movement(long Sequence, LocalDate Effective, AccountRole Role, Money Amount, bool IsDistribution);

    private readonly ILookup<long, Movement> movements;
    private readonly Currency currency;

    private HoldingHistory(ILookup<long, Movement> movements, Currency currency) => (this.movements, this.currency) = (movements, currency);

    internal static async Task<HoldingHistory> ReadAsync(BooksView books, IReadOnlyCollection<HoldingParty> holdings, CancellationToken cancellation)
    {
        int[] accounts = [.. books.Accounts.Values.Where(account => ChartOfAccounts.RoleOf(account) is AccountRole.UnfundedCommitments or AccountRole.InvestorCapital or AccountRole.CalledCapital).Select(account => account.Number)];
        long[] numbers = [.. holdings.Select(holding => holding.Number)];
        var (fund, size) = (books.Fund.Number, books.KnownAt ?? long.MaxValue);
        var postings = await (
            from posting in books.Context.Postings.AsNoTracking()
            join entry in books.Context.Entries.AsNoTracking() on new { posting.Fund, posting.Sequence } equals new { entry.Fund, entry.Sequence }
            where posting.Fund == fund && posting.Sequence <= size && posting.Party != null && numbers.Contains(posting.Party.Value) && accounts.Contains(posting.Account)
            select new { Party = posting.Party!.Value, posting.Sequence, entry.Effective, posting.Account, posting.Amount, IsDistribution = entry.Key.StartsWith("distribution/") || (entry.Key.StartsWith("capital-transfer/") && (entry.Key.EndsWith("-distributed/0") || entry.Key.EndsWith("-recallable/0"))) }).ToListAsync(cancellation);
        return new(
            postings.ToLookup(posting => posting.Party, posting => new Movement(posting.Sequence, posting.Effective, ChartOfAccounts.RoleOf(books.Accounts[posting.Account]), posting.Amount, posting.IsDistribution)),
            books.BaseCurrency);
    }

    /// <param name="sequence">The last entry that counts.</param>
    internal TrancheCommitment At(HoldingParty holding, long sequence) => Of(holding, movement => movement.Sequence <= sequence);

    /// <param name="day">The last effective date that counts.</param>
    internal TrancheCommitment On(HoldingParty holding, LocalDate day) => Of(holding, movement => movement.Effective <= day);

    private TrancheCommitment Of(HoldingParty holding, Func<Movement, bool> counts)
    {
        var known = movements[holding.Number].Where(counts).ToList();
        var unfunded = Sum(movement => movement.Role is AccountRole.UnfundedCommitments);
        // A transfer moves what was called and paid in; a distribution, or what a transfer moves of one, lowers capital and takes back no call.
        var called = -Sum(movement => movement.Role is AccountRole.InvestorCapital && !movement.IsDistribution);
        var paidIn = called - Sum(movement => movement.Role is AccountRole.CalledCapital);
        var recallable = Sum(movement => movement.Role is AccountRole.UnfundedCommitments && movement.IsDistribution);
        return new(holding.Tranche, unfunded - recallable + called, called, paidIn, unfunded, recallable);

        Money Sum(Func<Movement, bool> which) => known.Where(which).Aggregate(Money.Zero(currency), (sum, movement) => sum + movement.Amount);
    }
}
