using Microsoft.EntityFrameworkCore;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Ledger;

/// <summary>From settlement lines to the entries they posted: a line's keys follow from its event.</summary>
internal sealed class EntriesOfLines
{
    private static readonly Provenance Nobodys = new(0, 0, 0, 0, 0);

    private readonly int fund;
    private readonly PostingRules rules;

    private EntriesOfLines(FundRow fund, IEnumerable<Account> accounts) =>
        (this.fund, rules) = (fund.Number, new PostingRules(new ChartOfAccounts(accounts), (_, _) => 0, fund.BaseCurrency));

    internal static async Task<EntriesOfLines> OpenAsync(FundContext context, FundRow fund, CancellationToken cancellation) =>
        new(fund, (await new LedgerReader(context, fund.Number).AccountsAsync(cancellation)).Values);

    internal IReadOnlyList<string> KeysOf(SettlementLine line) => [.. rules.DraftsOf(line, Nobodys).Select(draft => draft.Key.ToString())];

    /// <summary>Sequences by line number. The lines' run has been posted, so every account exists.</summary>
    internal async Task<ILookup<int, long>> FindAsync(FundContext context, IReadOnlyCollection<SettlementLine> lines, CancellationToken cancellation)
    {
        var lineOf = lines.SelectMany(line => KeysOf(line).Select(key => (Key: key, line.Number))).ToDictionary(pair => pair.Key, pair => pair.Number, StringComparer.Ordinal);
        string[] keys = [.. lineOf.Keys];
        var entries = await context.Entries.Where(entry => entry.Fund == fund && keys.Contains(entry.Key)).OrderBy(entry => entry.Sequence)
            .Select(entry => new { entry.Key, entry.Sequence }).ToListAsync(cancellation);
        return entries.ToLookup(entry => lineOf[entry.Key], entry => entry.Sequence);
    }
}

/// <param name="ByLine">Sequences by line number, none for lines that posted nothing.</param>
public sealed record FoundEntries(ILookup<int, long> ByLine);

/// <summary>The entries behind lines of a settlement. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class FindEntries(FundDatabase database)
{
    /// <param name="lines">Of a run that has been posted.</param>
    public async Task<Result<FoundEntries>> RunAsync(Actor actor, string fundId, IReadOnlyCollection<SettlementLine> lines, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<FoundEntries>(fund.Refusals);
        var entries = await EntriesOfLines.OpenAsync(context, fund.Value, cancellation);
        return new FoundEntries(await entries.FindAsync(context, lines, cancellation));
    }
}
