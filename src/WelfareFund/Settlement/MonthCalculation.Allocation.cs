using NodaTime;
using WelfareFund.Payments;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>What the receipt is, and then that it is unallocated no more, so that the bank account never falls short meanwhile.</summary>
    /// <param name="line">With the reference to which it is allocated.</param>
    /// <returns>False where the reference does not tell what it is.</returns>
    internal bool Allocate(BankLine line, LocalDate on)
    {
        if (WhyCapitalWaits(line) is not null)
            return false;
        var (what, trace) = ReturnOf(line) is { } returned ? Returned(line, returned) : Match(line);
        if (what is ReceiptUnallocated)
            return false;
        trace.Write("bank-allocated", line.Reference!);
        Add(what, trace);
        Add(new ReceiptAllocated(IdOf(line), line.BankAccount, line.Amount), Because("bank-allocation", line.Amount));
        if (what is PaymentReturned again)
            NetAgain(again, on);
        return true;

        void Add(FundEvent posts, TraceList why) => this.Add(new(count + 1, "bank", IdOf(line), on, line.BookedOn, LineState.Posts, "", line.Amount, posts, why.Steps));
    }
}
