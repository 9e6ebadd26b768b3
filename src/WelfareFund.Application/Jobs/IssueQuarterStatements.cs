using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Statements;
using WelfareFund.Jobs;
using WelfareFund.Ledger;
using WelfareFund.Storage;

namespace WelfareFund.Application.Jobs;

/// <summary>Issues and registers every investor's statement of a quarter, once its last month is sealed. The command <c>statement</c> draws them again, byte for byte.</summary>
internal sealed class IssueQuarterStatements(FundDatabase database, StateInvestor state, IssueDocuments issue) : IJobWork
{
    /// <summary>Drawn at a time; what was registered before a stop is found again.</summary>
    private const int AtATime = 20;

    public Job Job => Job.Statements;

    public async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var quarterEnd = JobSchedule.QuarterEnd(due.Terms, due.Due);
        var text = LocalDatePattern.Iso.Format(quarterEnd);
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == due.Fund.Number, cancellation)).OpenPeriod;
        if (open <= quarterEnd.ToYearMonth())
            return new(JobResult.Waiting, $"the quarter to {text} is not sealed", $"seal {YearMonthPattern.Iso.Format(open)}");

        var holders = await context.Parties.AsNoTracking().Where(party => party.Fund == due.Fund.Number && party.Kind == PartyKind.Holding).Select(party => party.Owner!).Distinct().ToListAsync(cancellation);
        var investors = holders.Order(StringComparer.Ordinal).ToList();
        foreach (var some in investors.Chunk(AtATime))
        {
            var drafts = new List<DocumentDraft>();
            foreach (var investor in some)
            {
                var stated = await state.RunAsync(due.Actor, due.Fund.Id, investor, quarterEnd, cancellation);
                if (stated.IsRefused)
                    return JobOutcome.Refused($"the statement of {investor} to {text} cannot be made", stated.Refusals);
                drafts.Add(stated.Value.Draft);
            }

            var issued = await issue.RunAsync(due.Actor, due.Fund.Id, drafts, cancellation);
            if (issued.IsRefused)
                return JobOutcome.Refused($"the statements to {text} cannot be drawn", issued.Refusals);
        }

        return new(JobResult.Done, string.Create(CultureInfo.InvariantCulture, $"{investors.Count} statements to {text} are issued"));
    }
}
