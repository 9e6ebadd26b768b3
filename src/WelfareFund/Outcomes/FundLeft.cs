using NodaTime;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Outcomes;

/// <summary>What all contracts of a fund together may still spend on outcomes.</summary>
/// <param name="Amount">In base currency.</param>
/// <param name="EffectiveOf">The day at whose rate an acceptance is booked.</param>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Amount".</remarks>
public sealed record FundLeft(Money Amount, ExchangeRates Rates, Func<LocalDate, LocalDate> EffectiveOf)
{
    /// <summary>In contract currency, rounded down, so that what it pays for comes to no more than is left.</summary>
    internal Money In<TTrace>(ContractTerms contract, LocalDate acceptedOn, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var rate = Rates.Find(Amount.Currency, contract.Currency, EffectiveOf(acceptedOn)).Value.Rate;
        var left = Money.Round(Amount.Amount * rate, contract.Currency, RoundingMode.Down);
        if (!trace.IsOn)
            return left;
        if (ReferenceEquals(contract.Currency, Amount.Currency))
            trace.Write(TraceTemplates.FundLeft, left);
        else
            trace.Write(TraceTemplates.FundLeftConverted, Amount, rate, left);
        return left;
    }

    internal FundLeft Less(Money gross, LocalDate acceptedOn) =>
        this with { Amount = Amount - Rates.Convert(gross, Amount.Currency, EffectiveOf(acceptedOn)).Value.Money };
}
