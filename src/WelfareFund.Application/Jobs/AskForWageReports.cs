using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Jobs;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Jobs;

/// <summary>
/// Which pay nobody reported yet: what the next month to be posted would hold for it, were it settled now. The rules of the settlement decide, so
/// nothing is asked for that they would not miss.
/// </summary>
internal sealed class AskForWageReports(FundDatabase database) : IJobWork
{
    public Job Job => Job.WageReports;

    public async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var fund = due.Fund.Number;
        var head = await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund, cancellation);
        var month = await RunStore.RunOfAsync(context, fund, head.OpenPeriod, cancellation) is { State: >= RunState.Approved } ? head.OpenPeriod.PlusMonths(1) : head.OpenPeriod;
        var terms = await TermsInForce.OnAsync(context, fund, month.ToDateInterval().End, cancellation);
        if (terms.IsRefused)
            return JobOutcome.Refused("nothing can be asked for", terms.Refusals);
        await using var told = StoredMonth.Of(database, new(fund, month, await Intake.LastAsync(context, fund, cancellation), head.Size, terms.Value));
        var missing = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        MonthSettlement.Calculate(terms.Value.Terms, month, told, line =>
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var report in line is { State: LineState.Held, Reason: LineReason.WageReportMissing } ? MissingOf(line) : [])
                missing.TryAdd(report, true);
        });
        var words = string.Create(CultureInfo.InvariantCulture, $"{missing.Count} missing for the settlement of {YearMonthPattern.Iso.Format(month)}");
        return new(JobResult.Done, words, JobOutcome.Few([.. missing.Keys]));
    }

    /// <summary>By employer, worker and month where the line names them; else the line's subject, which names the agreement and the month.</summary>
    private static List<string> MissingOf(SettlementLine line)
    {
        var whose = line.Subject[..Math.Max(line.Subject.LastIndexOf(':'), 0)];
        var named = line.Trace.Where(step => step.Template == "report-missing-of")
            .Select(step => $"{step.Operands[0]} has not reported {whose} for {YearMonthPattern.Iso.Format((YearMonth)step.Operands[1])}").ToList();
        return named.Count > 0 ? named : [$"the pay of {line.Subject}"];
    }
}
