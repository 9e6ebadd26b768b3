using NodaTime;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private readonly SortedDictionary<string, Money> shortBy = new(StringComparer.Ordinal);
    private int instructions;

    /// <summary>
    /// Running costs first, then providers strictly by acceptance as far as free cash reaches. A payment in a currency that is short waits for its
    /// purchase, and whatever was accepted later in that currency waits behind it.
    /// </summary>
    internal void InstructPayments()
    {
        PayRefunds();
        GiveBackSavings();
        PayRunningCosts();
        PayDistributions(lastDay);
        var free = FreeCash();
        WarnOfEnrolments(free);
        var paying = new List<Payable>();
        var available = terms.BankAccounts.ToDictionary(bank => bank.Id, bank => state.Available(bank.Id, bank.Currency), StringComparer.Ordinal);
        foreach (var payable in WithoutGrievances(state.Payables.ToList()))
        {
            var inBase = AtClosing(payable.Amount);
            if (inBase is null || OwnAccounts.FirstOrDefault(bank => bank.Currency == payable.Amount.Currency) is not { } bank)
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
                    Wait(payable, LineReason.WaitsForCurrency, Miss(bank.Id, payable.Amount, available[bank.Id]));
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
            Buy(account, missing, available);
    }

    /// <summary>What an account is short by, with this payment and those before it.</summary>
    private Money Miss(string account, Money amount, Money available) =>
        shortBy[account] = shortBy.TryGetValue(account, out var before) ? before + amount : amount - available;

    /// <summary>Administration and what goes back to funders each month; oversight at the end of each calendar quarter.</summary>
    private void PayRunningCosts()
    {
        var bank = OwnAccounts.FirstOrDefault(account => account.Currency == baseCurrency);
        foreach (var ((to, party), owed) in state.OwedInBase.OrderBy(owed => owed.Key.To).ThenBy(owed => owed.Key.Party, StringComparer.Ordinal).ToList())
        {
            if (!owed.IsPositive || to is PaymentTo.Investor or PaymentTo.Recipient || (to is PaymentTo.Oversight && month.Month % 3 != 0))
                continue;
            if (bank is null || shortBy.ContainsKey(bank.Id) || owed > state.Available(bank.Id, baseCurrency))
            {
                Hold("payment", party, lastDay, LineReason.WaitsForCash, owed, Because("payment-waits", party, owed));
                if (bank is not null)
                    Miss(bank.Id, owed, state.Available(bank.Id, baseCurrency));
            }
            else
            {
                Instruct(bank.Id, to, party, owed, [], Because(to is PaymentTo.Funder ? "payment-of-grant" : "payment-of-accrued", owed));
            }
        }
    }

    private void PayProvider(string contract, IReadOnlyList<Payable> payables)
    {
        var amount = payables.Aggregate(Money.Zero(payables[0].Amount.Currency), (sum, payable) => sum + payable.Amount);
        var bank = OwnAccounts.First(account => account.Currency == amount.Currency);
        var trace = new TraceList();
        foreach (var payable in payables)
            trace.Write(payable.Holdback ? "payment-of-holdback" : "payment-of-claim", payable.Amount, payable.Claim.Value);
        Instruct(bank.Id, PaymentTo.Provider, contract, amount,
            [.. payables.Select(payable => new ClaimPart(payable.Claim, payable.Amount, payable.Holdback))], trace);
    }

    /// <param name="on">Null for the month's last day.</param>
    private void Instruct(string bank, PaymentTo to, string party, Money amount, IReadOnlyList<ClaimPart> claims, TraceList trace, LocalDate? on = null)
    {
        var id = NextInstruction("P");
        trace.Write("payment-instructed", party, amount, claims.Count, bank);
        Add("payment", id, on ?? lastDay, LineState.Pays, "", amount, new PaymentInstructed(id, bank, to, party, amount, claims), trace);
    }

    /// <summary>Out of what the other accounts hold, those in base currency first, each as far as it reaches, at the closing rate's estimate.</summary>
    /// <param name="missing">With it and what the account holds all that waits is paid.</param>
    private void Buy(string account, Money missing, Dictionary<string, Money> available)
    {
        var (held, lacking) = (available[account], missing);
        var sources = OwnAccounts.Where(bank => bank.Id != account && !shortBy.ContainsKey(bank.Id) && available[bank.Id].IsPositive && AtClosing(available[bank.Id]) is not null)
            .OrderByDescending(bank => bank.Currency == baseCurrency).ThenByDescending(bank => AtClosing(available[bank.Id])!.Value.MinorUnits).ToList();
        foreach (var from in sources)
        {
            var estimate = facts.Rates.Convert(missing, from.Currency, lastDay);
            if (estimate.IsRefused || !missing.IsPositive)
                continue;
            var trace = Because("exchange-short", lacking + held, account, held, lacking);
            if (missing < lacking)
                trace.Write("exchange-so-far", lacking - missing);
            var (bought, given) = (missing, estimate.Value.Money);
            if (given <= available[from.Id])
            {
                trace.Write("exchange-instructed", bought, estimate.Value.Used.Rate, given, estimate.Value.Used.Date, from.Id);
            }
            else
            {
                given = available[from.Id];
                var reaches = facts.Rates.Convert(given, missing.Currency, lastDay).Value;
                bought = reaches.Money;
                trace.Write("exchange-in-part", given, reaches.Used.Rate, bought, reaches.Used.Date, from.Id);
            }

            missing -= bought;
            available[from.Id] -= given;
            var id = NextInstruction("X");
            Add("exchange", id, lastDay, LineState.Pays, "", bought, new ExchangeInstructed(id, from.Id, account, bought, given), trace);
        }
    }

    private void Wait(Payable payable, string reason, Money amount) =>
        Hold("payment", payable.Subject, payable.Since, reason, payable.Amount,
            Because("payment-waits-for", payable.Amount, amount));

    /// <summary>Numbered within the month, on from what other runs of the month have instructed.</summary>
    private string NextInstruction(string kind)
    {
        string id;
        do
        {
            id = FormattableString.Invariant($"{kind}-{month.Year:D4}{month.Month:D2}-{++instructions:D3}");
        }
        while (state.PaymentsInstructed.ContainsKey(id) || state.ExchangesInstructed.ContainsKey(id));
        return id;
    }
}
