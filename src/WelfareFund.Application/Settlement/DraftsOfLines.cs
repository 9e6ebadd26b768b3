using Microsoft.EntityFrameworkCore;
using WelfareFund.Accounting;
using WelfareFund.Ledger;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>What some lines of a run post: the numbers of their parties and what they correct are looked up for all of them at once.</summary>
internal sealed class DraftsOfLines(FundContext context, FundBooks books, RunRow run, ChartOfAccounts chart)
{
    private Currency? baseCurrency;
    private readonly Provenance provenance = new(run.Number, run.TermsVersion, run.RuleVersion, run.Maker, run.Approver);

    internal async Task<IReadOnlyList<EntryDraft>> OfAsync(IReadOnlyList<SettlementLine> lines, CancellationToken cancellation)
    {
        using var part = SideBySide.Parts.StartActivity("draft");
        var needs = new PartiesOfEvents();
        foreach (var line in lines.Where(line => line.Event is not null))
            needs.Add(line.Event!);
        var numbers = new Dictionary<(PartyKind Kind, string Id), long>(await NumbersAsync(context, books, run.Fund, needs.Parties, cancellation));
        baseCurrency ??= (await context.Funds.AsNoTracking().SingleAsync(fund => fund.Number == run.Fund, cancellation)).BaseCurrency;
        var (others, corrects) = (new HashSet<PartyId>(), new HashSet<string>(StringComparer.Ordinal));
        var drafts = Draft((kind, id) => numbers.TryGetValue((kind, id), out var number) ? number : Ask(others, new(kind, id)), key => Ask(corrects, key.ToString()));
        if (others.Count == 0 && corrects.Count == 0)
            return drafts;

        // Few lines correct others, or are about whom only the log names: it is cheaper to draft them twice than to ask of every line beforehand.
        foreach (var (party, number) in await NumbersAsync(context, books, run.Fund, [.. others], cancellation))
            numbers.Add(party, number);
        var corrected = await FindCorrectedAsync(corrects, cancellation);
        return Draft((kind, id) => numbers[(kind, id)], key => corrected.TryGetValue(key.ToString(), out var sequence) ? sequence : null);

        List<EntryDraft> Draft(Func<PartyKind, string, long> party, Func<EntryKey, long?> sequenceOf)
        {
            var rules = new PostingRules(chart, party, baseCurrency, sequenceOf);
            return [.. lines.SelectMany(line => rules.DraftsOf(line, provenance))];
        }
    }

    private static long Ask<T>(HashSet<T> asked, T what)
    {
        asked.Add(what);
        return 0;
    }

    /// <summary>Of those parties that have one.</summary>
    internal static async Task<IReadOnlyDictionary<(PartyKind Kind, string Id), long>> NumbersAsync(FundContext context, FundBooks books, int fund, IReadOnlyList<PartyId> parties, CancellationToken cancellation)
    {
        var numbers = new Dictionary<(PartyKind, string), long>(parties.Count);
        foreach (var some in parties.GroupBy(party => party.Kind))
        {
            foreach (var (id, number) in await books.FindPartiesAsync(context, fund, some.Key, [.. some.Select(party => party.ExternalId)], cancellation))
                numbers[(some.Key, id)] = number;
        }

        return numbers;
    }

    /// <summary>
    /// Where the log holds the entries that the lines' own correct. Of the snapshot's entries only: the same approved run links the same ones, however
    /// often it is started.
    /// </summary>
    private async Task<Dictionary<string, long>> FindCorrectedAsync(IEnumerable<string> keys, CancellationToken cancellation)
    {
        var corrected = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var some in keys.Chunk(500))
        {
            var found = await context.Entries.AsNoTracking().Where(entry => entry.Fund == run.Fund && entry.Sequence <= run.LogSize && some.Contains(entry.Key))
                .Select(entry => new { entry.Key, entry.Sequence }).ToListAsync(cancellation);
            foreach (var entry in found)
                corrected.Add(entry.Key, entry.Sequence);
        }

        return corrected;
    }
}
