using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// Compares a fund's runs with their lines: that they are the ones that were calculated and approved, and that what pages, statements and later months find by worker, claim, payment
/// and group is what the lines say. It reads each table once and keeps none of it.
/// </summary>
internal sealed class LinesCheck(FundDatabase database, int fund)
{
    private const int MostFindings = 100;

    private readonly List<Finding> findings = [];
    private (long Run, int Line) last;

    private sealed record Said(IReadOnlyList<LineClaimRow> Claims, IReadOnlyList<(int Claims, string Event)> Payments, IReadOnlyList<WorkerId> Moves);

    internal async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await CompareAsync(cancellation);
        }
        catch (Exception damage) when (damage is DbException or JsonException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            findings.Add(new($"line {last.Line} of run {last.Run}", $"what follows it cannot be read: {damage.Message.TrimEnd('.')}"));
        }

        return [.. findings.Take(MostFindings)];
    }

    private async Task CompareAsync(CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        await using var lines = database.NewReader();
        await using var ofClaims = database.NewReader();
        await using var ofPayments = database.NewReader();
        await using var ofWorkers = database.NewReader();
        var runs = await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund).OrderBy(run => run.Number).ToListAsync(cancellation);
        var through = runs.LastOrDefault()?.Number ?? 0;
        using var claims = new Beside<LineClaimRow>("claims", LineClaimTable.ReadAll(ofClaims, fund, through).Select(row => ((row.Run, row.Line), row)));
        using var payments = new Beside<(int, string)>("payment", LineClaimTable.ReadPayments(ofPayments, fund, through).Select(row => ((row.Run, row.Line), (row.Claims, row.Event))));
        using var workers = new Beside<WorkerId>("worker", SettlementLineTable.ReadMoved(ofWorkers, fund, through).Select(row => ((row.Run, row.Number), row.Worker)));
        foreach (var run in runs)
        {
            cancellation.ThrowIfCancellationRequested();
            using var hash = new ProposalHash();
            var groups = new LineGroups(fund, run.Number);
            last = (run.Number, 0);
            foreach (var (row, said) in SideBySide.Each(SettlementLineTable.Read(lines, fund, run.Number), row => (row, Say(row))))
            {
                hash.Append(row);
                groups.Add(row);
                last = (run.Number, row.Number);
                claims.Compare(last, said.Claims, findings);
                payments.Compare(last, said.Payments, findings);
                workers.Compare(last, said.Moves, findings);
            }

            if (hash.Lines != run.Lines || !hash.Value().AsSpan().SequenceEqual(run.ProposalHash))
                findings.Add(new($"run {run.Number}", "its lines are not the ones that were calculated and approved"));
            if (!(await LineGroups.RowsAsync(context, run, cancellation)).Select(Values).SequenceEqual(groups.Rows.Select(Values)))
                findings.Add(new($"run {run.Number}", "what is counted and added up of its lines is not what they come to"));
        }

        claims.End(findings);
        payments.End(findings);
        workers.End(findings);
        var without = context.Set<SettlementLineRow>().Where(line => line.Fund == fund && !context.Set<RunRow>().Any(run => run.Fund == fund && run.Number == line.Run)).Select(line => line.Run).Distinct();
        findings.AddRange((await without.Take(MostFindings).ToListAsync(cancellation)).Select(run => new Finding($"run {run}", "it has lines, and there is no such run")));
    }

    private static Said Say(SettlementLineRow row)
    {
        var line = RunStore.ToLineWithoutTrace(row);
        return new(
            LineClaims.Of(row.Fund, row.Run, line), LineClaims.PaymentOf(row.Fund, row.Run, line) is { } payment ? [(payment.Claims, payment.Event)] : [], line.Moves is { } worker ? [worker] : []);
    }

    private static (int First, string Kind, LineState State, string Reason, Currency? Currency, int Lines, long? Amount) Values(LineGroupRow group) =>
        (group.FirstLine, group.Kind, group.State, group.Reason, group.Currency, group.Lines, group.Amount);

    /// <summary>What is kept beside the lines, in their order: it moves on with them.</summary>
    private sealed class Beside<T>(string what, IEnumerable<((long Run, int Line) Of, T Value)> rows) : IDisposable
    {
        private readonly IEnumerator<((long Run, int Line) Of, T Value)> kept = rows.GetEnumerator();
        private bool? more;

        internal void Compare((long Run, int Line) line, IReadOnlyList<T> said, List<Finding> findings)
        {
            SkipBefore(line, findings);
            var (count, isAsSaid) = (0, true);
            for (; more is true && kept.Current.Of == line; more = kept.MoveNext(), count++)
                isAsSaid = isAsSaid && count < said.Count && EqualityComparer<T>.Default.Equals(kept.Current.Value, said[count]);
            if (!isAsSaid || count != said.Count)
                Differs(line, findings);
        }

        internal void End(List<Finding> findings) => SkipBefore((long.MaxValue, 0), findings);

        /// <summary>Those of lines that are not there.</summary>
        private void SkipBefore((long Run, int Line) line, List<Finding> findings)
        {
            for (more ??= kept.MoveNext(); more is true && kept.Current.Of.CompareTo(line) < 0; more = kept.MoveNext())
                Differs(kept.Current.Of, findings);
        }

        private void Differs((long Run, int Line) line, List<Finding> findings)
        {
            if (findings.Count < MostFindings)
                findings.Add(new($"line {line.Line} of run {line.Run}", $"what is kept of its {what} is not what the line says"));
        }

        public void Dispose() => kept.Dispose();
    }
}
