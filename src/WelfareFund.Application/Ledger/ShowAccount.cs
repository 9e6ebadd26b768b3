using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Ledger;

/// <summary>One posting on an account, with the account's balance in its currency after it, in the order of the log.</summary>
/// <param name="Party">The id in the fund's files; null where there is none.</param>
public sealed record AccountPosting(long Sequence, EntryKey Key, LocalDate Effective, LocalDate Concerns, string? Party, Money Amount, Money Balance);

/// <param name="Balances">Now, by currency; those of zero are left out.</param>
/// <param name="Entries">On the account, on all pages.</param>
/// <param name="Before">How many of them lie on the pages before.</param>
/// <param name="Next">Where the next page starts after; null on the last.</param>
public sealed record AccountPage(
    Account Account, AccountName Name, IReadOnlyList<Money> Balances, int Entries, int Before, IReadOnlyList<AccountPosting> Postings, long? Next);

/// <summary>An account's entries in the order of the log, page by page. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ShowAccount(FundDatabase database)
{
    public const int EntriesOnAPage = 100;

    /// <param name="after">The last sequence of the page before; 0 for the first page.</param>
    /// <returns>Refused: <c>not-found</c>.</returns>
    public async Task<Result<AccountPage>> RunAsync(Actor actor, string fundId, int account, long after = 0, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<AccountPage>(fund.Refusals);
        var number = fund.Value.Number;
        var reader = new LedgerReader(context, number);
        if (!(await reader.AccountsAsync(cancellation)).TryGetValue(account, out var found))
            return new Refusal("not-found", "", $"the fund has no account {account}", "the trial balance shows the accounts there are");

        var ofAccount = context.Postings.Where(posting => posting.Fund == number && posting.Account == account);
        var running = await ofAccount.Where(posting => posting.Sequence <= after).GroupBy(posting => posting.Amount.Currency)
            .Select(group => new { Currency = group.Key, Amount = group.Sum(posting => posting.Amount.MinorUnits) }).ToDictionaryAsync(sum => sum.Currency, sum => sum.Amount, cancellation);
        var entries = await reader.EntriesOfAccountAsync(account, after, EntriesOnAPage + 1, cancellation);
        var page = entries.Take(EntriesOnAPage).ToList();
        var rows = page.SelectMany(entry => entry.Postings.Where(posting => posting.Account == account).OrderBy(posting => posting.Line).Select(posting => (Entry: entry, Posting: posting))).ToList();
        var parties = await PartyNames.OfAsync(context, number, rows.Select(row => row.Posting.Party ?? 0), cancellation);

        var postings = new List<AccountPosting>();
        foreach (var (entry, posting) in rows)
        {
            var currency = posting.Amount.Currency;
            running[currency] = running.GetValueOrDefault(currency) + posting.Amount.MinorUnits;
            postings.Add(new(entry.Sequence, entry.ToEntry().Body.Key, entry.Effective, entry.Concerns, parties.GetValueOrDefault(posting.Party ?? 0), posting.Amount, new Money(running[currency], currency)));
        }

        return new AccountPage(
            found, (await reader.AccountNamesAsync(cancellation: cancellation)).Single(name => name.Number == account),
            [.. (await reader.BalancesAsync(cancellation)).Where(balance => balance.Key.Account == account && balance.Value != 0).OrderBy(balance => balance.Key.Currency)
                .Select(balance => new Money(balance.Value, balance.Key.Currency))],
            await ofAccount.Select(posting => posting.Sequence).Distinct().CountAsync(cancellation),
            await ofAccount.Where(posting => posting.Sequence <= after).Select(posting => posting.Sequence).Distinct().CountAsync(cancellation),
            postings, entries.Count > EntriesOnAPage ? page[^1].Sequence : null);
    }
}

internal static class PartyNames
{
    /// <summary>The parties' ids in the fund's files by their numbers.</summary>
    internal static async Task<IReadOnlyDictionary<long, string>> OfAsync(FundContext context, int fund, IEnumerable<long> numbers, CancellationToken cancellation)
    {
        long[] wanted = [.. numbers.Where(number => number != 0).Distinct()];
        return await context.Parties.AsNoTracking().Where(party => party.Fund == fund && wanted.Contains(party.Number))
            .ToDictionaryAsync(party => party.Number, party => party.ExternalId, cancellation);
    }
}
