using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Accounting;
using WelfareFund.Statements;

namespace WelfareFund.Application.Reports;

/// <summary>What the books say of workers' contributions: dues by wage month, and what was paid and written off.</summary>
/// <param name="Received">Everything that a worker paid in a currency, less what was given back.</param>
internal sealed record ContributionBooks(
    IReadOnlyDictionary<(string Worker, YearMonth Month, Currency Currency), Money> Dues, IReadOnlyDictionary<(string Worker, Currency Currency), Money> Received,
    IReadOnlyDictionary<(string Worker, Currency Currency), Money> WrittenOff)
{
    /// <param name="worker">Null for all.</param>
    internal static async Task<ContributionBooks> ReadAsync(BooksView books, string? worker, CancellationToken cancellation)
    {
        var dues = new Dictionary<(string Worker, YearMonth Month, Currency Currency), Money>();
        var received = new Dictionary<(string Worker, Currency Currency), Money>();
        var writtenOff = new Dictionary<(string Worker, Currency Currency), Money>();
        if (books.Accounts.Values.FirstOrDefault(account => ChartOfAccounts.RoleOf(account) is AccountRole.ContributionsReceivable) is not { } receivable)
            return new(dues, received, writtenOff);
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            join party in books.Context.Parties on new { posting.Fund, Number = posting.Party } equals new { party.Fund, Number = (long?)party.Number }
            where posting.Account == receivable.Number && (worker == null || party.ExternalId == worker)
            select new { entry.Key, party.ExternalId, posting.Amount }).ToListAsync(cancellation);
        foreach (var posting in postings)
        {
            var key = posting.Key.Split('/');
            if (key[0] == "contribution")
                Add(dues, (posting.ExternalId, YearMonthPattern.Iso.Parse(key[1]).Value, posting.Amount.Currency), posting.Amount);
            else
                Add(key[0] == "write-off" ? writtenOff : received, (posting.ExternalId, posting.Amount.Currency), -posting.Amount);
        }

        return new(dues, received, writtenOff);
    }

    internal IReadOnlyList<ContributionStanding> Standings() =>
        ContributionStanding.Of(Dues.Select(due => (due.Key.Worker, due.Key.Month, due.Value)), Received, WrittenOff);

    private static void Add<TKey>(Dictionary<TKey, Money> sums, TKey key, Money amount)
        where TKey : notnull => sums[key] = sums.TryGetValue(key, out var sum) ? sum + amount : amount;
}
