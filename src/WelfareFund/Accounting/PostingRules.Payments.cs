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
            what.To switch
            {
                PaymentTo.Provider => Debit(AccountRole.ProviderPayable, what.Amount, Contract(what.Party)),
                PaymentTo.Oversight => Debit(AccountRole.OversightPayable, what.Amount, party(PartyKind.Payee, what.Party)),
                PaymentTo.Administration => Debit(AccountRole.AdministrationPayable, what.Amount, party(PartyKind.Payee, what.Party)),
                PaymentTo.Savings => Debit(AccountRole.WorkerSavingsPayable, what.Amount, party(PartyKind.Worker, what.Party)),
                PaymentTo.Worker => Debit(AccountRole.WorkerRefundsPayable, what.Amount, party(PartyKind.Worker, what.Party)),
                PaymentTo.Investor => Debit(AccountRole.DistributionPayable, what.Amount, party(PartyKind.Holding, what.Party)),
                PaymentTo.Recipient => Debit(AccountRole.OtherDistributionsPayable, what.Amount, party(PartyKind.Payee, what.Party)),
                PaymentTo.Funder => Debit(AccountRole.GrantsRepayable, what.Amount, party(PartyKind.Funder, what.Party)),
                _ => throw new InvalidOperationException($"Nobody called {what.To} is paid."),
            },
            Credit(AccountRole.PaymentsInTransit, what.Amount, qualifier: what.BankAccount));
    }
}
