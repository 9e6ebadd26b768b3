using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// Makes the month's proposal from a snapshot and keeps it with its traces. An earlier calculation that nobody approved yet is superseded; an
/// approved one stands.
/// </summary>
public sealed class CalculateMonth(FundDatabase database, IClock clock)
{
    /// <summary>Version of the rules' code. It grows whenever the same snapshot would give another proposal.</summary>
    public const int RuleVersion = 2;

    /// <returns>The run. Refused: <c>sealed</c>, <c>months-in-order</c>, <c>not-over</c>, <c>no-terms</c>.</returns>
    internal async Task<Result<RunRow>> RunAsync(int fund, YearMonth month, int maker, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var head = await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund, cancellation);
        if (month < head.OpenPeriod)
            return new Refusal("sealed", Text(month), "the month is sealed and takes no entry any more", $"settle {Text(head.OpenPeriod)}; what belongs to {Text(month)} posts there");
        if (month > head.OpenPeriod)
            return new Refusal("months-in-order", Text(month), $"{Text(head.OpenPeriod)} is not sealed yet", "settle and seal the months in their order");
        var terms = await TermsInForce.OnAsync(context, fund, month.ToDateInterval().End, cancellation);
        if (terms.IsRefused)
            return Result.Refused<RunRow>(terms.Refusals);
        var intake = await Intake.LastAsync(context, fund, cancellation);
        if (await RunStore.RunOfAsync(context, fund, month, cancellation) is { } before)
        {
            if (before.State >= RunState.Approved || IsSame(before, intake, head.Size, terms.Value.Number))
                return before;
            before.State = RunState.Superseded;
            await context.SaveChangesAsync(cancellation);
        }

        var facts = await FactsReader.ReadAsync(context, fund, intake, terms.Value.Terms, cancellation);
        var settled = await RunStore.SettledLinesAsync(context, fund, cancellation).ToListAsync(cancellation);
        var proposal = MonthSettlement.Calculate(terms.Value.Terms, month, facts, settled);

        var number = 1 + (await context.Set<RunRow>().Where(run => run.Fund == fund).MaxAsync(run => (long?)run.Number, cancellation) ?? 0);
        var rows = proposal.Lines.Select(line => RunStore.ToRow(fund, number, line)).ToList();
        var run = new RunRow
        {
            Fund = fund,
            Number = number,
            Month = month,
            State = RunState.Calculated,
            Intake = intake,
            LogSize = head.Size,
            TermsVersion = terms.Value.Number,
            RuleVersion = RuleVersion,
            Lines = rows.Count,
            ProposalHash = RunStore.HashOf(rows),
            Maker = maker,
            CalculatedAt = clock.GetCurrentInstant(),
        };
        context.Add(run);
        await context.SaveChangesAsync(cancellation);
        foreach (var batch in rows.Chunk(2_000))
        {
            context.AddRange(batch.AsEnumerable<object>());
            await context.SaveChangesAsync(cancellation);
            foreach (var row in batch)
                context.Entry(row).State = EntityState.Detached;
        }

        await transaction.CommitAsync(cancellation);
        return run;
    }

    /// <summary>The same snapshot gives the same proposal: there is nothing to calculate.</summary>
    private static bool IsSame(RunRow run, long intake, long logSize, int termsVersion) =>
        (run.Intake, run.LogSize, run.TermsVersion, run.RuleVersion) == (intake, logSize, termsVersion, RuleVersion);

    private static string Text(YearMonth month) => NodaTime.Text.YearMonthPattern.Iso.Format(month);
}
