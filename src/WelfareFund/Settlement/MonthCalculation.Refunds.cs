using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Months in which later dues may use up what was paid too much.</summary>
    private const int CreditMonths = 2;

    private void RefundCredit(Agreement agreement, bool hasEnded)
    {
        foreach (var account in state.Workers.Accounts(agreement.Worker))
        {
            var since = firstDay.PlusMonths(1 - CreditMonths);
            var amount = hasEnded ? account.Credit : account.CreditBefore(since);
            if (amount.IsPositive)
                Post("refund", $"{agreement.Worker}:{Subject(month)}:{account.Currency}", lastDay, amount, new RefundOwed(agreement.Id, agreement.Worker, amount),
                    hasEnded ? Because("refund-at-end", amount) : Because("refund", amount, since));
        }
    }

    /// <summary>Before anybody else is paid: it is the workers' own money.</summary>
    private void PayRefunds()
    {
        foreach (var (worker, owed) in state.RefundsOwed.ToList())
        {
            var bank = OwnAccounts.FirstOrDefault(account => account.Currency == owed.Currency);
            if (bank is null || owed > state.Available(bank.Id, owed.Currency))
                Hold("payment", $"{worker}:{owed.Currency}", lastDay, bank is null ? LineReason.WaitsForCurrency : LineReason.WaitsForCash, owed, Because("payment-waits", worker.Value, owed));
            else
                Instruct(bank.Id, PaymentTo.Worker, worker.Value, owed, [], Because("payment-of-refund", owed));
        }
    }
}
