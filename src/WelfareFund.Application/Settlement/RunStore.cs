using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Settlement;

/// <summary>Runs and their lines as the settlement's use cases read and write them.</summary>
internal static class RunStore
{
    private const int RowsAtOnce = 500;

    /// <summary>The month's settlement that counts; null before the first calculation.</summary>
    internal static Task<RunRow?> RunOfAsync(FundContext context, int fund, YearMonth month, CancellationToken cancellation) =>
        context.Set<RunRow>().Where(run => run.Fund == fund && run.Purpose == RunPurpose.Settlement && run.Month == month && run.State != RunState.Superseded).SingleOrDefaultAsync(cancellation);

    /// <summary>As it is now, whatever was read of the run before. Under the fund's lock it stays so.</summary>
    internal static Task<RunState> StateAsync(FundContext context, RunRow run, CancellationToken cancellation) =>
        context.Set<RunRow>().AsNoTracking().Where(row => row.Fund == run.Fund && row.Number == run.Number).Select(row => row.State).SingleAsync(cancellation);

    /// <summary>Everything posted or refused for good by the fund's runs so far, without its traces, in the order of posting, each run's lines before its payments. A
    /// run that is approved after another one was calculated after it, so that their numbers are that order. The context takes no other command meanwhile.</summary>
    internal static IEnumerable<SettlementLine> SettledLines(FundContext context, int fund) =>
        SideBySide.Each(SettledRuns(context, fund).SelectMany(run => SettlementLineTable.ReadDecided(context, fund, run.Number, withPayments: run.State is not RunState.Posted)), ToLineWithoutTrace);

    /// <summary>As <see cref="SettledLines"/>, without those that move a worker's account and nothing else.</summary>
    internal static IEnumerable<SettlementLine> SettledLinesOfFund(FundContext context, int fund) =>
        SideBySide.Each(SettledRuns(context, fund).SelectMany(run => SettlementLineTable.ReadDecidedOfFund(context, fund, run.Number, withPayments: run.State is not RunState.Posted)), ToLineWithoutTrace);

    /// <summary>Of those the lines by which payments were instructed, confirmed and returned, and calls of capital paid; without the claims that they are for.</summary>
    internal static IEnumerable<SettlementLine> PaymentLines(FundContext context, int fund) => PaymentLinesOfRuns(context, fund).Select(paying => paying.Line);

    /// <summary>The same, each with its run's number.</summary>
    internal static IEnumerable<(long Run, SettlementLine Line)> PaymentLinesOfRuns(FundContext context, int fund) =>
        SettledRuns(context, fund).SelectMany(run => SettlementLineTable.ReadPayments(context, fund, run.Number, withInstructions: run.State is not RunState.Posted)).Select(row => (row.Run, ToLineWithoutTrace(row)));

    /// <summary>In the order of their numbers.</summary>
    internal static List<RunRow> SettledRuns(FundContext context, int fund) =>
        context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State >= RunState.Posted && run.State <= RunState.Sealed).OrderBy(run => run.Number).ToList();

    /// <summary>Keeps a run that was calculated, with its lines, in the caller's transaction.</summary>
    internal static async Task<RunRow> AddAsync(
        FundContext context, SnapshotPlace snapshot, RunPurpose purpose, IEnumerable<SettlementLine> lines, int maker, Instant at, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var number = 1 + (await context.Set<RunRow>().Where(run => run.Fund == snapshot.Fund).MaxAsync(run => (long?)run.Number, cancellation) ?? 0);
        using var hash = new ProposalHash();
        var groups = new LineGroups(snapshot.Fund, number);
        var kept = SideBySide.Each(lines, line => (
            Row: ToRow(snapshot.Fund, number, line), Claims: LineClaims.Of(snapshot.Fund, number, line), Payment: LineClaims.PaymentOf(snapshot.Fund, number, line), line.Moves));
        foreach (var some in kept.Chunk(RowsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            using var part = SideBySide.Parts.StartActivity("store");
            var rows = Array.ConvertAll(some, line => line.Row);
            foreach (var row in rows)
            {
                hash.Append(row);
                groups.Add(row);
            }

            await SettlementLineTable.AddAsync(
                context, rows, [.. some.Where(line => line.Moves is not null).Select(line => new WorkerLineRow { Fund = snapshot.Fund, Run = number, Worker = line.Moves!.Value, Number = line.Row.Number })], cancellation);
            await LineClaimTable.AddAsync(context, [.. some.SelectMany(line => line.Claims)], [.. some.Select(line => line.Payment).OfType<LinePaymentRow>()], cancellation);
            progress?.Report(new("lines kept", hash.Lines, null));
        }

        var run = new RunRow
        {
            Fund = snapshot.Fund,
            Number = number,
            Purpose = purpose,
            Month = snapshot.Month,
            State = RunState.Calculated,
            Intake = snapshot.Intake,
            LogSize = snapshot.LogSize,
            TermsVersion = snapshot.Terms.Number,
            RuleVersion = CalculateMonth.RuleVersion,
            Lines = hash.Lines,
            ProposalHash = hash.Value(),
            Maker = maker,
            CalculatedAt = at,
        };
        context.Add(run);
        context.AddRange(groups.Rows);
        await context.SaveChangesAsync(cancellation);
        return run;
    }

    internal static IQueryable<SettlementLineRow> LinesOf(FundContext context, RunRow run) =>
        context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == run.Fund && line.Run == run.Number).OrderBy(line => line.Number);

    internal static IQueryable<SettlementLineRow> LinesOf(FundContext context, RunRow run, LineGroup group)
    {
        var (kind, state) = (group.Kind, group.State);
        return LinesOf(context, run).Where(line => line.Kind == kind && line.State == state);
    }

    /// <summary>Of a worker's contributions, from all runs, in no order: found by their kind and the head of their subject, however many lines the months have.</summary>
    internal static IQueryable<SettlementLineRow> ContributionLinesOf(FundContext context, int fund, string worker)
    {
        var (from, to) = (worker + ":", worker + ";");
        return context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund && line.Kind == "contribution" && string.Compare(line.Subject, from) >= 0 && string.Compare(line.Subject, to) < 0);
    }

    internal static SettlementLineRow ToRow(int fund, long run, SettlementLine line) => new()
    {
        Fund = fund,
        Run = run,
        Number = line.Number,
        Kind = line.Kind,
        Subject = line.Subject,
        Effective = line.Effective,
        Concerns = line.Concerns,
        State = line.State,
        Reason = line.Reason,
        Amount = line.Amount?.MinorUnits,
        Currency = line.Amount?.Currency,
        Event = line.Event is null ? null : SettlementJson.WriteEvent(line.Event),
        Trace = SettlementJson.WriteTrace(line.Trace),
    };

    internal static SettlementLine ToLine(SettlementLineRow row) => ToLine(row, SettlementJson.ReadEvent, SettlementJson.ReadTrace(row.Trace));

    /// <summary>What it decided, and not why: its trace is empty.</summary>
    internal static SettlementLine ToLineWithoutTrace(SettlementLineRow row) => ToLine(row, SettlementJson.ReadEvent, []);

    private static SettlementLine ToLine(SettlementLineRow row, Func<string, FundEvent> read, IReadOnlyList<TraceStep> trace) => new(
        row.Number, row.Kind, row.Subject, row.Effective, row.Concerns, row.State, row.Reason,
        row.Amount is { } amount ? new Money(amount, row.Currency!) : null,
        row.Event is null ? null : read(row.Event), trace);
}
