using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Settlement;
using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Payments;

/// <summary>What a proposal of kind <c>payment-batch</c> holds: numbers of payments, nothing personal. The batch's number is the proposal's.</summary>
/// <param name="On">The accounting date of its payments.</param>
internal sealed record BatchPayload(string BankAccount, string On, IReadOnlyList<string> Payments)
{
    internal const string Kind = "payment-batch";

    internal static BatchPayload Of(ProposalRow proposal) => JsonSerializer.Deserialize<BatchPayload>(proposal.Payload)!;
}

/// <summary>A fund's payments and the batches they are in.</summary>
internal sealed class PaymentsOfFund
{
    private readonly Dictionary<string, ProposalRow> batches = new(StringComparer.Ordinal);

    private PaymentsOfFund(IReadOnlyList<InstructedPayment> all) => All = all;

    /// <summary>In the order of their instruction.</summary>
    internal IReadOnlyList<InstructedPayment> All { get; }

    internal static async Task<PaymentsOfFund> ReadAsync(FundContext context, int fund, CancellationToken cancellation)
    {
        var payments = new PaymentsOfFund(InstructedPayments.Of(RunStore.PaymentLines(context, fund)));
        var proposals = await context.Set<ProposalRow>().AsNoTracking().Where(row => row.Fund == fund && row.Kind == BatchPayload.Kind && row.State != "rejected")
            .OrderBy(row => row.Number).ToListAsync(cancellation);
        var withdrawn = await WithdrawBatch.WithdrawnAsync(context, fund, cancellation);

        // A released batch has the payment for good; of those that wait, the newest names it.
        foreach (var proposal in proposals.Where(row => !withdrawn.Contains(row.Number)).OrderBy(row => row.State == "approved").ThenBy(row => row.Number))
        {
            foreach (var payment in BatchPayload.Of(proposal).Payments)
                payments.batches[payment] = proposal;
        }

        return payments;
    }

    /// <summary>The batch that a payment stands in; null where nobody has proposed it.</summary>
    internal ProposalRow? BatchOf(InstructedPayment payment) => batches.GetValueOrDefault(payment.Id);

    internal PaymentState StateOf(InstructedPayment payment) =>
        payment.ReturnedOn is not null ? PaymentState.Returned
        : payment.PaidOn is not null ? PaymentState.Paid
        : BatchOf(payment) is { State: "approved" } ? PaymentState.Released
        : PaymentState.Instructed;

    /// <summary>Of everything that goes to the bank: numbers, amounts, names and accounts.</summary>
    internal static string HashOf(BatchPayload batch, IEnumerable<(InstructedPayment Payment, Creditor To)> payments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{batch.BankAccount}\n{batch.On}\n"));
        foreach (var (payment, to) in payments)
            hash.AppendData(Encoding.UTF8.GetBytes($"{payment.Id}\n{Words.Of(payment.What.To)} {payment.What.Party}\n{payment.What.Amount}\n{to.Name}\n{to.Country}\n{to.Iban}\n{to.Account}\n{to.Bic}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>How far a payment is.</summary>
public enum PaymentState
{
    /// <summary>Owed no more in the books, and not released to the bank.</summary>
    Instructed,
    Released,

    /// <summary>The bank's own line confirms it.</summary>
    Paid,

    /// <summary>It came back, and its debt is owed again.</summary>
    Returned,
}
