using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <summary>price × quality factor × (1 + uplift) × volume step, rounded once, cut to the caps.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Amount".</remarks>
internal static class OutcomePrice
{
    /// <param name="factor">The quality factor of <paramref name="tier"/>.</param>
    /// <param name="number">The outcome's place among those of its metric, from 1.</param>
    internal static Money Full<TTrace>(RateCard card, MetricTerms metric, Worker worker, string tier, decimal factor, int number, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var uplift = Uplift(card.Uplifts, worker);
        var volume = card.VolumeFactor(number);
        var exact = metric.Price.MinorUnits * factor * (1 + uplift) * volume;
        var price = new Money((long)Rounding.Apply(exact, card.Rounding), metric.Price.Currency);
        if (trace.IsOn)
        {
            trace.Write(TraceTemplates.PriceTimesFactors, metric.Price, factor, tier, uplift, volume, number, TraceAmount.Of(exact, price.Currency));
            if (price.MinorUnits != exact)
                trace.Write(Rounded(card.Rounding), price);
        }

        return price;
    }

    /// <summary>What the caps leave of a price: per worker, and of the whole contract.</summary>
    internal static Money Cut<TTrace>(Money price, ContractTerms contract, ContractState state, WorkerOutcomes worker, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var gross = price;
        if (contract.PerWorker is { } perWorker)
            gross = CutTo(gross, perWorker - worker.PaidUnder(contract), TraceTemplates.WorkerCapLeft, trace);
        if (contract.Maximum is { } maximum)
            gross = CutTo(gross, maximum - state.Accepted, TraceTemplates.ContractLeft, trace);
        return gross;
    }

    private static Money CutTo<TTrace>(Money amount, Money left, string template, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        left = Money.Max(left, Money.Zero(left.Currency));
        if (trace.IsOn)
            trace.Write(template, left);
        return Money.Min(amount, left);
    }

    private static decimal Uplift(UpliftTerms? terms, Worker worker)
    {
        if (terms is null || worker.Groups.Length == 0)
            return 0;
        var uplifts = worker.Groups.Split('|').Distinct(StringComparer.Ordinal).Select(group => terms.Groups.GetValueOrDefault(group)).ToList();
        return terms.Mode == UpliftMode.Sum ? uplifts.Sum() : uplifts.Max();
    }

    private static string Rounded(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfUp => TraceTemplates.PriceRoundedHalfUp,
        RoundingMode.HalfEven => TraceTemplates.PriceRoundedHalfEven,
        _ => TraceTemplates.PriceRoundedDown,
    };
}
