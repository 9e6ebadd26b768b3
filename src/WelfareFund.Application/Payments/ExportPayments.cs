using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Payments;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Payments;

/// <summary>
/// A released batch as the bank takes it. Its message's number and times come from the release, so that the same batch gives the same bytes. Right:
/// <see cref="Right.Propose"/>: it is what moves the money, and holds whole bank details.
/// </summary>
public sealed class ExportPayments(FundDatabase database)
{
    /// <returns>Refused: <c>not-found</c>, <c>not-allowed</c>, <c>not-released</c>, <c>withdrawn</c>, <c>changed-since</c>.</returns>
    public async Task<Result<CreditTransferBatch>> RunAsync(Actor actor, string fundId, long number, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (fund.IsRefused)
            return Result.Refused<CreditTransferBatch>(fund.Refusals);
        var batch = await context.Set<ProposalRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Number == number && row.Fund == fund.Value.Number && row.Kind == BatchPayload.Kind, cancellation);
        if (batch is null)
            return NoBatch(number);
        if (batch.State != "approved")
            return new Refusal("not-released", Where(number), $"the batch is {batch.State}", batch.State == "pending" ? $"another person releases it with `approve {number}`" : "propose its payments anew with `payments release`");
        if ((await WithdrawBatch.WithdrawnAsync(context, fund.Value.Number, cancellation)).Contains(number))
            return new Refusal("withdrawn", Where(number), "the batch was withdrawn, and the bank is not to get it", "propose its payments anew with `payments release`");

        var terms = await CurrentTerms.ReadAsync(context, fund.Value, cancellation);
        var payload = BatchPayload.Of(batch);
        var all = (await PaymentsOfFund.ReadAsync(context, fund.Value.Number, cancellation)).All;
        var payments = payload.Payments.Select(id => all.Single(payment => payment.Id == id)).ToList();
        var (releasedAt, on) = (batch.DecidedAt!.Value, LocalDatePattern.Iso.Parse(payload.On).Value);
        var releasedOn = releasedAt.InZone(terms.TimeZone).Date;
        var payees = await PayeeBook.ReadAsync(context, fund.Value.Number, payments.Select(payment => PayeeKey.Of(payment.What, terms)), releasedOn, cancellation, isReleased: true);
        var creditors = payments.ConvertAll(payment => payees.Of(payment.Id, PayeeKey.Of(payment.What, terms)));
        if (creditors.Exists(creditor => creditor.IsRefused) || PaymentsOfFund.HashOf(payload, payments.Zip(creditors, (payment, to) => (payment, to.Value))) != batch.Hash)
            return new Refusal("changed-since", Where(number), "the name or the bank details of a payee are not the ones that were released", "take the file that was written at the release");

        var account = terms.BankAccount(payload.BankAccount)!;
        var debtor = AllowedLetters.Of(terms.Name, PaymentLetters.LongestName);
        return new CreditTransferBatch(
            AllowedLetters.Of(string.Create(CultureInfo.InvariantCulture, $"B{number}-{fundId}"), PaymentLetters.LongestId), releasedAt,
            LocalDate.Max(on, releasedOn), debtor.Length == 0 ? AllowedLetters.Of(fundId, PaymentLetters.LongestName) : debtor, account.Iban, AllowedLetters.Of(account.Id, 34),
            [.. payments.Zip(creditors, (payment, to) => new CreditTransfer(payment.Id, payment.What.Amount, to.Value, AllowedLetters.Of($"{payment.Id} {terms.Name}", PaymentLetters.LongestText)))]);
    }

    internal static Refusal NoBatch(long number) => new("not-found", Where(number), "there is no such batch of payments", "`payments list` shows the batches");

    private static string Where(long number) => string.Create(CultureInfo.InvariantCulture, $"batch {number}");
}
