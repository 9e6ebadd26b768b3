using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Payments;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Payments;

/// <summary>
/// Withdraws a released batch that the bank has rejected whole, or never got: once another person approves, its payments are instructed and not released, as they were
/// before, and can be proposed anew. Right: <see cref="Right.Propose"/>.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 7 "Withdrawing a batch".</remarks>
public sealed class WithdrawBatch(FundDatabase database, FundBooks books, IClock clock) : IDecision
{
    internal const string Kind = "batch-withdrawal";
    private const int LongestReason = 500;

    /// <param name="Reason">The bank's or a person's words; for whoever approves.</param>
    private sealed record Payload(long Batch, string Reason);

    string IDecision.Kind => Kind;

    /// <returns>The proposal's number. Refused: <c>not-found</c>, <c>not-allowed</c>, <c>no-reason</c>, <c>not-released</c>, <c>paid-already</c>.</returns>
    public async Task<Result<long>> RunAsync(Actor actor, string fundId, long batch, string reason, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason || reason.Any(char.IsControl))
            return new Refusal("no-reason", "--reason", "whoever approves reads why", $"say what the bank said, on one line, in {LongestReason} letters at most");
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (fund.IsRefused)
            return Result.Refused<long>(fund.Refusals);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await books.LockAsync(context, fund.Value.Number, cancellation);
        if (await WhyNotAsync(context, fund.Value.Number, batch, cancellation) is { } refusal)
            return refusal;
        var released = await context.Set<ProposalRow>().AsNoTracking().SingleAsync(row => row.Number == batch, cancellation);
        var proposal = await Proposals.AddAsync(context, clock, actor, fund.Value.Number, fundId, Kind, JsonSerializer.Serialize(new Payload(batch, reason)), released.Hash, cancellation);
        await transaction.CommitAsync(cancellation);
        return proposal;
    }

    /// <summary>The batches that were withdrawn.</summary>
    internal static async Task<HashSet<long>> WithdrawnAsync(FundContext context, int fund, CancellationToken cancellation) =>
        [.. (await context.Set<ProposalRow>().AsNoTracking().Where(row => row.Fund == fund && row.Kind == Kind && row.State == "approved").ToListAsync(cancellation)).Select(row => Of(row).Batch)];

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var (batch, reason) = Of(proposal);
        var payments = await PaymentsOfAsync(context, proposal.Fund!.Value, batch, cancellation);
        return ProposalContent.Says(
        [
            string.Create(CultureInfo.InvariantCulture, $"withdraws batch {batch}, because: {reason}"),
            "its payments can be released to the bank again: be sure that the bank makes none of them",
            .. payments.Select(payment => $"releases {payment.Id} of {payment.What.Amount} to {payment.What.Party} no more"),
        ]);
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var (batch, _) = Of(proposal);
        await books.LockAsync(context, proposal.Fund!.Value, cancellation);
        return await WhyNotAsync(context, proposal.Fund.Value, batch, cancellation) is { } refusal
            ? new Refusal("stale", $"proposal {proposal.Number}", refusal.What, "reject it")
            : string.Create(CultureInfo.InvariantCulture, $"batch {batch} is withdrawn; `payments release` proposes its payments anew");
    }

    private static async Task<Refusal?> WhyNotAsync(FundContext context, int fund, long batch, CancellationToken cancellation)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"batch {batch}");
        var row = await context.Set<ProposalRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Number == batch && row.Fund == fund && row.Kind == BatchPayload.Kind, cancellation);
        if (row is null)
            return ExportPayments.NoBatch(batch);
        if (row.State != "approved")
            return new Refusal("not-released", where, $"the batch is {row.State}", "only what was released can be withdrawn");
        if ((await WithdrawnAsync(context, fund, cancellation)).Contains(batch))
            return new Refusal("not-released", where, "the batch is withdrawn already", "release its payments with `payments release`");
        var payments = await PaymentsOfAsync(context, fund, batch, cancellation);
        if (payments.FirstOrDefault(payment => payment.PaidOn is not null || payment.ReturnedOn is not null) is { } made)
            return new Refusal("paid-already", where, $"the bank has made {made.Id} of it", "what a bank makes and sends back reopens by its own line");
        return await ToldAsync(context, fund, [.. payments.Select(payment => payment.Id)], cancellation) is { } told
            ? new Refusal("paid-already", where, $"the bank's line of {told.BookedOn:uuuu-MM-dd} says that it has made {told.Payment}", "settle the month of that line; what a bank makes and sends back reopens by its own line")
            : null;
    }

    /// <summary>The first that a line of the bank names, whether a month has taken that line in or not.</summary>
    private static async Task<(string Payment, LocalDate BookedOn)?> ToldAsync(FundContext context, int fund, IReadOnlyList<string> payments, CancellationToken cancellation)
    {
        var lines =
            from line in context.Set<BankLine>().AsNoTracking()
            join text in context.Set<BankLineTextRow>().AsNoTracking() on new { line.Fund, line.Intake } equals new { text.Fund, text.Intake }
            where line.Fund == fund && text.Reference != null && payments.Contains(text.Reference)
            orderby line.Intake
            select new { text.Reference, Line = line };
        return (await lines.ToListAsync(cancellation)).Find(told => told.Line.Amount.IsNegative) is { } made ? (made.Reference!, made.Line.BookedOn) : null;
    }

    private static async Task<IReadOnlyList<InstructedPayment>> PaymentsOfAsync(FundContext context, int fund, long batch, CancellationToken cancellation)
    {
        var ids = BatchPayload.Of(await context.Set<ProposalRow>().AsNoTracking().SingleAsync(row => row.Number == batch, cancellation)).Payments;
        return [.. (await PaymentsOfFund.ReadAsync(context, fund, cancellation)).All.Where(payment => ids.Contains(payment.Id))];
    }

    private static Payload Of(ProposalRow proposal) => JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
}
