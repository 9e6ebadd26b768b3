using WelfareFund.Calculations;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Application.Calculate;

/// <summary>One contract on a file of facts: no fund, no database, no right.</summary>
public static class CalculateOutcomes
{
    public static Result<OutcomeCalculation> Run(CalculationFile termsFile, CalculationFile facts)
    {
        ArgumentNullException.ThrowIfNull(termsFile);
        ArgumentNullException.ThrowIfNull(facts);
        var contract = FundFile.ReadContract(termsFile.Name, termsFile.Content);
        if (contract.IsRefused)
            return Result.Refused<OutcomeCalculation>(contract.Refusals);
        var lines = facts.Read(FactLine.FileOf(contract.Value));
        if (lines.IsRefused)
            return Result.Refused<OutcomeCalculation>(lines.Refusals);
        try
        {
            var calculated = OutcomeCalculation.Of(contract.Value, lines.Value);
            return calculated.Refusals.Count > CalculationFile.MostRefusals
                ? Result.Refused<OutcomeCalculation>([.. calculated.Refusals.Take(CalculationFile.MostRefusals)])
                : calculated;
        }
        catch (OverflowException)
        {
            return new Refusal("amount-too-large", facts.Name, "the amounts together are more than an amount can hold", "write what was earned in a month");
        }
    }
}
