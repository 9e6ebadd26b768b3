using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Approvals;

/// <summary>What waits for a second person.</summary>
internal static class Proposals
{
    /// <summary>Adds one in the caller's transaction; the same thing proposed before and not decided yet is the same proposal.</summary>
    /// <param name="hash">Of what the approver is shown.</param>
    /// <param name="baseAmount">What it comes to in base currency; null where it has no amount, and it then counts as above every limit.</param>
    internal static async Task<long> AddAsync(
        FundContext context, IClock clock, Actor maker, int? fund, string fundId, string kind, string payload, string hash, CancellationToken cancellation, Money? baseAmount = null)
    {
        var waiting = await context.Set<ProposalRow>().AsNoTracking().FirstOrDefaultAsync(
            proposal => proposal.FundId == fundId && proposal.Kind == kind && proposal.Payload == payload && proposal.Hash == hash && proposal.State == Decide.Pending, cancellation);
        if (waiting is not null)
            return waiting.Number;
        var proposal = new ProposalRow
        {
            Fund = fund,
            FundId = fundId,
            Kind = kind,
            Payload = payload,
            Hash = hash,
            BaseAmount = baseAmount?.MinorUnits,
            Maker = maker.Number,
            ProposedAt = clock.GetCurrentInstant(),
            State = Decide.Pending,
        };
        context.Add(proposal);
        AuditTrail.Record(context, maker, clock.GetCurrentInstant(), fund, "propose-" + kind, fundId, null, hash);
        await context.SaveChangesAsync(cancellation);
        return proposal.Number;
    }
}
