using WelfareFund.Payments;

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

    /// <summary>What was taken back since was never the provider's to keep; as far as it still has to return that, the bank has done it.</summary>
    private void BookReturn(BankLine line, PaymentInstructed payment)
    {
        var again = payment.Claims.Where(part => state.IsSameDebt(payment.Instruction, part)).ToList();
        var takenBack = payment.Claims.Except(again).Aggregate(Money.Zero(line.Amount.Currency), (sum, part) => sum + part.Amount);
        if (takenBack.IsPositive && takenBack > state.ClawbackDue(payment.Party, takenBack.Currency))
        {
            Post("bank", IdOf(line), line.BookedOn, line.Amount, new ReceiptUnallocated(IdOf(line), line.BankAccount, line.Amount),
                Because("bank-return-netted", line.Amount, payment.Instruction, takenBack), LineReason.ReturnedAfterClawback);
            return;
        }

        var trace = Because("bank-return", payment.Instruction, line.Amount);
        if (line.ReturnReason is { } reason)
            trace.Write("bank-return-reason", reason);
        if (takenBack.IsPositive)
            trace.Write("bank-return-taken-back", takenBack);
        Post("bank", IdOf(line), line.BookedOn, line.Amount,
            new PaymentReturned(IdOf(line), line.BankAccount, payment.Instruction, payment.To, payment.Party, line.Amount, again, takenBack, line.ReturnReason), trace);
        foreach (var part in again.Where(part => !AdvanceGranted.Is(part.Claim)))
            Net(state.Payables.Single(payable => payable.Claim == part.Claim && payable.Holdback == part.Holdback), line.BookedOn);
    }
}
