using NodaTime;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <summary>What all contracts of a fund together may still spend on outcomes.</summary>
/// <param name="Amount">In base currency.</param>
/// <param name="EffectiveOf">The day at whose rate an acceptance is booked.</param>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Amount".</remarks>
public sealed record FundLeft(Money Amount, ExchangeRates Rates, Func<LocalDate, LocalDate> EffectiveOf)
{
    /// <summary>
    /// As it is where its base amount is no more than is left; else what is left in contract currency, rounded down, so that it comes to no more.
    /// </summary>
    internal Money Cut<TTrace>(Money gross, LocalDate acceptedOn, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (Rates.Convert(gross, Amount.Currency, EffectiveOf(acceptedOn)).Value.Money <= Amount)
            return gross;
        var rate = Rates.Find(Amount.Currency, gross.Currency, EffectiveOf(acceptedOn)).Value.Rate;
        var left = Money.Round(Amount.Amount * rate, gross.Currency, RoundingMode.Down);
        if (!trace.IsOn)
            return left;
        if (ReferenceEquals(gross.Currency, Amount.Currency))
            trace.Write(TraceTemplates.FundLeft, left);
        else
            trace.Write(TraceTemplates.FundLeftConverted, Amount, rate, left);
        return left;
    }

    internal FundLeft Less(Money gross, LocalDate acceptedOn) =>
        this with { Amount = Amount - Rates.Convert(gross, Amount.Currency, EffectiveOf(acceptedOn)).Value.Money };
}
