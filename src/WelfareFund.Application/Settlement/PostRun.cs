using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// Posts an approved run's lines in chunks, each with its progress in one commit. Killed at any instant and started again it goes on
/// where it was: the keys make what is posted already a success.
/// </summary>
public sealed class PostRun(FundDatabase database, LedgerWriter writer, FundBooks books, IClock clock)
{
    /// <summary>Lines in a chunk; an entry or a few each.</summary>
    private const int LinesInAChunk = 500;

    /// <summary>Everything but the payments: the run becomes posted.</summary>
    internal Task<Result<RunRow>> PostAsync(int fund, long run, long fence, CancellationToken cancellation) =>
        PostAsync(fund, run, RunState.Approved, LineState.Posts, RunState.Posted, fence, cancellation);

    /// <summary>The payment instructions: the run becomes paid.</summary>
    internal Task<Result<RunRow>> PayAsync(int fund, long run, long fence, CancellationToken cancellation) =>
        PostAsync(fund, run, RunState.Posted, LineState.Pays, RunState.Paid, fence, cancellation);

    /// <summary>What posting and paying the run would write, by the same rules over accounts and parties that are forgotten again.</summary>
    internal async Task<IReadOnlyList<ProposedEntry>> ShowAsync(int fund, long number, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var run = await context.Set<RunRow>().AsNoTracking().SingleAsync(run => run.Fund == fund && run.Number == number, cancellation);
        var rules = await PrepareBooksAsync(context, fund, run, cancellation);
        var names = (await new LedgerReader(context, fund).AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Number);
        var parties = await context.Parties.AsNoTracking().Where(party => party.Fund == fund).ToDictionaryAsync(party => party.Number, party => party.ExternalId, cancellation);
        var lines = await RunStore.LinesOf(context, run).Where(line => line.State == LineState.Posts || line.State == LineState.Pays).ToListAsync(cancellation);
        await transaction.RollbackAsync(cancellation);
        var provenance = new Provenance(run.Number, run.TermsVersion, run.RuleVersion, run.Maker, run.Approver);
        return [.. lines.OrderBy(line => line.State).ThenBy(line => line.Number).SelectMany(line => rules.DraftsOf(RunStore.ToLine(line), provenance)).Select(draft => new ProposedEntry(
            draft.Key, draft.Effective, draft.Concerns,
            [.. draft.Postings.Select(posting => new ProposedPosting(names[posting.Account], parties.GetValueOrDefault(posting.Party, ""), posting.Amount))]))];
    }

    private async Task<Result<RunRow>> PostAsync(int fund, long number, RunState from, LineState which, RunState to, long fence, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var run = await context.Set<RunRow>().AsNoTracking().SingleAsync(run => run.Fund == fund && run.Number == number, cancellation);
        if (run.State >= to)
            return run;
        if (run.State != from)
            return new Refusal("not-yet", $"run {number}", $"it is {Word(run.State)}, not {Word(from)}", $"bring it to {Word(from)} first");
        if (!RunStore.HashOf(RunStore.LinesOf(context, run).AsEnumerable()).AsSpan().SequenceEqual(run.ProposalHash))
            return new Refusal("proposal-changed", $"run {number}", "its lines are not the ones that were approved", "calculate it again");

        await using var preparing = await context.Database.BeginTransactionAsync(cancellation);
        var rules = await PrepareBooksAsync(context, fund, run, cancellation);
        await preparing.CommitAsync(cancellation);
        var provenance = new Provenance(run.Number, run.TermsVersion, run.RuleVersion, run.Maker, run.Approver);
        var lastLines = new Queue<int>();
        var posted = await writer.PostChunksAsync(fund, ChunksAsync(run, which, rules, provenance, lastLines, cancellation), fence,
            async (chunk, _) =>
            {
                var last = lastLines.Dequeue();
                await chunk.Set<RunRow>().Where(row => row.Fund == fund && row.Number == number)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.PostedLines, last), cancellation);
                var until = clock.GetCurrentInstant() + FinishRuns.LeaseLength;
                await chunk.Leases.Where(lease => lease.Fund == fund && lease.Fence == fence)
                    .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, until), cancellation);
            }, cancellation);
        if (posted.IsRefused)
            return Result.Refused<RunRow>(posted.Refusals);

        await context.Set<RunRow>().Where(row => row.Fund == fund && row.Number == number)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to).SetProperty(row => row.PostedLines, which is LineState.Posts ? 0 : run.Lines), cancellation);
        return await context.Set<RunRow>().AsNoTracking().SingleAsync(row => row.Fund == fund && row.Number == number, cancellation);
    }

    private async IAsyncEnumerable<IReadOnlyList<EntryDraft>> ChunksAsync(
        RunRow run, LineState which, PostingRules rules, Provenance provenance, Queue<int> lastLines,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var after = run.PostedLines;
        while (true)
        {
            var rows = await RunStore.LinesOf(context, run).Where(line => line.State == which && line.Number > after).Take(LinesInAChunk).ToListAsync(cancellation);
            if (rows.Count == 0)
                yield break;
            after = rows[^1].Number;
            List<EntryDraft> drafts = [.. rows.SelectMany(row => rules.DraftsOf(RunStore.ToLine(row), provenance))];
            if (drafts.Count == 0)
                continue;
            lastLines.Enqueue(after);
            yield return drafts;
        }
    }

    /// <summary>Accounts and parties that the run's events need and the books do not have yet, in the order of the lines.</summary>
    private async Task<PostingRules> PrepareBooksAsync(FundContext context, int fund, RunRow run, CancellationToken cancellation)
    {
        var terms = await TermsInForce.NumberedAsync(context, fund, run.TermsVersion, cancellation);
        var events = RunStore.LinesOf(context, run).Where(line => line.Event != null).AsEnumerable().Select(line => SettlementJson.ReadEvent(line.Event!));
        var needs = new PartiesOfEvents();
        foreach (var what in events)
            needs.Add(what);

        var accounts = (await new LedgerReader(context, fund).AccountsAsync(cancellation)).Values;
        var missing = new ChartOfAccounts(accounts).Missing(terms, needs.Currencies);
        await FundBooks.AddAccountsAsync(context, fund, missing, cancellation);
        var chart = new ChartOfAccounts([.. accounts, .. missing]);
        await books.NameAccountsAsync(context, fund, chart.Names(terms), cancellation);
        await books.NumberPartiesAsync(context, fund, needs.Parties, cancellation);
        var numbers = await context.Parties.AsNoTracking().Where(party => party.Fund == fund)
            .ToDictionaryAsync(party => (party.Kind, party.ExternalId), party => party.Number, cancellation);
        var corrected = new Dictionary<string, long>(StringComparer.Ordinal);
        var rules = new PostingRules(
            chart, (kind, id) => numbers[(kind, id)], terms.BaseCurrency, key => corrected.TryGetValue(key.ToString(), out var sequence) ? sequence : null);
        await FindCorrectedAsync(context, run, rules, corrected, cancellation);
        return rules;
    }

    /// <summary>
    /// Where the log holds the entries that the run's own correct. Of the snapshot's entries only: the same approved run links the same ones, however
    /// often it is started.
    /// </summary>
    private static async Task FindCorrectedAsync(FundContext context, RunRow run, PostingRules rules, Dictionary<string, long> corrected, CancellationToken cancellation)
    {
        var keys = RunStore.LinesOf(context, run).Where(line => line.Event != null).AsEnumerable()
            .SelectMany(line => rules.CorrectedBy(RunStore.ToLine(line))).Select(key => key.ToString()).Distinct(StringComparer.Ordinal).ToList();
        foreach (var some in keys.Chunk(500))
        {
            var found = await context.Entries.AsNoTracking().Where(entry => entry.Fund == run.Fund && entry.Sequence <= run.LogSize && some.Contains(entry.Key))
                .Select(entry => new { entry.Key, entry.Sequence }).ToListAsync(cancellation);
            foreach (var entry in found)
                corrected.Add(entry.Key, entry.Sequence);
        }
    }

    private static string Word(RunState state) => state.ToString().ToLowerInvariant();
}
