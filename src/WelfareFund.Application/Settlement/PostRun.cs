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
    /// <summary>Lines in a chunk; an entry or a few each, so that a chunk of entries is about <see cref="LedgerWriter.ChunkSize"/>.</summary>
    private const int LinesInAChunk = 3_000;

    /// <summary>Posts everything but the payments, so that the run becomes posted; then the payment instructions, so that it becomes paid.</summary>
    /// <param name="to"><see cref="RunState.Posted"/>, or anything after it to pay too.</param>
    internal async Task<Result<RunRow>> FinishAsync(int fund, long number, RunState to, long fence, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var run = await RunAsync(context, fund, number, cancellation);
        var hasPosted = false;
        if (run.State < RunState.Posted)
        {
            var posted = await PostAsync(context, run, RunState.Approved, LineState.Posts, RunState.Posted, fence, isChecked: false, progress, cancellation);
            if (posted.IsRefused)
                return posted;
            (run, hasPosted) = (posted.Value, true);
        }

        return to <= RunState.Posted || run.State >= RunState.Paid
            ? run
            : await PostAsync(context, run, RunState.Posted, LineState.Pays, RunState.Paid, fence, isChecked: hasPosted, progress, cancellation);
    }

    /// <summary>What posting and paying the run would write, by the same rules over accounts and parties that are forgotten again.</summary>
    internal async Task<IReadOnlyList<ProposedEntry>> ShowAsync(int fund, long number, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var run = await context.Set<RunRow>().AsNoTracking().SingleAsync(run => run.Fund == fund && run.Number == number, cancellation);
        var needs = new PartiesOfEvents();
        foreach (var what in EventsOf(RunStore.LinesOf(context, run)))
            needs.Add(what);
        var chart = await PrepareBooksAsync(context, run, needs.Currencies, needs.Parties, cancellation);
        var names = (await new LedgerReader(context, fund).AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Number);
        var parties = await context.Parties.AsNoTracking().Where(party => party.Fund == fund).ToDictionaryAsync(party => party.Number, party => party.ExternalId, cancellation);
        var lines = await RunStore.LinesOf(context, run).Where(line => line.State == LineState.Posts || line.State == LineState.Pays).ToListAsync(cancellation);
        var drafts = await new DraftsOfLines(context, books, run, chart).OfAsync([.. lines.OrderBy(line => line.State).ThenBy(line => line.Number).Select(RunStore.ToLineWithoutTrace)], cancellation);
        await transaction.RollbackAsync(cancellation);
        return [.. drafts.Select(draft => new ProposedEntry(
            draft.Key, draft.Effective, draft.Concerns,
            [.. draft.Postings.Select(posting => new ProposedPosting(names[posting.Account], parties.GetValueOrDefault(posting.Party, ""), posting.Amount))]))];
    }

    private async Task<Result<RunRow>> PostAsync(
        FundContext context, RunRow run, RunState from, LineState which, RunState to, long fence, bool isChecked, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (fund, number) = (run.Fund, run.Number);
        if (run.State != from)
            return new Refusal("not-yet", $"run {number}", $"it is {Word(run.State)}, not {Word(from)}", $"bring it to {Word(from)} first");
        var prepared = await PrepareBooksAsync(context, run, which, isChecked, cancellation);
        if (prepared.IsRefused)
            return Result.Refused<RunRow>(prepared.Refusals);
        var chart = prepared.Value;
        var lastLines = new Queue<int>();
        var posted = await writer.PostChunksAsync(fund, ChunksAsync(run, which, chart, lastLines, cancellation), fence,
            async (chunk, _) =>
            {
                var last = lastLines.Dequeue();
                await chunk.Set<RunRow>().Where(row => row.Fund == fund && row.Number == number)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.PostedLines, last), cancellation);
                var until = clock.GetCurrentInstant() + FinishRuns.LeaseLength;
                await chunk.Leases.Where(lease => lease.Fund == fund && lease.Fence == fence)
                    .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, until), cancellation);
                progress?.Report(new("lines posted", last, run.Lines));
            }, cancellation);
        if (posted.IsRefused)
            return Result.Refused<RunRow>(posted.Refusals);

        await context.Set<RunRow>().Where(row => row.Fund == fund && row.Number == number)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to).SetProperty(row => row.PostedLines, which is LineState.Posts ? 0 : run.Lines), cancellation);
        return await RunAsync(context, fund, number, cancellation);
    }

    private static Task<RunRow> RunAsync(FundContext context, int fund, long number, CancellationToken cancellation) =>
        context.Set<RunRow>().AsNoTracking().SingleAsync(run => run.Fund == fund && run.Number == number, cancellation);

    private async IAsyncEnumerable<IReadOnlyList<EntryDraft>> ChunksAsync(
        RunRow run, LineState which, ChartOfAccounts chart, Queue<int> lastLines, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = database.NewReader();
        var drafts = new DraftsOfLines(context, books, run, chart);
        var after = run.PostedLines;
        while (true)
        {
            List<SettlementLineRow> rows = [.. SettlementLineTable.ReadEvents(context, run.Fund, run.Number, which, after, LinesInAChunk)];
            if (rows.Count == 0)
                yield break;
            after = rows[^1].Number;
            var chunk = await drafts.OfAsync([.. SideBySide.Each(rows, RunStore.ToLineWithoutTrace)], cancellation);
            if (chunk.Count == 0)
                continue;
            lastLines.Enqueue(after);
            yield return chunk;
        }
    }

    /// <summary>Accounts and parties that the run's events need and the books do not have yet, in the order of the lines.</summary>
    /// <param name="which">With the first that post the books get all that the run needs; what pays later finds it there.</param>
    /// <param name="isChecked">That the lines are the approved ones.</param>
    /// <returns>Refused: <c>proposal-changed</c>; the books are then as they were.</returns>
    private async Task<Result<ChartOfAccounts>> PrepareBooksAsync(FundContext context, RunRow run, LineState which, bool isChecked, CancellationToken cancellation)
    {
        var (currencies, missing) = (new HashSet<Currency>(), new List<PartyId>());
        await using (var lines = database.NewReader())
        {
            await using var parties = database.NewReader();
            using var part = SideBySide.Parts.StartActivity("prepare");
            using var hash = new ProposalHash();
            var rows = isChecked ? SettlementLineTable.ReadEvents(lines, run.Fund, run.Number, which, 0, int.MaxValue) : SettlementLineTable.Read(lines, run.Fund, run.Number);
            foreach (var some in SideBySide.Each(rows, row => (Row: row, Event: row.Event is { } what && (which is LineState.Posts || row.State == which) ? SettlementJson.ReadEvent(what) : null)).Chunk(LinesInAChunk))
            {
                var needs = new PartiesOfEvents();
                foreach (var (row, what) in some)
                {
                    if (!isChecked)
                        hash.Append(row);
                    if (what is not null)
                        needs.Add(what);
                }

                currencies.UnionWith(needs.Currencies);
                var known = await DraftsOfLines.NumbersAsync(parties, books, run.Fund, needs.Parties, cancellation);
                missing.AddRange(needs.Parties.Where(party => !known.ContainsKey((party.Kind, party.ExternalId))));
            }

            if (!isChecked && !hash.Value().AsSpan().SequenceEqual(run.ProposalHash))
                return new Refusal("proposal-changed", $"run {run.Number}", "its lines are not the ones that were approved", "calculate it again");
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var chart = await PrepareBooksAsync(context, run, currencies, [.. missing.DistinctBy(party => (party.Kind, party.ExternalId))], cancellation);
        await transaction.CommitAsync(cancellation);
        return chart;
    }

    private async Task<ChartOfAccounts> PrepareBooksAsync(FundContext context, RunRow run, IEnumerable<Currency> currencies, IReadOnlyList<PartyId> parties, CancellationToken cancellation)
    {
        var terms = await TermsInForce.NumberedAsync(context, run.Fund, run.TermsVersion, cancellation);
        var accounts = (await new LedgerReader(context, run.Fund).AccountsAsync(cancellation)).Values;
        var missing = new ChartOfAccounts(accounts).Missing(terms, currencies);
        await FundBooks.AddAccountsAsync(context, run.Fund, missing, cancellation);
        var chart = new ChartOfAccounts([.. accounts, .. missing]);
        await books.NameAccountsAsync(context, run.Fund, chart.Names(terms), cancellation);
        await books.NumberPartiesAsync(context, run.Fund, parties, cancellation);
        return chart;
    }

    private static IEnumerable<FundEvent> EventsOf(IEnumerable<SettlementLineRow> lines) =>
        SideBySide.Each(lines.Where(line => line.Event is not null), line => SettlementJson.ReadEvent(line.Event!));

    private static string Word(RunState state) => state.ToString().ToLowerInvariant();
}
