using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Refusals;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <returns>Why nothing is distributed; null when the lines say what is.</returns>
    internal Refusal? Distribute(DistributionOrder order, CashInBooks books, CapitalStanding standing)
    {
        var bound = books.Bound.ToList();
        if (!order.WindDown)
        {
            bound.Add(new("the reserve", Reserve()));
            if (terms.Capital.Recycling is { } recycling && order.On <= recycling.Until)
                bound.Add(new("recycled and not used yet", state.IdleRecycled(baseCurrency)));
        }

        var distributable = DistributableCash.Of(books.Held, bound, baseCurrency);
        if (!distributable.Amount.IsPositive)
            return new("nothing-to-distribute", $"distribution {order.Id}", TraceText.Sentence(distributable.Trace), "wait until the fund holds more than it owes");
        if (order.Amount > distributable.Amount)
            return new("more-than-distributable", "--amount", $"{order.Amount} is more than {TraceText.Sentence(distributable.Trace)}", "distribute no more than that");
        Add(new(count + 1, "distributable-cash", order.Id, order.On, order.On, LineState.Disclosed, "", distributable.Amount, null, distributable.Trace));

        var payout = Waterfall.Pay(order.On, order.Amount ?? distributable.Amount, terms.Capital, standing, order.WindDown ? Occasion.WindDown : Occasion.Distribution);
        var returned = payout.Parts.Where(part => part.Kind is PartKind.ReturnOfCapital).ToList();
        var principal = returned.Aggregate(Money.Zero(baseCurrency), (sum, part) => sum + part.Amount);
        var recallable = order.Recallable switch
        {
            Recallable.Share share => new Money((long)Rounding.Apply(principal.MinorUnits * share.Of, RoundingMode.Down), baseCurrency),
            Recallable.Fixed { Amount: var amount } => amount,
            _ => Money.Zero(baseCurrency),
        };
        if (recallable > principal)
            return new("too-much-recallable", "--recallable", $"{recallable} is to be callable again, and {principal} of capital comes back", "name no more than that");
        var again = recallable.IsPositive ? Allocation.Split(recallable, [.. returned.Select(part => part.Amount.MinorUnits)]) : null;
        var place = 0;
        foreach (var part in payout.Parts)
            AddPart(order, part, part.Kind is PartKind.ReturnOfCapital && again is not null ? (again[place++], recallable, principal) : null);
        PayDistributions(order.On);
        return null;
    }

    /// <param name="recallable">What of it may be called again, of how much, for how much capital.</param>
    private void AddPart(DistributionOrder order, WaterfallPart part, (Money Own, Money Whole, Money Principal)? recallable)
    {
        var step = terms.Capital.Waterfall.Select((each, i) => (each, i)).FirstOrDefault(each => ReferenceEquals(each.each, part.Step), (each: part.Step, i: terms.Capital.Waterfall.Count)).i + 1;
        var none = Money.Zero(baseCurrency);
        FundEvent? what = (part.Kind, part.To) switch
        {
            (PartKind.ReturnOfCapital, Recipient.Holder to) => new CapitalReturned(order.Id, step, to.Investor, to.Tranche, part.Amount, recallable?.Own ?? none),
            (PartKind.PreferredReturn or PartKind.Profit, Recipient.Holder to) => new ReturnDistributed(order.Id, step, to.Investor, to.Tranche, part.Kind is PartKind.PreferredReturn, part.Amount),
            (PartKind.Recycled, Recipient.Holder to) => new PrincipalRecycled(order.Id, step, to.Investor, to.Tranche, part.Amount),
            (_, Recipient.Manager) => new ShareDistributed(order.Id, step, Terms.CapitalTerms.Manager, part.Amount),
            (_, Recipient.Beneficiary to) => new ShareDistributed(order.Id, step, to.Name, part.Amount),
            _ => null,
        };
        var trace = new TraceList();
        foreach (var told in part.Trace)
            trace.Write(told.Template, [.. told.Operands]);
        if (recallable is { } again)
            trace.Write("recallable", again.Whole, part.Amount, again.Principal, again.Own);
        Add("distribution", $"{order.Id}:{step}:{part.Step.Name}:{WordOf(part.To)}", order.On, what is null ? LineState.Disclosed : LineState.Posts, "", part.Amount, what, trace);
    }

    private static string WordOf(Recipient to) => to switch
    {
        Recipient.Holder holder => $"{holder.Investor}/{holder.Tranche}",
        Recipient.Beneficiary beneficiary => beneficiary.Name,
        Recipient.Manager => Terms.CapitalTerms.Manager,
        _ => "fund",
    };

    /// <summary>What distributions owe is paid out of the accounts in base currency, each payment out of the first that holds it; else it waits.</summary>
    private void PayDistributions(LocalDate on)
    {
        foreach (var ((to, party), owed) in state.OwedInBase.Where(owed => owed.Key.To is PaymentTo.Investor or PaymentTo.Recipient && owed.Value.IsPositive)
            .OrderBy(owed => owed.Key.To).ThenBy(owed => owed.Key.Party, StringComparer.Ordinal).ToList())
        {
            var banks = OwnAccounts.Where(account => account.Currency == baseCurrency && !shortBy.ContainsKey(account.Id)).ToList();
            if (banks.Find(account => owed <= state.Available(account.Id, baseCurrency)) is { } bank)
            {
                Instruct(bank.Id, to, party, owed, [], Because("payment-of-distribution", owed), on);
                continue;
            }

            Hold("payment", party, on, LineReason.WaitsForCash, owed, Because("payment-waits", party, owed));
            if (banks.Count > 0)
                Miss(banks[0].Id, owed, state.Available(banks[0].Id, baseCurrency));
        }
    }
}
