using WelfareFund.Calculations;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Application.Calculate;

/// <summary>The terms of capital on a file of flows: no fund, no database, no right.</summary>
public static class CalculateWaterfall
{
    public static Result<WaterfallCalculation> Run(CalculationFile termsFile, CalculationFile flows, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(termsFile);
        ArgumentNullException.ThrowIfNull(flows);
        var terms = FundFile.ReadCapital(termsFile.Name, termsFile.Content, currency);
        if (terms.IsRefused)
            return Result.Refused<WaterfallCalculation>(terms.Refusals);
        if (terms.Value.Tranches.Count == 0)
            return new Refusal("no-tranche", termsFile.Name + ": $.tranches", "there is no tranche that anybody could pay into", "name the classes of capital");
        var lines = flows.Read(FlowLine.FileOf(terms.Value, currency));
        if (lines.IsRefused)
            return Result.Refused<WaterfallCalculation>(lines.Refusals);
        try
        {
            return WaterfallCalculation.Of(terms.Value, currency, lines.Value);
        }
        catch (OverflowException)
        {
            return new Refusal("amount-too-large", flows.Name + ": amount", "the amounts together are more than an amount can hold", "write what was paid in and what may be distributed");
        }
    }
}
