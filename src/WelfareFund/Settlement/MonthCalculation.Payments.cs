using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private int instructions;

    /// <summary>
    /// Running costs first, then providers strictly by acceptance as far as free cash reaches. A payment in a currency that is short waits for its
    /// purchase, and whatever was accepted later in that currency waits behind it.
    /// </summary>
    internal void InstructPayments()
    {
        PayRunningCosts();
        var free = FreeCash();
        var paying = new List<Payable>();
        var available = terms.BankAccounts.ToDictionary(bank => bank.Id, bank => state.Available(bank.Id, bank.Currency), StringComparer.Ordinal);
        var shortBy = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var payable in state.Payables.ToList())
        {
            var inBase = AtClosing(payable.Amount);
            if (inBase is null || terms.BankAccounts.FirstOrDefault(bank => bank.Currency == payable.Amount.Currency) is not { } bank)
            {
                Wait(payable, inBase is null ? LineReason.NoRate : LineReason.WaitsForCurrency, payable.Amount);
            }
            else if (free is null || inBase > free)
            {
                free = Money.Zero(baseCurrency);
                Wait(payable, LineReason.WaitsForCash, inBase.Value);
            }
            else
            {
                free -= inBase.Value;
                if (shortBy.ContainsKey(bank.Id) || payable.Amount > available[bank.Id])
                {
                    var missing = shortBy.TryGetValue(bank.Id, out var before) ? before + payable.Amount : payable.Amount - available[bank.Id];
                    shortBy[bank.Id] = missing;
                    Wait(payable, LineReason.WaitsForCurrency, missing);
                }
                else
                {
                    available[bank.Id] -= payable.Amount;
                    paying.Add(payable);
                }
            }
        }

        foreach (var batch in paying.GroupBy(payable => payable.Contract, StringComparer.Ordinal).OrderBy(batch => batch.Key, StringComparer.Ordinal))
            PayProvider(batch.Key, [.. batch]);
        foreach (var (account, missing) in shortBy)
            Buy(account, missing, available[account]);
    }

    /// <summary>Administration each month; oversight at the end of each calendar quarter.</summary>
    private void PayRunningCosts()
    {
        var bank = terms.BankAccounts.FirstOrDefault(account => account.Currency == baseCurrency);
        foreach (var ((to, party), owed) in state.OwedInBase.OrderBy(owed => owed.Key.To).ThenBy(owed => owed.Key.Party, StringComparer.Ordinal).ToList())
        {
            if (!owed.IsPositive || (to is PaymentTo.Oversight && month.Month % 3 != 0))
                continue;
            if (bank is null || owed > state.Available(bank.Id, baseCurrency))
                Hold("payment", party, lastDay, LineReason.WaitsForCash, owed, Because("payment-waits", party, owed));
            else
                Instruct(bank.Id, to, party, owed, [], Because("payment-of-accrued", owed));
        }
    }

    private void PayProvider(string contract, IReadOnlyList<Payable> payables)
    {
        var amount = payables.Aggregate(Money.Zero(payables[0].Amount.Currency), (sum, payable) => sum + payable.Amount);
        var bank = terms.BankAccounts.First(account => account.Currency == amount.Currency);
        var trace = new TraceList();
        foreach (var payable in payables)
            trace.Write(payable.Holdback ? "payment-of-holdback" : "payment-of-claim", payable.Amount, payable.Claim.Value);
        Instruct(bank.Id, PaymentTo.Provider, contract, amount,
            [.. payables.Select(payable => new ClaimPart(payable.Claim, payable.Amount, payable.Holdback))], trace);
    }

    private void Instruct(string bank, PaymentTo to, string party, Money amount, IReadOnlyList<ClaimPart> claims, TraceList trace)
    {
        var id = NextInstruction("P");
        trace.Write("payment-instructed", party, amount, claims.Count, bank);
        Add("payment", id, lastDay, LineState.Pays, "", amount, new PaymentInstructed(id, bank, to, party, amount, claims), trace);
    }

    /// <summary>From the base-currency account with the most in it, at the closing rate's estimate.</summary>
    /// <param name="available">What the account to be filled holds; with it and <paramref name="missing"/> all that waits is paid.</param>
    private void Buy(string account, Money missing, Money available)
    {
        var from = terms.BankAccounts.Where(bank => bank.Currency == baseCurrency).MaxBy(bank => state.Available(bank.Id, baseCurrency).MinorUnits);
        var converted = facts.Rates.Convert(missing, baseCurrency, lastDay);
        if (from is null || converted.IsRefused)
            return;
        var id = NextInstruction("X");
        var trace = Because("exchange-short", missing + available, account, available, missing);
        trace.Write("exchange-instructed", missing, converted.Value.Used.Rate, converted.Value.Money, converted.Value.Used.Date);
        Add("exchange", id, lastDay, LineState.Pays, "", missing, new ExchangeInstructed(id, from.Id, account, missing, converted.Value.Money), trace);
    }

    private void Wait(Payable payable, string reason, Money amount) =>
        Hold("payment", payable.Holdback ? payable.Claim + ":holdback" : payable.Claim.Value, payable.Since, reason, payable.Amount,
            Because("payment-waits-for", payable.Amount, amount));

    private string NextInstruction(string kind) => FormattableString.Invariant($"{kind}-{month.Year:D4}{month.Month:D2}-{++instructions:D3}");

    /// <summary>Bank and in transit at closing rates, less unallocated receipts, unspent grants, what is owed in base currency, and the reserve; null
    /// when a rate is missing.</summary>
    private Money? FreeCash()
    {
        var free = -Reserve();
        foreach (var money in terms.BankAccounts.Select(bank => state.Available(bank.Id, bank.Currency)).Concat(state.Unallocated.Select(receipt => -receipt)))
        {
            if (AtClosing(money) is not { } inBase)
                return null;
            free += inBase;
        }

        foreach (var owed in state.UnspentGrants.Values.Concat(state.OwedInBase.Values))
            free -= owed;
        return free.IsNegative ? Money.Zero(baseCurrency) : free;
    }

    /// <summary>The greater of the minimum and so many months of the last twelve months' average accepted outcomes.</summary>
    private Money Reserve()
    {
        var since = firstDay.PlusMonths(-11);
        var accepted = state.Outcomes.Where(outcome => outcome.AcceptedOn >= since).Aggregate(0L, (sum, outcome) => sum + outcome.BaseAmount.MinorUnits);
        var average = new Money((long)Rounding.Apply((decimal)accepted * terms.Reserve.MonthsOfOutcomes / 12m, RoundingMode.HalfUp), baseCurrency);
        return Money.Max(average, terms.Reserve.Minimum ?? Money.Zero(baseCurrency));
    }

    private Money? AtClosing(Money money)
    {
        var converted = facts.Rates.Convert(money, baseCurrency, lastDay);
        return converted.IsRefused ? null : converted.Value.Money;
    }
}
