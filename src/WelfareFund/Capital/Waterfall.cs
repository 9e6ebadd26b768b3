using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Capital;

/// <summary>Gives cash out by the steps of the terms, each taking what the ones before it left.</summary>
/// <remarks>
/// Within a tranche by largest remainder on what each holding claims, so that every part is within one minor unit of its exact share. By step and tranche,
/// more cash never gives less; a single holding can get one minor unit less, as largest remainder has it. Rules: docs/rules.md, section 6 "Capital".
/// </remarks>
public static class Waterfall
{
    /// <param name="cash">In base currency, not negative.</param>
    /// <param name="standing">Before this payout; what was paid in or out after <paramref name="on"/> is not in it.</param>
    /// <param name="explain">Whether the parts have traces; a valuation that nobody reads needs none.</param>
    /// <exception cref="ArgumentException">The cash is negative, or the fund ends and its terms do not say who gets the rest.</exception>
    public static Payout Pay(LocalDate on, Money cash, CapitalTerms terms, CapitalStanding standing, Occasion occasion, bool explain = true)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(standing);
        if (cash.IsNegative)
            throw new ArgumentException($"A waterfall gives out what there is, and {cash} is less than nothing.", nameof(cash));
        if (occasion is Occasion.WindDown && terms.WindUp is null)
            throw new ArgumentException("The terms do not say who gets the rest at the end of the fund.", nameof(terms));
        return new WaterfallRun(on, cash, terms, standing, occasion, explain).Run();
    }
}
