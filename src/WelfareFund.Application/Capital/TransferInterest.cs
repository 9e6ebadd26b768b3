using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Settlement;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Capital;

/// <param name="Share">Of the interest in the tranche that moves, above 0 and at most 1.</param>
/// <param name="On">In the open month; null for today.</param>
/// <param name="Id">Null for the next free <c>TRANSFER-n</c>.</param>
public sealed record InterestTransferOrder(string Fund, string From, string To, string Tranche, decimal Share, LocalDate? On = null, string? Id = null);

/// <summary>Passes an interest from one investor to another; posted when another person approves. Right: <see cref="Right.Propose"/>.</summary>
public sealed class TransferInterest(FundDatabase database, RunsOutsideSettlement runs) : IDecision
{
    private sealed record Details(string Id, string From, string To, string Tranche, string Share);

    string IDecision.Kind => "capital-transfer";

    /// <returns>Refused: <c>bad-id</c>, <c>unknown-investor</c>, what <see cref="InterestTransferRun.Calculate"/> and <see cref="RunsOutsideSettlement"/> refuse.</returns>
    public async Task<Result<ProposedRun>> RunAsync(Actor actor, InterestTransferOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Id is { } given && !CallCapital.IsId(given))
            return CallCapital.BadId;
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, order.Fund, Right.Propose, cancellation);
        if (fund.IsRefused)
            return Result.Refused<ProposedRun>(fund.Refusals);
        var to = new InvestorId(order.To);
        if (!await context.Set<Investor>().AnyAsync(known => known.Fund == fund.Value.Number && known.Id == to, cancellation))
            return new Refusal("unknown-investor", "--to", $"{order.Fund} has no such investor", "import the investor first (kind investors)");
        return await runs.ProposeAsync(actor, order.Fund, RunPurpose.CapitalTransfer, order.On, (snapshot, on) => Calculate(order, snapshot, on), cancellation);
    }

    private static Result<CalculatedRun<Details>> Calculate(InterestTransferOrder order, RunSnapshot snapshot, LocalDate on)
    {
        var known = snapshot.Settled.Where(line => line.Event is InterestTransferred).Select(line => line.Subject).ToHashSet(StringComparer.Ordinal);
        var transfer = new InterestTransfer(order.Id ?? CallCapital.NextId("TRANSFER", known), new(order.From), new(order.To), order.Tranche, order.Share, on);
        var proposal = InterestTransferRun.Calculate(snapshot.Terms.Terms, transfer, snapshot.Facts, snapshot.Settled);
        return proposal.IsRefused
            ? Result.Refused<CalculatedRun<Details>>(proposal.Refusals)
            : new CalculatedRun<Details>(proposal.Value.Lines, new(transfer.Id, order.From, order.To, order.Tranche, order.Share.ToString(CultureInfo.InvariantCulture)));
    }

    Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation) => runs.ShowAsync<Details>(
        proposal, transfer => $"moves {transfer.Share} of {transfer.From}/{transfer.Tranche} to {transfer.To} by {transfer.Id}", cancellation);

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var approved = await runs.ApproveAsync<Details>(context, proposal, approver, cancellation);
        if (approved.IsRefused)
            return Result.Refused<string>(approved.Refusals);
        var details = approved.Value.Details;
        return $"the transfer {details.Id} of {details.Share} of {details.From}/{details.Tranche} to {details.To} is approved and posted";
    }

    Task<Result<string>> IDecision.FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => runs.FollowAsync<Details>(proposal, approved, cancellation);
}
