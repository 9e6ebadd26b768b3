using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Payments;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;
using WelfareFund.Terms;

namespace WelfareFund.Application.Payments;

/// <param name="Number">The proposal's, which <c>approve</c> takes and by which the released batch goes.</param>
/// <param name="On">The accounting date of its payments.</param>
public sealed record ProposedBatch(long Number, string BankAccount, LocalDate On, int Payments, Money Total);

/// <param name="LeftOut">Payments that nobody can make yet, each with what is missing.</param>
public sealed record ProposedBatches(IReadOnlyList<ProposedBatch> Batches, IReadOnlyList<Refusal> LeftOut);

/// <summary>
/// Proposes what is instructed and not released, a batch for each bank account and date; another person's approval releases it. What is proposed is frozen by
/// hash, with the payees' bank details, and looked at again at approval. Right: <see cref="Right.Propose"/>.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 7 "Releasing".</remarks>
public sealed class ReleasePayments(FundDatabase database, FundBooks books, FinishRuns finish, IClock clock) : IDecision
{
    string IDecision.Kind => BatchPayload.Kind;

    /// <param name="bankAccount">Null for all of them.</param>
    /// <returns>Refused: <c>not-found</c>, <c>not-allowed</c>, <c>unknown-id</c>, <c>nothing-to-release</c>; where no payment can be made, why not.</returns>
    public async Task<Result<ProposedBatches>> RunAsync(Actor actor, string fundId, string? bankAccount = null, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (fund.IsRefused)
            return Result.Refused<ProposedBatches>(fund.Refusals);
        var number = fund.Value.Number;
        if (await finish.OutsideSettlementAsync(number, cancellation) is { IsRefused: true } unfinished)
            return Result.Refused<ProposedBatches>(unfinished.Refusals);

        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await books.LockAsync(context, number, cancellation);
        var terms = await CurrentTerms.ReadAsync(context, fund.Value, cancellation);
        if (bankAccount is not null && terms.BankAccount(bankAccount) is null)
            return new Refusal("unknown-id", "--bank-account", $"'{bankAccount}' is no bank account of {fundId}", "it has " + string.Join(", ", terms.BankAccounts.Select(account => account.Id)));
        var payments = await PaymentsOfFund.ReadAsync(context, number, cancellation);
        var open = payments.All.Where(payment => payments.StateOf(payment) is PaymentState.Instructed && (bankAccount is null || payment.What.BankAccount == bankAccount)).ToList();
        if (open.Count == 0)
            return new Refusal("nothing-to-release", fundId, "no payment is instructed and not released", "settle a month with `settle --to paid` first");

        var payees = await PayeeBook.ReadAsync(context, number, open.Select(payment => PayeeKey.Of(payment.What, terms)), Today(terms), cancellation);
        var (ready, leftOut) = (new List<(InstructedPayment Payment, Creditor To)>(), new List<Refusal>());
        foreach (var payment in open)
        {
            var to = payees.Of(payment.Id, PayeeKey.Of(payment.What, terms));
            if (to.IsRefused)
                leftOut.AddRange(to.Refusals);
            else
                ready.Add((payment, to.Value));
        }

        if (ready.Count == 0)
            return Result.Refused<ProposedBatches>(leftOut);
        var proposed = new List<ProposedBatch>();
        foreach (var group in ready.GroupBy(one => (one.Payment.What.BankAccount, one.Payment.InstructedOn)).OrderBy(group => group.Key.BankAccount, StringComparer.Ordinal).ThenBy(group => group.Key.InstructedOn))
            proposed.Add(await ProposeAsync(context, actor, number, terms, group.Key.BankAccount, group.Key.InstructedOn, [.. group], cancellation));
        await transaction.CommitAsync(cancellation);
        return new ProposedBatches(proposed, leftOut);
    }

    private async Task<ProposedBatch> ProposeAsync(
        FundContext context, Actor actor, int fund, FundTerms terms, string account, LocalDate on, List<(InstructedPayment Payment, Creditor To)> payments, CancellationToken cancellation)
    {
        var payload = new BatchPayload(account, LocalDatePattern.Iso.Format(on), [.. payments.Select(one => one.Payment.Id)]);
        var total = payments.Skip(1).Aggregate(payments[0].Payment.What.Amount, (sum, one) => sum + one.Payment.What.Amount);
        var inBase = (await ClosingRates.UpToAsync(context, fund, terms, on, cancellation)).Convert(total, terms.BaseCurrency, on);
        var number = await Proposals.AddAsync(context, clock, actor, fund, terms.Id, BatchPayload.Kind, JsonSerializer.Serialize(payload), PaymentsOfFund.HashOf(payload, payments), cancellation,
            inBase.IsRefused ? null : inBase.Value.Money);
        return new(number, account, on, payments.Count, total);
    }

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var batch = await ReadAsync(context, proposal.Fund!.Value, proposal, cancellation);
        return batch.IsRefused
            ? Result.Refused<ProposalContent>(batch.Refusals)
            : ProposalContent.Says([
                $"releases {InWords(batch.Value)}",
                .. batch.Value.Payments.Select(one => $"pays {one.Payment.What.Amount} to {one.Payment.What.Party} by {one.Payment.Id}, to the account ending in {ChangeBankDetails.LastFour((one.To.Iban ?? one.To.Account)!)}"),
            ]);
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var fund = proposal.Fund!.Value;
        await books.LockAsync(context, fund, cancellation);
        var batch = await ReadAsync(context, fund, proposal, cancellation);
        if (batch.IsRefused)
            return Result.Refused<string>(batch.Refusals);
        return string.Create(CultureInfo.InvariantCulture, $"batch {proposal.Number} is released: {InWords(batch.Value)}; `export pain001 --batch {proposal.Number}` writes the bank's file");
    }

    private static string InWords(Batch batch)
    {
        var total = batch.Payments.Skip(1).Aggregate(batch.Payments[0].Payment.What.Amount, (sum, one) => sum + one.Payment.What.Amount);
        return string.Create(CultureInfo.InvariantCulture, $"{batch.Payments.Count} {(batch.Payments.Count == 1 ? "payment" : "payments")} of {total} out of {batch.Payload.BankAccount}");
    }

    private LocalDate Today(FundTerms terms) => clock.GetCurrentInstant().InZone(terms.TimeZone).Date;

    private sealed record Batch(BatchPayload Payload, IReadOnlyList<(InstructedPayment Payment, Creditor To)> Payments);

    /// <returns>Refused: <c>stale</c>.</returns>
    private async Task<Result<Batch>> ReadAsync(FundContext context, int fund, ProposalRow proposal, CancellationToken cancellation)
    {
        var (payload, where) = (BatchPayload.Of(proposal), $"proposal {proposal.Number}");
        var terms = (await TermsInForce.LatestAsync(context, fund, cancellation))!.Terms;
        var payments = await PaymentsOfFund.ReadAsync(context, fund, cancellation);
        var inIt = payload.Payments.Select(id => payments.All.Single(payment => payment.Id == id)).ToList();
        foreach (var payment in inIt)
        {
            switch (payments.StateOf(payment))
            {
                case PaymentState.Released:
                    return Stale($"{payment.Id} is in batch {payments.BatchOf(payment)!.Number} already, which was released");
                case PaymentState.Returned:
                    return Stale($"{payment.Id} came back on {LocalDatePattern.Iso.Format(payment.ReturnedOn!.Value)}");
                case PaymentState.Paid:
                    return Stale($"the bank has paid {payment.Id} on {LocalDatePattern.Iso.Format(payment.PaidOn!.Value)} already");
            }
        }

        var payees = await PayeeBook.ReadAsync(context, fund, inIt.Select(payment => PayeeKey.Of(payment.What, terms)), Today(terms), cancellation);
        var to = inIt.ConvertAll(payment => payees.Of(payment.Id, PayeeKey.Of(payment.What, terms)));
        if (to.Find(creditor => creditor.IsRefused) is { IsRefused: true } missing)
            return Stale($"{missing.Refusals[0].Where}: {missing.Refusals[0].What}");
        var batch = new Batch(payload, [.. inIt.Zip(to, (payment, creditor) => (payment, creditor.Value))]);
        return PaymentsOfFund.HashOf(payload, batch.Payments) == proposal.Hash ? batch : Stale("the name or the bank details of a payee have changed since this was proposed");

        Refusal Stale(string what) => new("stale", where, what, "reject it, and propose the rest with `payments release`");
    }
}
