using WelfareFund.Payments;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>What a bank writes itself where no payer wrote anything.</summary>
    private const string ChargesReference = "BANK-CHARGES";
    private const string InterestReference = "INTEREST";

    private readonly List<BankLine> notWorkers = [];

    /// <summary>
    /// The bank's lines are facts and always post: matched by their reference, then by amount and party, else to unallocated receipts. What workers paid is in the books
    /// before (<see cref="BookMoneyOfWorkers"/>).
    /// </summary>
    internal void BookBankLines()
    {
        foreach (var line in told.BankLines.Where(line => line.BookedOn <= lastDay).Concat(notWorkers).OrderBy(line => line.BookedOn).ThenBy(line => line.Intake).ToList())
        {
            if (WhyCapitalWaits(line) is var (reason, why))
            {
                Post("bank", IdOf(line), line.BookedOn, line.Amount, new ReceiptUnallocated(IdOf(line), line.BankAccount, line.Amount), why, reason);
                continue;
            }

            if (ReturnOf(line) is { } returned)
            {
                BookReturn(line, returned);
                continue;
            }

            var (what, trace) = Match(line);
            if (what is ReceiptUnallocated && ByAmountAndParty(line) is { } item && Match(line with { Reference = item.Reference }) is ({ } told, { } reasons) && told is not ReceiptUnallocated)
            {
                reasons.Write("bank-by-amount", item.Reference);
                (what, trace) = (told, reasons);
            }

            Post("bank", IdOf(line), line.BookedOn, line.Amount, what, trace, what is ReceiptUnallocated ? LineReason.UnknownReference : "");
            Learn(line.Counterparty, what);
        }
    }

    /// <returns>False where a line is not what its worker paid, whatever it names.</returns>
    private bool BookReceipt(BankLine line)
    {
        if (!line.Amount.IsPositive || WhyCapitalWaits(line) is not null || ReturnOf(line) is not null)
            return false;
        var (what, trace) = Match(line);
        if (what is not (ContributionReceived or SavingsReceived))
            return false;
        Post("bank", IdOf(line), line.BookedOn, line.Amount, what, trace);
        Learn(line.Counterparty, what);
        return true;
    }

    /// <summary>By account and intake: the bank's own reference is free text.</summary>
    internal static string IdOf(BankLine line) => FactsOfMonth.SubjectOf(line.BankAccount, line.Intake);

    private (FundEvent What, TraceList Trace) Match(BankLine line)
    {
        var id = IdOf(line);
        var reference = line.Reference ?? "";
        if (line.Amount.IsNegative && state.PaymentsInstructed.TryGetValue(reference, out var payment)
            && payment.BankAccount == line.BankAccount && payment.Amount == -line.Amount && state.IsInTransit(reference))
            return (new PaymentConfirmed(id, line.BankAccount, reference, -line.Amount), Because("bank-payment", reference, -line.Amount));
        if (state.ExchangesInstructed.ContainsKey(reference))
            return (new CurrencyExchanged(id, line.BankAccount, reference, line.Amount), Because("bank-exchange", reference, line.Amount));
        if (line.Amount.IsNegative)
            return reference == ChargesReference && InBase(line) is { } charge
                ? (new BankCharged(id, line.BankAccount, -line.Amount, -charge), Because("bank-charge", -line.Amount))
                : Unallocated(line);
        if (AgreementNamed(reference) is { } agreement)
        {
            if (IsSavingsIn(agreement, line.Amount.Currency))
                return (new SavingsReceived(id, line.BankAccount, agreement.Id, agreement.Worker, line.Amount), Because(TraceTemplates.SavingsArrived, agreement.Worker.Value, line.Amount));
            if (IsTheWorkersDebt(agreement))
                return (new ContributionReceived(id, line.BankAccount, agreement.Worker, line.Amount), Because("bank-contribution", agreement.Worker.Value, line.Amount));
        }

        if (DeductionsOf(line, reference) is { } deducted)
            return (deducted.What, Because("bank-deductions", deducted.What.Employer.Value, line.Amount, deducted.Deductions));
        if (DrawdownOf(line, reference) is { } drawdown)
            return drawdown;
        if (terms.Capital.Grant(reference) is { } grant && InBase(line) is { } granted)
            return (new GrantReceived(id, line.BankAccount, grant.Id, line.Amount, granted), Because("bank-grant", grant.Id, line.Amount));
        if (DebtorBy(reference) is { } debtor)
            return (new PayerPaid(id, line.BankAccount, debtor, line.Amount), Because(TraceTemplates.PayerPaid, debtor.Id, line.Amount));
        return reference == InterestReference && !IsForSavings(line.BankAccount) && InBase(line) is { } interest
            ? (new InterestReceived(id, line.BankAccount, line.Amount, interest), Because("bank-interest", line.Amount))
            : Unallocated(line);
    }

    /// <summary>At the booking date's rate; null when there is none young enough, and the line waits in unallocated receipts.</summary>
    private Money? InBase(BankLine line)
    {
        var converted = facts.Rates.Convert(line.Amount, baseCurrency, line.BookedOn);
        return converted.IsRefused ? null : converted.Value.Money;
    }

    private static (FundEvent, TraceList) Unallocated(BankLine line) =>
        (new ReceiptUnallocated(IdOf(line), line.BankAccount, line.Amount), Because("bank-unallocated", line.Amount));
}
