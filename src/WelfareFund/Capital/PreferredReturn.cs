using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Capital;

/// <summary>What a tranche has a first claim to on capital that is paid in.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class PreferredReturn
{
    /// <summary>The exact return on one drawdown from its value date to <paramref name="on"/>, in major units, unrounded; zero up to the value date.</summary>
    public static decimal Accrued(Money drawdown, LocalDate valueDate, LocalDate on, PreferredReturnTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (on <= valueDate)
            return 0;
        if (terms.Compounding is Compounding.Simple)
            return drawdown.Amount * terms.Rate * Years(valueDate, on, terms.DayCount);

        // Compounds on each anniversary of the drawdown; simple within the year that has begun.
        var anniversaries = Period.Between(valueDate, on, PeriodUnits.Years).Years;
        var grown = drawdown.Amount;
        for (var year = 0; year < anniversaries; year++)
            grown *= 1 + terms.Rate;
        return (grown * (1 + (terms.Rate * Years(valueDate.PlusYears(anniversaries), on, terms.DayCount)))) - drawdown.Amount;
    }

    private static decimal Years(LocalDate from, LocalDate to, DayCount dayCount) => dayCount switch
    {
        DayCount.Act365F => Period.DaysBetween(from, to) / 365m,
        DayCount.Thirty360E => ((360 * (to.Year - from.Year)) + (30 * (to.Month - from.Month)) + Math.Min(to.Day, 30) - Math.Min(from.Day, 30)) / 360m,
        _ => throw new ArgumentOutOfRangeException(nameof(dayCount), dayCount, "No such day count."),
    };
}
