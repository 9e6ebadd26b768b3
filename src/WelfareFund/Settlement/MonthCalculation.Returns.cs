using NodaTime;
using WelfareFund.Payments;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// What comes into the account from which a confirmed payment went, with its amount and its number at the head of the reference. Banks repeat the payment's
    /// own text there, which begins with the number.
    /// </summary>
    private PaymentInstructed? ReturnOf(BankLine line) =>
        line.Amount.IsPositive && line.Reference?.Split(' ')[0] is { } number && state.IsConfirmed(number)
        && state.PaymentsInstructed[number] is var payment && payment.BankAccount == line.BankAccount && payment.Amount == line.Amount
            ? payment
            : null;

    private void BookReturn(BankLine line, PaymentInstructed payment)
    {
        var (what, trace) = Returned(line, payment);
        Post("bank", IdOf(line), line.BookedOn, line.Amount, what, trace, what is ReceiptUnallocated ? LineReason.ReturnedAfterClawback : "");
        if (what is PaymentReturned again)
            NetAgain(again, line.BookedOn);
    }

    /// <summary>What was taken back since was never the provider's to keep; as far as it still has to return that, the bank has done it.</summary>
    private (FundEvent What, TraceList Trace) Returned(BankLine line, PaymentInstructed payment)
    {
        var again = payment.Claims.Where(part => state.IsSameDebt(payment.Instruction, part)).ToList();
        var takenBack = payment.Claims.Except(again).Aggregate(Money.Zero(line.Amount.Currency), (sum, part) => sum + part.Amount);
        if (takenBack.IsPositive && takenBack > state.ClawbackDue(payment.Party, takenBack.Currency))
            return (new ReceiptUnallocated(IdOf(line), line.BankAccount, line.Amount), Because("bank-return-netted", line.Amount, payment.Instruction, takenBack));
        var trace = Because("bank-return", payment.Instruction, line.Amount);
        if (line.ReturnReason is { } reason)
            trace.Write("bank-return-reason", reason);
        if (takenBack.IsPositive)
            trace.Write("bank-return-taken-back", takenBack);
        return (new PaymentReturned(IdOf(line), line.BankAccount, payment.Instruction, payment.To, payment.Party, line.Amount, again, takenBack, line.ReturnReason), trace);
    }

    /// <summary>What is owed again pays first what the provider has to return, as every payout does.</summary>
    private void NetAgain(PaymentReturned returned, LocalDate on)
    {
        foreach (var part in returned.Claims.Where(part => !AdvanceGranted.Is(part.Claim)))
            Net(state.Payables.Single(payable => payable.Claim == part.Claim && payable.Holdback == part.Holdback), on);
    }
}
