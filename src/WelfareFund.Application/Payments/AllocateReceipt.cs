using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Payments;

/// <summary>Allocates a receipt of the bank that named nothing, to what it is for; posted when another person approves. Right: <see cref="Right.Propose"/>.</summary>
public sealed class AllocateReceipt(RunsOutsideSettlement runs) : IDecision
{
    private sealed record Details(string BankLine, string Reference);

    string IDecision.Kind => "allocation";

    /// <param name="bankLine">As the report <c>clearing</c> names it.</param>
    /// <param name="reference">What its payer should have written.</param>
    /// <param name="on">The accounting date, in the open month; null for today.</param>
    /// <returns>Refused: what <see cref="AllocationRun.Calculate"/> and <see cref="RunsOutsideSettlement"/> refuse.</returns>
    public async Task<Result<ProposedRun>> RunAsync(Actor actor, string fund, string bankLine, string reference, NodaTime.LocalDate? on = null, CancellationToken cancellation = default) =>
        await runs.ProposeAsync(actor, fund, RunPurpose.Allocation, on, (snapshot, day) =>
        {
            var proposal = AllocationRun.Calculate(snapshot.Terms.Terms, new(bankLine, reference, day), snapshot.Facts, snapshot.Settled);
            return proposal.IsRefused
                ? Result.Refused<CalculatedRun<Details>>(proposal.Refusals)
                : new CalculatedRun<Details>(proposal.Value.Lines, new(bankLine, reference));
        }, cancellation);

    Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation) => runs.ShowAsync<Details>(
        proposal, allocation => $"allocates the receipt {allocation.BankLine} to {allocation.Reference}", cancellation);

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var approved = await runs.ApproveAsync<Details>(context, proposal, approver, cancellation);
        return approved.IsRefused
            ? Result.Refused<string>(approved.Refusals)
            : $"the receipt {approved.Value.Details.BankLine} is allocated to {approved.Value.Details.Reference} and posted";
    }

    Task<Result<string>> IDecision.FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => runs.FollowAsync<Details>(proposal, approved, cancellation);
}
