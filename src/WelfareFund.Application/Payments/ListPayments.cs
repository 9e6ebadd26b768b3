using System.Globalization;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Payments;

/// <param name="PaidAs">Whose debt it settles: <c>provider</c>, <c>oversight</c>.</param>
/// <param name="Payee">By id; a contract's provider, a holding's investor.</param>
/// <param name="Name">Null for whom may not read what is personal, and where none is known.</param>
/// <param name="Account">Its last four letters; null where none is known.</param>
/// <param name="On">The accounting date.</param>
/// <param name="Batch">Null where nobody has proposed it.</param>
/// <param name="Since">When it came into this state.</param>
/// <param name="Why">What it waits for, or what brought it here, in words.</param>
public sealed record ListedPayment(
    string Instruction, string PaidAs, string Payee, string? Name, string? Account, Money Amount, string BankAccount, LocalDate On, long? Batch, PaymentState State, LocalDate Since, string Why);

/// <summary>Every payment of a fund and how far it is, or those of one batch. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ListPayments(FundDatabase database, IClock clock)
{
    /// <param name="batch">Null for all payments.</param>
    /// <returns>In the order of their instruction. Refused: <c>not-found</c>.</returns>
    public async Task<Result<IReadOnlyList<ListedPayment>>> RunAsync(Actor actor, string fundId, long? batch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyList<ListedPayment>>(fund.Refusals);
        var number = fund.Value.Number;
        var terms = await CurrentTerms.ReadAsync(context, fund.Value, cancellation);
        var payments = await PaymentsOfFund.ReadAsync(context, number, cancellation);
        var shown = payments.All.Where(payment => batch is null || payments.BatchOf(payment)?.Number == batch).ToList();
        if (batch is not null && shown.Count == 0)
            return ExportPayments.NoBatch(batch.Value);
        var payees = await PayeeBook.ReadAsync(context, number, shown.Select(payment => PayeeKey.Of(payment.What, terms)), clock.GetCurrentInstant().InZone(terms.TimeZone).Date, cancellation);
        var mayRead = actor.May(Right.ReadPersonalData, number);
        return shown.ConvertAll(payment => Listed(payment, payments, terms, payees, mayRead));
    }

    /// <summary>How many payments are instructed and stand in no batch that another person could release.</summary>
    public async Task<Result<int>> CountInNoBatchAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<int>(fund.Refusals);
        var payments = await PaymentsOfFund.ReadAsync(context, fund.Value.Number, cancellation);
        return payments.All.Count(payment => payments.StateOf(payment) is PaymentState.Instructed && payments.BatchOf(payment) is null);
    }

    private static ListedPayment Listed(InstructedPayment payment, PaymentsOfFund payments, FundTerms terms, PayeeBook payees, bool mayRead)
    {
        var (what, key, batch, state) = (payment.What, PayeeKey.Of(payment.What, terms), payments.BatchOf(payment), payments.StateOf(payment));
        var (since, why) = state switch
        {
            PaymentState.Returned => (payment.ReturnedOn!.Value, $"the bank sent it back{(payment.ReturnReason is { } reason ? $" ({reason})" : "")}; it is owed again"),
            PaymentState.Paid => (payment.PaidOn!.Value, "the bank's line confirms it"),
            PaymentState.Released => (batch!.DecidedAt!.Value.InZone(terms.TimeZone).Date, string.Create(CultureInfo.InvariantCulture, $"in batch {batch.Number}; the bank has not confirmed it")),
            _ => (payment.InstructedOn, batch is not null ? string.Create(CultureInfo.InvariantCulture, $"in batch {batch.Number}, which another person has to approve")
                : payees.Of(payment.Id, key) is { IsRefused: true } missing ? missing.Refusals[0].What : "to be proposed with `payments release`"),
        };
        return new(what.Instruction, Words.Of(what.To), key.File == FileKinds.Payees.Name ? what.Party : key.Id, mayRead ? payees.Name(key) : null, payees.Masked(key), what.Amount, what.BankAccount,
            payment.InstructedOn, batch?.Number, state, since, why);
    }
}
