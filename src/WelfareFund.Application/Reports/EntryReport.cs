using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Reports;

/// <param name="Account">A code or an id; null for all accounts.</param>
/// <param name="Party">A worker's, contract's, holding's … id in the fund's files; null for all.</param>
/// <param name="From">The first day that counts; null for all.</param>
public sealed record EntryFilter(string? Account = null, string? Party = null, LocalDate? From = null);

/// <summary>One posting of an entry.</summary>
/// <param name="Amount">A debit is positive.</param>
/// <param name="Party">Its id in the fund's files; null where the account has none.</param>
public sealed record EntryLine(
    long Sequence, string Key, LocalDate Effective, LocalDate Concerns, long? Corrects, AccountName Account, string AccountId, Money Amount, string? Party, string? Corridor, string? CostLine);

/// <param name="Read">Once; it opens the database when it is enumerated.</param>
public sealed record EntryLines(IAsyncEnumerable<EntryLine> Read);

/// <summary>Entries posting by posting, in the order of the log, read as they are asked for. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class EntryReport(FundDatabase database)
{
    /// <returns>Refused: <c>unknown-account</c>, <c>unknown-party</c>.</returns>
    public async Task<Result<EntryLines>> RunAsync(Actor actor, string fundId, ReportView view, EntryFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<EntryLines>(opened.Refusals);
        var books = opened.Value;
        var account = books.Accounts.Values.FirstOrDefault(account => account.Id == filter.Account || books.NameOf(account).Code == filter.Account);
        if (filter.Account is not null && account is null)
            return new Refusal("unknown-account", "--account", $"the chart has no account '{filter.Account}'", "name a code or an id of report trial-balance");
        var parties = filter.Party is null ? [] : await context.Parties.AsNoTracking()
            .Where(party => party.Fund == books.Fund.Number && party.ExternalId == filter.Party).Select(party => party.Number).ToListAsync(cancellation);
        if (filter.Party is not null && parties.Count == 0)
            return new Refusal("unknown-party", "--party", $"nothing is posted for '{filter.Party}'", "name a worker, a contract, or a holding as INVESTOR/TRANCHE");
        return new EntryLines(ReadAsync(actor, fundId, view with { AsOf = books.AsOf }, filter.From, account?.Number, parties, cancellation));
    }

    private async IAsyncEnumerable<EntryLine> ReadAsync(
        Actor actor, string fundId, ReportView view, LocalDate? from, int? account, List<long> parties, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var books = (await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation)).Value;
        var partyIds = await context.Parties.AsNoTracking().Where(party => party.Fund == books.Fund.Number).ToDictionaryAsync(party => party.Number, party => party.ExternalId, cancellation);
        var entries = books.Entries();
        if (from is { } first)
            entries = view.Restated ? entries.Where(entry => entry.Concerns >= first) : entries.Where(entry => entry.Effective >= first);
        IQueryable<PostingRow> postings = context.Postings.AsNoTracking().Where(posting => posting.Fund == books.Fund.Number);
        if (account is { } number)
            postings = postings.Where(posting => posting.Account == number);
        if (parties.Count > 0)
            postings = postings.Where(posting => posting.Party != null && parties.Contains(posting.Party.Value));
        var lines =
            from entry in entries
            join posting in postings on entry.Sequence equals posting.Sequence
            orderby posting.Sequence, posting.Line
            select new { entry.Key, entry.Effective, entry.Concerns, entry.Corrects, Posting = posting };
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var posting = line.Posting.ToPosting();
            var posted = books.Accounts[posting.Account];
            yield return new(
                line.Posting.Sequence, line.Key, line.Effective, line.Concerns, line.Corrects, books.NameOf(posted), posted.Id, posting.Amount,
                posting.Party == 0 ? null : partyIds[posting.Party], posting.Corridor, posting.CostLine);
        }
    }
}
