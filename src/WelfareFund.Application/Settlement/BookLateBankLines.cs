using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Payments;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// Books lines of the bank that were told after their month was paid, so that it can be sealed; posted when another person approves. What they pay or return is
/// looked at by the next month's settlement.
/// </summary>
public sealed class BookLateBankLines(RunsOutsideSettlement runs) : IDecision
{
    private sealed record Details(string Month, int Lines);

    string IDecision.Kind => "bank-lines";

    /// <returns>The proposal's number; null when no line is late. Refused: what <see cref="RunsOutsideSettlement"/> refuses.</returns>
    internal async Task<Result<ProposedRun>?> ProposeAsync(FundContext context, Actor actor, string fundId, int fund, YearMonth month, CancellationToken cancellation)
    {
        var last = month.ToDateInterval().End;
        var known = await context.Set<RunRow>().AsNoTracking()
            .Where(run => run.Fund == fund && run.Month == month && (run.Purpose == RunPurpose.Settlement || run.Purpose == RunPurpose.BankLines) && run.State >= RunState.Posted && run.State <= RunState.Sealed)
            .MaxAsync(run => (long?)run.Intake, cancellation);
        if (!await context.Set<BankLine>().AnyAsync(line => line.Fund == fund && line.BookedOn <= last && line.Intake > known, cancellation))
            return null;
        return await runs.ProposeAsync(actor, fundId, RunPurpose.BankLines, last, (snapshot, _) =>
        {
            var proposal = BankLinesRun.Calculate(snapshot.Terms.Terms, month, snapshot.Facts, snapshot.Settled);
            return proposal.IsRefused
                ? Result.Refused<CalculatedRun<Details>>(proposal.Refusals)
                : new CalculatedRun<Details>(proposal.Value.Lines, new(YearMonthPattern.Iso.Format(month), proposal.Value.Lines.Count));
        }, cancellation);
    }

    Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation) => runs.ShowAsync<Details>(
        proposal, late => $"books {InWords(late)}", cancellation);

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var approved = await runs.ApproveAsync<Details>(context, proposal, approver, cancellation);
        return approved.IsRefused ? Result.Refused<string>(approved.Refusals) : $"{InWords(approved.Value.Details)} are booked";
    }

    Task<Result<string>> IDecision.FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => runs.FollowAsync<Details>(proposal, approved, cancellation);

    private static string InWords(Details late) => FormattableString.Invariant($"lines of the bank that were told after {late.Month} was settled ({late.Lines})");
}
