using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>One entry a tranche: an entry names one holding.</summary>
    private IEnumerable<EventEntry> Of(DrawdownReceived what, LocalDate concerns) =>
        what.Parts.Select(part => BankEntry(what.BankLine, concerns, "drawdown:" + part.Tranche,
            Debit(AccountRole.Bank, part.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.CalledCapital, part.Amount, Holding(what.Investor, part.Tranche))));

    /// <summary>A restricted grant is owed to its purpose until it is spent on it.</summary>
    private IEnumerable<EventEntry> Of(GrantReceived what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "grant",
            [Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
             Credit(AccountRole.UnspentGrants, what.BaseAmount, party(PartyKind.Funder, what.Grant)),
             .. Converting(-what.Amount, -what.BaseAmount)]);
    }

    private IEnumerable<EventEntry> Of(ContributionReceived what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "contribution",
            Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.ContributionsReceivable, what.Amount, Worker(what.Worker)));
    }

    private IEnumerable<EventEntry> Of(PaymentConfirmed what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "payment",
            Debit(AccountRole.PaymentsInTransit, what.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount));
    }

    /// <summary>Each side at the bank's own amount, against the trading account of its currency.</summary>
    private IEnumerable<EventEntry> Of(CurrencyExchanged what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "exchange",
            Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.Trading, what.Amount, qualifier: what.Amount.Currency.Code));
    }

    private IEnumerable<EventEntry> Of(BankCharged what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "charge",
            [Debit(AccountRole.BankCharges, what.BaseAmount),
             .. Converting(what.Amount, what.BaseAmount),
             Credit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount)]);
    }

    private IEnumerable<EventEntry> Of(InterestReceived what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "interest",
            [Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
             .. Converting(-what.Amount, -what.BaseAmount),
             Credit(AccountRole.Interest, what.BaseAmount)]);
    }

    private IEnumerable<EventEntry> Of(ReceiptUnallocated what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "unallocated",
            Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.UnallocatedReceipts, what.Amount));
    }

    private IEnumerable<EventEntry> Of(ReceiptAllocated what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "allocated",
            Debit(AccountRole.UnallocatedReceipts, what.Amount),
            Credit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount)).Correcting("unallocated", 0);
    }

    private static EventEntry BankEntry(string bankLine, LocalDate concerns, string part, params IEnumerable<Posting> postings) =>
        Entry("bank", concerns, bankLine, part, postings);
}
