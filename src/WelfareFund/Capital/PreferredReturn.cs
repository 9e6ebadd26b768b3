using NodaTime;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Capital;

/// <summary>What a holding has a first claim to on capital that is paid in and not returned.</summary>
/// <remarks>
/// Each drawdown is a lot. Principal that comes back reduces the oldest lots first. Return that is paid settles the oldest lot first, and in a lot what has
/// compounded before what the running year has brought; only what has compounded and is unpaid bears return itself. The sum is rounded once, half-up.
/// Rules: docs/rules.md, section 6 "Capital".
/// </remarks>
public static class PreferredReturn
{
    /// <summary>Accrued from the value dates to <paramref name="on"/>, less what was paid; never negative. A half cent that rounding paid too much comes off the next.</summary>
    public static Money Owed<TTrace>(Holding holding, LocalDate on, PreferredReturnTerms terms, Currency currency, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        ArgumentNullException.ThrowIfNull(holding);
        ArgumentNullException.ThrowIfNull(terms);
        var lots = holding.Drawdowns.OrderBy(drawdown => drawdown.ValueDate).ThenBy(drawdown => drawdown.Amount).Select(drawdown => new Lot(drawdown, terms)).ToList();
        var paid = 0m;
        foreach (var receipt in holding.Received.Where(receipt => receipt.On <= on).OrderBy(receipt => receipt.On))
        {
            foreach (var lot in lots)
                lot.Compound(receipt.On, trace);
            Settle(lots, receipt.On, receipt.Preferred.MinorUnits, trace);
            Return(lots, receipt.On, receipt.Capital.MinorUnits, trace);
            paid += receipt.Preferred.MinorUnits;
        }

        foreach (var lot in lots)
        {
            lot.Compound(on, trace);
            lot.Accrue(on, trace);
        }

        var owed = lots.Sum(lot => lot.Owed(on));
        var claim = new Money(Math.Max(0, (long)Rounding.Apply(owed, RoundingMode.HalfUp)), currency);
        if (trace.IsOn)
            trace.Write(TraceTemplates.PreferredOwed, TraceAmount.Of(owed + paid, currency), TraceAmount.Of(paid, currency), claim);
        return claim;
    }

    private static void Settle<TTrace>(List<Lot> lots, LocalDate on, decimal minorUnits, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        foreach (var lot in lots)
        {
            var part = Math.Min(minorUnits, Math.Max(0, lot.Owed(on)));
            lot.Pay(on, part, trace);
            minorUnits -= part;
        }

        if (minorUnits > 0)
            lots[^1].Pay(on, minorUnits, trace);
    }

    private static void Return<TTrace>(List<Lot> lots, LocalDate on, decimal minorUnits, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        foreach (var lot in lots.TakeWhile(_ => minorUnits > 0))
            minorUnits -= lot.Return(on, minorUnits, trace);
    }

    private static decimal Days(LocalDate from, LocalDate to, DayCount dayCount) => dayCount switch
    {
        DayCount.Act365F => Period.DaysBetween(from, to),
        DayCount.Thirty360E => (360 * (to.Year - from.Year)) + (30 * (to.Month - from.Month)) + Math.Min(to.Day, 30) - Math.Min(from.Day, 30),
        _ => throw new ArgumentOutOfRangeException(nameof(dayCount), dayCount, "No such day count."),
    };

    private static int DaysOfYear(DayCount dayCount) => dayCount is DayCount.Act365F ? 365 : 360;

    /// <summary>One drawdown and its return, in minor units.</summary>
    private sealed class Lot(Drawdown drawdown, PreferredReturnTerms terms)
    {
        private readonly Currency currency = drawdown.Amount.Currency;
        private decimal capital = drawdown.Amount.MinorUnits;

        /// <summary>Unpaid return that has compounded.</summary>
        private decimal compounded;

        /// <summary>Capital × days since the last anniversary: divided once, so that nothing rounds on the way.</summary>
        private decimal unitDays;
        private decimal paidOfYear;
        private LocalDate accruedTo = drawdown.ValueDate;
        private int anniversaries;

        internal decimal Owed(LocalDate on) => compounded + OfYear(on);

        /// <summary>Joins what each anniversary up to a day finds unpaid to what bears return.</summary>
        internal void Compound<TTrace>(LocalDate upTo, TTrace trace)
            where TTrace : struct, ITraceSink
        {
            while (terms.Compounding is Compounding.Annual && drawdown.ValueDate.PlusYears(anniversaries + 1) is var anniversary && anniversary <= upTo)
            {
                Accrue(anniversary, trace);
                compounded += OfYear(anniversary);
                (unitDays, paidOfYear) = (0, 0);
                anniversaries++;
            }
        }

        internal void Accrue<TTrace>(LocalDate upTo, TTrace trace)
            where TTrace : struct, ITraceSink
        {
            if (upTo <= accruedTo)
                return;
            var days = Days(accruedTo, upTo, terms.DayCount);
            if (trace.IsOn && capital + compounded != 0 && days != 0)
            {
                var earned = TraceAmount.Of((capital + compounded) * days * terms.Rate / DaysOfYear(terms.DayCount), currency);
                if (compounded == 0)
                    trace.Write(TraceTemplates.PreferredDays, TraceAmount.Of(capital, currency), terms.Rate, days, (decimal)DaysOfYear(terms.DayCount), accruedTo, earned);
                else
                    trace.Write(TraceTemplates.PreferredDaysCompounded, TraceAmount.Of(capital, currency), TraceAmount.Of(compounded, currency), terms.Rate, days, (decimal)DaysOfYear(terms.DayCount), accruedTo, earned);
            }

            unitDays += (capital + compounded) * days;
            accruedTo = upTo;
        }

        internal void Pay<TTrace>(LocalDate on, decimal amount, TTrace trace)
            where TTrace : struct, ITraceSink
        {
            var ofCompounded = Math.Max(0, Math.Min(amount, compounded));
            if (ofCompounded > 0)
                Accrue(on, trace);
            compounded -= ofCompounded;
            paidOfYear += amount - ofCompounded;
        }

        /// <summary>Returns how much of it was this lot's.</summary>
        internal decimal Return<TTrace>(LocalDate on, decimal most, TTrace trace)
            where TTrace : struct, ITraceSink
        {
            var part = Math.Min(most, capital);
            if (part > 0)
                Accrue(on, trace);
            capital -= part;
            return part;
        }

        private decimal OfYear(LocalDate on) =>
            ((unitDays + (on <= accruedTo ? 0 : (capital + compounded) * Days(accruedTo, on, terms.DayCount))) * terms.Rate / DaysOfYear(terms.DayCount)) - paidOfYear;
    }
}
