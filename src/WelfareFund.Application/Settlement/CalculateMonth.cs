using NodaTime;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// Makes the month's proposal from a snapshot and keeps it with its traces. An earlier calculation that nobody approved yet is superseded; an
/// approved one stands.
/// </summary>
public sealed class CalculateMonth(FundDatabase database, FundBooks books, IClock clock)
{
    /// <summary>Version of the rules' code. It grows whenever the same snapshot would give another proposal.</summary>
    public const int RuleVersion = 8;

    /// <returns>The run. Refused: <c>sealed</c>, <c>months-in-order</c>, <c>not-over</c>, <c>no-terms</c>.</returns>
    internal async Task<Result<RunRow>> RunAsync(int fund, YearMonth month, int maker, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var head = await books.LockAsync(context, fund, cancellation);
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

        var place = new SnapshotPlace(fund, month, intake, head.Size, terms.Value);
        await using var told = StoredMonth.Of(database, place);
        var lines = SideBySide.Made<SettlementLine>(take =>
        {
            using var part = SideBySide.Parts.StartActivity("calculate");
            MonthSettlement.Calculate(terms.Value.Terms, month, told, take);
        });
        var run = await RunStore.AddAsync(context, place, RunPurpose.Settlement, lines, maker, clock.GetCurrentInstant(), progress, cancellation);
        await transaction.CommitAsync(cancellation);
        return run;
    }

    /// <summary>The same snapshot gives the same proposal: there is nothing to calculate.</summary>
    private static bool IsSame(RunRow run, long intake, long logSize, int termsVersion) =>
        (run.Intake, run.LogSize, run.TermsVersion, run.RuleVersion) == (intake, logSize, termsVersion, RuleVersion);

    private static string Text(YearMonth month) => NodaTime.Text.YearMonthPattern.Iso.Format(month);
}
