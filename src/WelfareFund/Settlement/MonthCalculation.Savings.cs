using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>The accounts that the fund pays from: those that hold workers' savings hold nothing else.</summary>
    private IEnumerable<BankAccountTerms> OwnAccounts => terms.BankAccounts.Where(account => !IsForSavings(account.Id));

    private bool IsForSavings(string account) => terms.Contributions.Any(own => own.Savings?.Account == account);

    private bool IsSavingsIn(Agreement agreement, Currency currency) => TermsOf(agreement) is { Payer: Payer.Savings } own && own.Currency == currency;

    /// <summary>What was expected up to the month before and did not arrive. It is the employer's to pass on, and no debt of the worker's.</summary>
    private void AskForSavings(Agreement agreement)
    {
        var currency = TermsOf(agreement).Currency;
        var expected = state.Payers.AllDues(DueFor.Savings, agreement.Id.Value).Where(due => due.Amount.Currency == currency)
            .Aggregate(Money.Zero(currency), (sum, due) => sum + due.Amount);
        var arrived = state.Payers.Arrived(agreement, currency);
        if (expected > arrived)
            Hold("savings", $"{agreement.Id}:transfer", lastDay, LineReason.WaitsForTransfer, expected - arrived,
                Because(TraceTemplates.SavingsExpected, expected, arrived, expected - arrived));
    }

    /// <summary>Whole, to every worker whose time in the fund has ended: home for good, disabled, withdrawn, or dead, and then to the heirs.</summary>
    private void GiveBackSavings()
    {
        var savings = state.Payers.Savings.Where(kept => kept.Value.IsPositive).ToList();
        Expect(savings.Select(kept => kept.Key.Worker));
        foreach (var ((worker, currency), kept) in savings)
        {
            if (EndingsOf(worker).MinBy(ending => ending.EndedOn) is not { } ended)
                continue;
            var agreement = Of(worker).AgreementsOf(worker).First(own => TermsOf(own) is { Payer: Payer.Savings } terms && terms.Currency == currency);
            var account = TermsOf(agreement).Savings!.Account;
            var trace = Because(TraceTemplates.SavingsBack, worker.Value, ended.EndedOn, ended.Reason.ToString().ToLowerInvariant(), kept);
            if (kept > state.Available(account, currency))
            {
                Hold("payment", $"savings:{worker}", lastDay, LineReason.WaitsForCash, kept, trace);
                continue;
            }

            var id = NextInstruction("P");
            Add("payment", id, lastDay, LineState.Pays, "", kept, new PaymentInstructed(id, account, PaymentTo.Savings, worker.Value, kept, []), trace);
        }
    }
}
