using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>Rounds what a month owes and lays it on each employer's pay.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "Rounding" and "Pay in other currencies".</remarks>
internal static class DueByEmployer
{
    /// <summary>Decimals of an effective share; what lies beyond is dropped, in the worker's favour.</summary>
    private const int EffectiveShareDecimals = 12;
    private const decimal EffectiveShareUnit = 1e12m;

    /// <summary>Only the agreement currency is concerned: rounded once, then split over the employers by their pay.</summary>
    internal static long InOneCurrency<TTrace>(
        MonthTerms terms, ReadOnlySpan<Pay> pays, decimal exact, decimal limit, Span<long> dues, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        var mode = terms.Rounding;
        var due = RoundTo(exact, terms.RoundTo, mode);
        if (due > limit)
        {
            mode = RoundingMode.Down;
            due = RoundTo(exact, terms.RoundTo, mode);
        }

        if (trace.IsOn && due != exact)
            trace.Write(RoundedBy(mode), terms.Traced(exact), new Money(terms.RoundTo, terms.Currency));
        if (pays.Length == 1)
        {
            dues[0] = due;
            return due;
        }

        Span<long> weights = pays.Length <= 16 ? stackalloc long[pays.Length] : new long[pays.Length];
        for (var i = 0; i < pays.Length; i++)
            weights[i] = pays[i].Standing == PayStanding.Counts ? Math.Max(0, pays[i].Gross.MinorUnits) : 0;
        var parts = Allocation.Split(new(due, terms.Currency), weights);
        for (var i = 0; i < parts.Length; i++)
            dues[i] = parts[i].MinorUnits;
        if (trace.IsOn)
            ExplainParts(new(due, terms.Currency), pays, weights, dues, trace);
        return due;
    }

    private static void ExplainParts<TTrace>(Money due, ReadOnlySpan<Pay> pays, ReadOnlySpan<long> weights, ReadOnlySpan<long> dues, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        Int128 all = 0;
        foreach (var weight in weights)
            all += weight;
        for (var i = 0; i < pays.Length; i++)
        {
            if (weights[i] > 0)
                trace.Write(
                    dues[i] == (long)(due.MinorUnits * (Int128)weights[i] / all) ? TraceTemplates.EmployerPart : TraceTemplates.EmployerPartLifted,
                    pays[i].Employer.Value, due, new Money(weights[i], due.Currency), new Money((long)all, due.Currency), new Money(dues[i], due.Currency));
        }
    }

    /// <summary>
    /// The result becomes an effective share of pay, which each employer's pay is charged with in its own currency and rounded there.
    /// Where rounding would lift the sum over a limit, every part is rounded down instead.
    /// </summary>
    internal static long InTheirCurrencies<TTrace>(
        MonthTerms terms, ReadOnlySpan<Pay> pays, decimal exact, decimal limit, decimal pay, Span<long> dues, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        // A decimal's 28th digit is noise (0.0999…9 is 0.1): rounded away first, then cut.
        var share = decimal.Truncate(decimal.Round(exact / pay, EffectiveShareDecimals + 8, MidpointRounding.ToEven) * EffectiveShareUnit) / EffectiveShareUnit;
        var mode = terms.Rounding;
        var sum = Charge(terms, pays, share, mode, dues);
        if (sum > limit)
        {
            mode = RoundingMode.Down;
            sum = Charge(terms, pays, share, mode, dues);
        }

        var counted = (long)Rounding.Apply(sum, RoundingMode.HalfUp);
        if (trace.IsOn)
        {
            trace.Write(TraceTemplates.EffectiveShare, terms.Traced(exact), terms.Traced(pay), share);
            for (var i = 0; i < pays.Length; i++)
            {
                if (pays[i].Standing == PayStanding.Counts)
                    trace.Write(DueOfEmployer(mode), pays[i].Employer.Value, pays[i].Gross, share, new Money(dues[i], pays[i].Gross.Currency), new Money(terms.RoundToIn(pays[i].Gross.Currency), pays[i].Gross.Currency));
            }
        }

        return counted;
    }

    /// <returns>The sum of the dues in exact minor units of the agreement currency.</returns>
    private static decimal Charge(MonthTerms terms, ReadOnlySpan<Pay> pays, decimal share, RoundingMode mode, Span<long> dues)
    {
        var sum = 0m;
        for (var i = 0; i < pays.Length; i++)
        {
            if (pays[i].Standing != PayStanding.Counts || pays[i].Gross.MinorUnits <= 0)
                continue;
            dues[i] = RoundTo(pays[i].Gross.MinorUnits * share, terms.RoundToIn(pays[i].Gross.Currency), mode);
            sum += InAgreementCurrency(terms, pays[i], dues[i]);
        }

        return sum;
    }

    internal static decimal InAgreementCurrency(MonthTerms terms, in Pay pay, long minorUnits) =>
        ReferenceEquals(pay.Gross.Currency, terms.Currency)
            ? minorUnits
            : minorUnits * pay.Rate * terms.Currency.MinorUnitsPerMajor / pay.Gross.Currency.MinorUnitsPerMajor;

    private static long RoundTo(decimal exact, long unit, RoundingMode mode) =>
        unit == 1 ? (long)Rounding.Apply(exact, mode) : (long)Rounding.Apply(exact / unit, mode) * unit;

    private static string DueOfEmployer(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfUp => TraceTemplates.EmployerDueHalfUp,
        RoundingMode.HalfEven => TraceTemplates.EmployerDueHalfEven,
        _ => TraceTemplates.EmployerDueDown,
    };

    private static string RoundedBy(RoundingMode mode) => mode switch
    {
        RoundingMode.HalfUp => TraceTemplates.RoundedHalfUp,
        RoundingMode.HalfEven => TraceTemplates.RoundedHalfEven,
        _ => TraceTemplates.RoundedDown,
    };
}
