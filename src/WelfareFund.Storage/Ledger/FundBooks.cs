using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Ledger;

/// <summary>A party that is to get a number.</summary>
/// <param name="Owner">A contract's provider, a holding's investor; null where the party is its own.</param>
public sealed record PartyId(PartyKind Kind, string ExternalId, string? Owner = null);

/// <summary>Opens a fund's books and gives accounts, names and parties their places. All in the caller's transaction, saved at once.</summary>
public sealed class FundBooks(FundDatabase database, KeyRing keys)
{
    /// <summary>Opens empty books and makes the fund's keys.</summary>
    /// <param name="firstMonth">The first month that can take an entry.</param>
    /// <returns>The fund's number.</returns>
    public async Task<int> OpenAsync(FundContext context, string id, Currency baseCurrency, YearMonth firstMonth, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        keys.CreateFor(id);
        var number = 1 + (await context.Funds.MaxAsync(fund => (int?)fund.Number, cancellation) ?? 0);
        context.Funds.Add(new() { Number = number, Id = id, BaseCurrency = baseCurrency, FirstMonth = firstMonth });
        await context.SaveChangesAsync(cancellation);
        context.Heads.Add(new() { Fund = number, Size = 0, Frontier = [], OpenPeriod = firstMonth, Fence = 0 });
        await context.SaveChangesAsync(cancellation);
        return number;
    }

    public static async Task AddAccountsAsync(FundContext context, int fund, IEnumerable<Account> accounts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        // An account that covers another has to be there first.
        foreach (var some in accounts.GroupBy(account => account.Limit is BalanceLimit.CoveredBy).OrderBy(group => group.Key))
        {
            context.Accounts.AddRange(some.Select(account => AccountRow.Of(fund, account)));
            await context.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>Locks the fund's head until the transaction ends: until then nothing is posted, sealed or decided elsewhere.</summary>
    public async Task<(long Size, YearMonth OpenPeriod)> LockAsync(FundContext context, int fund, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var head = await database.LedgerTables(context).LockHeadAsync(fund, cancellation) ?? throw new ArgumentException($"There is no fund number {fund}.", nameof(fund));
        return (head.Head.Size, head.Head.OpenPeriod);
    }

    /// <summary>Names that are new or changed; an unchanged one adds no row.</summary>
    public async Task NameAccountsAsync(FundContext context, int fund, IEnumerable<AccountName> names, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var head = await database.LedgerTables(context).LockHeadAsync(fund, cancellation) ?? throw new ArgumentException($"There is no fund number {fund}.", nameof(fund));
        var last = (await context.AccountNames.AsNoTracking().Where(name => name.Fund == fund).ToListAsync(cancellation))
            .GroupBy(name => name.Account).ToDictionary(group => group.Key, group => group.MaxBy(name => name.Revision)!);
        foreach (var name in names)
        {
            var before = last.GetValueOrDefault(name.Number);
            if (before is not null && before.Code == name.Code && before.Name == name.Name) continue;
            context.AccountNames.Add(new() { Fund = fund, Account = name.Number, Revision = (before?.Revision + 1) ?? 0, SincePeriod = head.Head.OpenPeriod, Code = name.Code, Name = name.Name });
        }

        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>Numbers of those of the ids that have one.</summary>
    public Task<IReadOnlyDictionary<string, long>> FindPartiesAsync(FundContext context, int fund, PartyKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellation = default) =>
        database.LedgerTables(context).FindPartiesAsync(fund, kind, ids, cancellation);

    /// <summary>The parties' numbers, in the order asked; those that have none yet get the next ones.</summary>
    public async Task<IReadOnlyList<long>> NumberPartiesAsync(FundContext context, int fund, IReadOnlyList<PartyId> parties, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parties);
        var tables = database.LedgerTables(context);
        _ = await tables.LockHeadAsync(fund, cancellation) ?? throw new ArgumentException($"There is no fund number {fund}.", nameof(fund));
        var numbers = new Dictionary<(PartyKind, string), long>(parties.Count);
        foreach (var some in parties.GroupBy(party => party.Kind))
        {
            foreach (var (id, number) in await tables.FindPartiesAsync(fund, some.Key, [.. some.Select(party => party.ExternalId)], cancellation))
                numbers[(some.Key, id)] = number;
        }

        var next = 1 + (await context.Parties.Where(party => party.Fund == fund).MaxAsync(party => (long?)party.Number, cancellation) ?? 0);
        var added = new List<PartyRow>();
        foreach (var party in parties)
        {
            if (numbers.TryAdd((party.Kind, party.ExternalId), next))
                added.Add(new() { Fund = fund, Number = next++, Kind = party.Kind, ExternalId = party.ExternalId, Owner = party.Owner });
        }

        await BulkWriter.WriteAsync(context, added, cancellation);
        return [.. parties.Select(party => numbers[(party.Kind, party.ExternalId)])];
    }
}
