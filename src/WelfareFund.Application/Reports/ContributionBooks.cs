using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Accounting;
using WelfareFund.Statements;
using WelfareFund.Terms;

namespace WelfareFund.Application.Reports;

/// <summary>What the books say of one kind of receivable: what is owed, and what was paid and written off.</summary>
/// <param name="Received">Everything that a debtor paid in a currency, less what was given back.</param>
internal sealed record ContributionBooks(
    IReadOnlyList<ContributionDebt> Dues, IReadOnlyDictionary<(string Debtor, Currency Currency), Money> Received,
    IReadOnlyDictionary<(string Debtor, string Agreement, Currency Currency), Money> WrittenOff)
{
    internal static Task<ContributionBooks> OfWorkersAsync(BooksView books, string? worker, CancellationToken cancellation) =>
        ReadAsync(books, AccountRole.ContributionsReceivable, worker, cancellation);

    /// <param name="debtor">Null for all.</param>
    internal static async Task<ContributionBooks> ReadAsync(BooksView books, AccountRole role, string? debtor, CancellationToken cancellation)
    {
        var dues = new Dictionary<(string Debtor, Payer Payer, string About, string Subject, YearMonth Month, Currency Currency), (Money Amount, LocalDate DueOn)>();
        var received = new Dictionary<(string Debtor, Currency Currency), Money>();
        var writtenOff = new Dictionary<(string Debtor, string Agreement, Currency Currency), Money>();
        if (books.Accounts.Values.FirstOrDefault(account => ChartOfAccounts.RoleOf(account) == role) is not { } receivable)
            return new([], received, writtenOff);
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            join party in books.Context.Parties on new { posting.Fund, Number = posting.Party } equals new { party.Fund, Number = (long?)party.Number }
            where posting.Account == receivable.Number && (debtor == null || party.ExternalId == debtor)
            select new { entry.Key, entry.Concerns, party.ExternalId, posting.Amount }).ToListAsync(cancellation);
        foreach (var posting in postings)
        {
            // kind/concerned/subject/part/revision; a part is what is owed, and for which agreement or by whom.
            var key = posting.Key.Split('/');
            var (part, of) = key[3].Split(':', 2) is [var first, var second] ? (first, second) : (key[3], "");
            if (key[0] == "contribution")
            {
                var subject = PayerOf(part) is Payer.Worker or Payer.Membership ? of : key[2];
                var due = (posting.ExternalId, PayerOf(part), key[2], subject, YearMonthPattern.Iso.Parse(key[1]).Value, posting.Amount.Currency);
                dues[due] = dues.TryGetValue(due, out var before) ? (before.Amount + posting.Amount, LocalDate.Min(before.DueOn, posting.Concerns)) : (posting.Amount, posting.Concerns);
            }
            else if (key[0] == "write-off")
            {
                Add(writtenOff, (posting.ExternalId, of, posting.Amount.Currency), -posting.Amount);
            }
            else
            {
                Add(received, (posting.ExternalId, posting.Amount.Currency), -posting.Amount);
            }
        }

        return new([.. dues.Select(due => new ContributionDebt(due.Key.Payer, due.Key.Debtor, due.Key.Payer is Payer.Worker or Payer.Membership ? due.Key.About : "", due.Key.Subject,
            due.Key.Month, due.Value.DueOn, due.Value.Amount))], received, writtenOff);
    }

    internal IReadOnlyList<ContributionStanding> Standings() => ContributionStanding.Of(Dues, Received, WrittenOff);

    /// <summary>As the entries' keys name what is owed. Whether an outcome payer is a government or a donor is for the terms to say.</summary>
    private static Payer PayerOf(string part) => part switch
    {
        "due" => Payer.Worker,
        "membership" => Payer.Membership,
        "share" => Payer.Employer,
        "bond" => Payer.EmployerBond,
        "outcome" or "support" => Payer.Government,
        _ => throw new InvalidOperationException($"Nobody owes a '{part}'."),
    };

    private static void Add<TKey>(Dictionary<TKey, Money> sums, TKey key, Money amount)
        where TKey : notnull => sums[key] = sums.TryGetValue(key, out var sum) ? sum + amount : amount;
}
