using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>From here until the bank's line the money is in transit: the debt is settled once, and the bank account is spoken for.</summary>
    private IEnumerable<EventEntry> Of(PaymentInstructed what, LocalDate concerns)
    {
        yield return Entry("payment", concerns, what.Instruction, "instructed",
            Owed(what.To, what.Party, what.Amount),
            Credit(AccountRole.PaymentsInTransit, what.Amount, qualifier: what.BankAccount));
    }

    /// <summary>The debt stands as before its payment; what was taken back since lowers what the provider has to return.</summary>
    private IEnumerable<EventEntry> Of(PaymentReturned what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "returned",
            [Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
             Owed(what.To, what.Party, -(what.Amount - what.TakenBack)),
             .. what.TakenBack.IsZero ? [] : new[] { Credit(AccountRole.ClawbackReceivable, what.TakenBack, Contract(what.Party)) }]);
    }

    /// <param name="paid">What is owed less; negative for what is owed again.</param>
    private Posting Owed(PaymentTo to, string name, Money paid) => to switch
    {
        PaymentTo.Provider => Debit(AccountRole.ProviderPayable, paid, Contract(name)),
        PaymentTo.Oversight => Debit(AccountRole.OversightPayable, paid, party(PartyKind.Payee, name)),
        PaymentTo.Administration => Debit(AccountRole.AdministrationPayable, paid, party(PartyKind.Payee, name)),
        PaymentTo.Savings => Debit(AccountRole.WorkerSavingsPayable, paid, party(PartyKind.Worker, name)),
        PaymentTo.Worker => Debit(AccountRole.WorkerRefundsPayable, paid, party(PartyKind.Worker, name)),
        PaymentTo.Investor => Debit(AccountRole.DistributionPayable, paid, party(PartyKind.Holding, name)),
        PaymentTo.Recipient => Debit(AccountRole.OtherDistributionsPayable, paid, party(PartyKind.Payee, name)),
        PaymentTo.Funder => Debit(AccountRole.GrantsRepayable, paid, party(PartyKind.Funder, name)),
        _ => throw new InvalidOperationException($"Nobody called {to} is paid."),
    };
}
