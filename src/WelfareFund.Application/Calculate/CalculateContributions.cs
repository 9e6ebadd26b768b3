using WelfareFund.Calculations;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Application.Calculate;

/// <param name="Warnings">What a whole fund would know and these files do not, and what was said in vain.</param>
public sealed record CalculatedContributions(ContributionCalculation Calculation, IReadOnlyList<Refusal> Warnings);

/// <summary>One set of contribution terms on a file of wages: no fund, no database, no right.</summary>
public static class CalculateContributions
{
    /// <param name="serviceCost">In major units of the agreement currency: what the fund would have paid for this worker's services; null when not said.</param>
    public static Result<CalculatedContributions> Run(CalculationFile termsFile, CalculationFile wages, string? serviceCost = null)
    {
        ArgumentNullException.ThrowIfNull(termsFile);
        ArgumentNullException.ThrowIfNull(wages);
        var terms = FundFile.ReadContribution(termsFile.Name, termsFile.Content);
        if (terms.IsRefused)
            return Result.Refused<CalculatedContributions>(terms.Refusals);
        if (terms.Value.Share is null)
            return new Refusal("no-share", termsFile.Name + ": $.payer", "under these terms nobody owes a share of a month's pay", "take terms with a share");
        Money? cost = null;
        if (serviceCost is not null)
        {
            if (!MoneyText.TryParse(serviceCost, terms.Value.Currency, out var given, out var refusal))
                return refusal with { Where = "--service-cost" };
            cost = given.IsNegative ? null : given;
            if (cost is null)
                return new Refusal("negative", "--service-cost", "the cost is negative", "write zero or a positive amount");
            if (Multiples(terms.Value).DefaultIfEmpty().Max() * given.MinorUnits > long.MaxValue)
                return new Refusal("amount-too-large", "--service-cost", $"the cap's multiple of {given} is more than an amount can hold", "write what the fund pays for one worker's services");
        }

        var lines = wages.Read(WageLine.FileOf(terms.Value));
        if (lines.IsRefused)
            return Result.Refused<CalculatedContributions>(lines.Refusals);
        try
        {
            return new CalculatedContributions(ContributionCalculation.Of(terms.Value, cost, lines.Value), [.. Warnings(terms.Value, termsFile.Name, cost)]);
        }
        catch (OverflowException)
        {
            return new Refusal("amount-too-large", wages.Name + ": gross", "the amounts together are more than an amount can hold", "write what was paid in a month");
        }
    }

    private static IEnumerable<Refusal> Warnings(ContributionTerms terms, string file, Money? cost)
    {
        if (cost is not null && !Multiples(terms).Any())
            yield return new("unused-service-cost", "--service-cost", "no cap of these terms is a multiple of it, so it changes nothing", "leave it out, or give the cap timesServiceCost");
        if (cost is null && Multiples(terms).Any())
            yield return new("no-service-cost", file + ": $.cap", "what the fund pays for a worker's services is not known here, so the cap by service cost does not hold",
                "say it with --service-cost AMOUNT");
    }

    private static IEnumerable<decimal> Multiples(ContributionTerms terms) => terms.Cap?.Versions.Select(version => version.Value.TimesServiceCost).OfType<decimal>() ?? [];
}
