using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Ledger;

/// <param name="Accounts">What people see, by account number.</param>
/// <param name="Parties">Ids in the fund's files, by party number.</param>
/// <param name="Approver">Null where nobody had to approve.</param>
/// <param name="Month">The settled month that posted it; null where no settlement did.</param>
/// <param name="Line">The settlement line it came from, with its trace.</param>
/// <param name="Siblings">Sequences of the same line's other entries.</param>
/// <param name="CorrectedBy">Sequences of the entries that reverse or correct it.</param>
/// <param name="LogSize">Entries in the log now.</param>
public sealed record EntryDetails(
    Entry Entry, Instant RecordedAt, IReadOnlyDictionary<int, AccountName> Accounts, IReadOnlyDictionary<long, string> Parties, string Maker, string? Approver,
    YearMonth? Month, SettlementLine? Line, IReadOnlyList<long> Siblings, IReadOnlyList<long> CorrectedBy, long LogSize);

/// <summary>One entry and where it came from. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ShowEntry(FundDatabase database)
{
    /// <returns>Refused: <c>not-found</c>.</returns>
    public async Task<Result<EntryDetails>> RunAsync(Actor actor, string fundId, long sequence, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<EntryDetails>(fund.Refusals);
        var number = fund.Value.Number;
        var reader = new LedgerReader(context, number);
        if (await reader.EntryAsync(sequence, cancellation) is not { } row)
            return new Refusal("not-found", "", $"the fund has no entry {sequence}", "the accounts show the entries there are");

        var entry = row.ToEntry();
        int[] people = [row.Maker, row.Approver];
        var users = await context.Set<UserRow>().AsNoTracking().Where(user => people.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        var run = await context.Set<RunRow>().AsNoTracking().SingleOrDefaultAsync(run => run.Fund == number && run.Number == row.Run, cancellation);
        var (line, siblings) = run is null ? (null, []) : await OriginAsync(context, fund.Value, run, entry, cancellation);
        return new EntryDetails(
            entry, row.RecordedAt,
            (await reader.AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Number),
            await PartyNames.OfAsync(context, number, row.Postings.Select(posting => posting.Party ?? 0), cancellation),
            NameOf(row.Maker)!, NameOf(row.Approver), run?.Month, line, siblings,
            await context.Entries.Where(entry => entry.Fund == number && entry.Corrects == sequence).OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync(cancellation),
            (await context.Heads.FindAsync([number], cancellation))!.Size);

        string? NameOf(int user) => user == 0 ? null : users.GetValueOrDefault(user, $"user {user}");
    }

    private static async Task<(SettlementLine? Line, IReadOnlyList<long> Siblings)> OriginAsync(FundContext context, FundRow fund, RunRow run, Entry entry, CancellationToken cancellation)
    {
        var entries = await EntriesOfLines.OpenAsync(context, fund, cancellation);
        var lines = RunStore.LinesOf(context, run).Where(line => line.Event != null);

        // Most entries have the kind and the subject of their line, which finds it however many lines the run has.
        var (kind, subject) = (entry.Body.Key.Kind, entry.Body.Key.Subject);
        var line = await FindAsync(lines.Where(line => line.Kind == kind && line.Subject == subject))
            ?? await FindAsync(lines.Where(line => line.Effective == entry.Body.Effective && line.Concerns == entry.Body.Concerns));
        if (line is null)
            return (null, []);
        var found = await entries.FindAsync(context, [line], cancellation);
        return (line, [.. found[line.Number].Where(sequence => sequence != entry.Sequence)]);

        async Task<SettlementLine?> FindAsync(IQueryable<SettlementLineRow> among) =>
            (await among.ToListAsync(cancellation)).Select(RunStore.ToLine).FirstOrDefault(one => entries.KeysOf(one).Contains(entry.Body.Key.ToString()));
    }
}
