using WelfareFund.Calculations;
using WelfareFund.Capital;
using WelfareFund.Refusals;

namespace WelfareFund.Application.Calculate;

/// <summary>The internal rate of return of a file of flows: no fund, no database, no right.</summary>
public static class CalculateRate
{
    public static Result<InternalRate> Run(CalculationFile flows, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var lines = flows.Read(RateFlowLine.FileOf(currency));
        if (lines.IsRefused)
            return Result.Refused<InternalRate>(lines.Refusals);
        try
        {
            return InternalRate.Of(lines.Value.Select(line => line.Flow));
        }
        catch (OverflowException)
        {
            return new Refusal("amount-too-large", flows.Name + ": amount", "the amounts of one day together are more than an amount can hold", "write what was paid in and out");
        }
    }
}
