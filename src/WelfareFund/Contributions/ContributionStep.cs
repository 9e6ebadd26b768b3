using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>
/// What one wage month owes: the step that settlement, corrections and the forecast all fold. It allocates nothing unless a trace is kept
/// or several employers share one amount.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions".</remarks>
public static class ContributionStep
{
    /// <param name="dues">One for each of the month's pays: what is due of it, in minor units of the pay's own currency.</param>
    /// <exception cref="ArgumentException"><paramref name="dues"/> has another length than the month's pays.</exception>
    public static (ContributionState State, ContributionDecision Decision) Take<TTrace>(
        MonthTerms terms, ContributionState state, in MonthFacts facts, Span<long> dues, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (dues.Length != facts.Pays.Length)
            throw new ArgumentException("There is one due for each pay.", nameof(dues));

        dues.Clear();
        var reason = WhyNothing(terms, state, facts);
        long counted = 0;
        if (reason == ContributionReason.None)
            reason = Due(terms, state, facts, dues, trace, out counted);

        if (trace.IsOn)
            Explain(terms, state, facts, reason, counted, trace);
        return (After(terms, state, facts, reason, counted),
            new(new(counted, terms.Currency), reason, facts.IsReportMissing));
    }

    private static ContributionReason WhyNothing(MonthTerms terms, ContributionState state, in MonthFacts facts)
    {
        if (!facts.HasConsent)
            return ContributionReason.NoConsent;
        if (facts.HasEnded)
            return ContributionReason.Ended;
        var ended = terms.EndedBy(state);
        return ended != ContributionReason.None ? ended : WhyFree(terms, facts);
    }

    /// <summary>Why nothing at all is collected with a month, whatever its pay and the agreement's clocks.</summary>
    internal static ContributionReason WhyFree(MonthTerms terms, in MonthFacts facts) =>
        facts.MonthsSinceStart < 0 ? ContributionReason.NotAbroad
        : terms.GraceMonths > 0 && facts.MonthsSinceStart <= terms.GraceMonths ? ContributionReason.Grace
        : !facts.IsAbroad ? ContributionReason.NotAbroad
        : facts.IsPaused ? ContributionReason.Paused
        : ContributionReason.None;

    private static ContributionState After(MonthTerms terms, ContributionState state, in MonthFacts facts, ContributionReason reason, long counted) => new(
        state.Counted + counted,
        reason == ContributionReason.None ? state.Payments + 1 : state.Payments,
        facts.MonthsSinceStart >= 0 && state.WindowMonths < terms.MostWindowMonths && (terms.PauseUsesWindow || !facts.IsPaused) ? state.WindowMonths + 1 : state.WindowMonths);

    private static ContributionReason Due<TTrace>(
        MonthTerms terms, ContributionState state, in MonthFacts facts, Span<long> dues, TTrace trace, out long counted)
        where TTrace : struct, ITraceSink
    {
        counted = 0;
        foreach (ref readonly var waiting in facts.Pays)
        {
            if (waiting.Standing == PayStanding.NoRate)
            {
                if (trace.IsOn)
                    trace.Write(TraceTemplates.NoRate, waiting.Employer.Value, waiting.Gross);
                return ContributionReason.NoRate;
            }
        }

        var pay = Sum(terms, facts.Pays, trace, out var counts, out var foreign);
        if (counts == 0)
            return !facts.Pays.IsEmpty ? ContributionReason.Tier
                : facts.IsReportMissing ? ContributionReason.MissingReport
                : ContributionReason.BelowFloor;

        var limit = pay;
        var exact = pay > 0 ? ShareOf(terms, pay, trace, ref limit) : 0;
        if (exact <= 0)
            return ContributionReason.BelowFloor;

        if (terms.MaxShareOfPay is { } most)
        {
            var shareLimit = terms.ShareLimit * pay;
            if (shareLimit == 0)
                return ContributionReason.ShareLimit;
            if (trace.IsOn)
                trace.Write(TraceTemplates.ShareLimit, most, terms.OtherShare, terms.Traced(pay), terms.Traced(shareLimit));
            limit = Math.Min(limit, shareLimit);
        }

        if (facts.OwedBefore > 0)
        {
            var inAll = Math.Min(limit, facts.MostBefore);
            limit = Math.Max(0, inAll - facts.OwedBefore);
            if (trace.IsOn)
                trace.Write(TraceTemplates.OwedBefore, terms.Traced(facts.OwedBefore), terms.Traced(inAll), terms.Traced(limit));
            if (limit == 0)
                return ContributionReason.ShareLimit;
        }

        if (terms.HasCap)
        {
            var left = terms.MinorCapLeft(state);
            if (trace.IsOn)
                trace.Write(TraceTemplates.CapLeft, new Money(left, terms.Currency));
            limit = Math.Min(limit, left);
        }

        exact = Math.Min(exact, limit);
        counted = foreign
            ? DueByEmployer.InTheirCurrencies(terms, facts.Pays, exact, limit, pay, dues, trace)
            : DueByEmployer.InOneCurrency(terms, facts.Pays, exact, limit, dues, trace);
        if (counted > 0)
            return ContributionReason.None;

        dues.Clear();
        return ContributionReason.TooSmall;
    }

    /// <summary>In exact minor units of the agreement currency.</summary>
    private static decimal Sum<TTrace>(MonthTerms terms, ReadOnlySpan<Pay> pays, TTrace trace, out int counts, out bool foreign)
        where TTrace : struct, ITraceSink
    {
        var (own, converted) = (0L, 0m);
        counts = 0;
        foreign = false;
        foreach (ref readonly var pay in pays)
        {
            if (pay.Standing != PayStanding.Counts)
            {
                if (trace.IsOn)
                    trace.Write(pay.Standing == PayStanding.LowTier ? TraceTemplates.PayOfLowTier : TraceTemplates.PayAfterBreach, pay.Employer.Value, pay.Gross);
                continue;
            }

            counts++;
            if (!ReferenceEquals(pay.Gross.Currency, terms.Currency))
            {
                foreign = true;
                var inAgreement = DueByEmployer.InAgreementCurrency(terms, pay, pay.Gross.MinorUnits);
                converted += inAgreement;
                if (trace.IsOn)
                    trace.Write(TraceTemplates.PayConverted, pay.Employer.Value, pay.Gross, pay.Rate, terms.Traced(inAgreement), terms.Currency.Code);
            }
            else
            {
                own += pay.Gross.MinorUnits;
                if (trace.IsOn && pays.Length > 1)
                    trace.Write(TraceTemplates.PayOfEmployer, pay.Employer.Value, pay.Gross);
            }
        }

        return foreign ? own + converted : own;
    }

    /// <summary>Before limits and rounding; zero or less where the floor leaves nothing. The floor under taper is a limit too.</summary>
    private static decimal ShareOf<TTrace>(MonthTerms terms, decimal pay, TTrace trace, ref decimal limit)
        where TTrace : struct, ITraceSink
    {
        var counted = terms.HasUpperCutOff ? Math.Min(pay, terms.UpperCutOff) : pay;
        if (trace.IsOn && counted < pay)
            trace.Write(TraceTemplates.UpperCutOff, terms.Traced(pay), terms.Traced(terms.UpperCutOff));

        switch (terms.FloorRule)
        {
            case FloorRule.Cliff when pay < terms.Floor:
                if (trace.IsOn)
                    trace.Write(TraceTemplates.UnderFloor, terms.Traced(pay), terms.Traced(terms.Floor));
                return 0;

            case FloorRule.Above:
                var above = Math.Max(0, counted - terms.Floor) * terms.Share;
                if (trace.IsOn)
                    trace.Write(TraceTemplates.ShareAboveFloor, terms.Traced(counted), terms.Traced(terms.Floor), terms.Share, terms.Traced(above));
                return above;

            case FloorRule.Taper:
                limit = pay - terms.Floor;
                if (trace.IsOn)
                    trace.Write(limit <= 0 ? TraceTemplates.NothingOverFloor : TraceTemplates.RoomOverFloor, terms.Traced(pay), terms.Traced(terms.Floor), terms.Traced(limit));
                if (limit <= 0)
                    return 0;
                break;
        }

        var share = counted * terms.Share;
        if (trace.IsOn)
            trace.Write(TraceTemplates.ShareOfPay, terms.Traced(counted), terms.Share, terms.Traced(share));
        return share;
    }

    private static void Explain<TTrace>(MonthTerms terms, ContributionState state, in MonthFacts facts, ContributionReason reason, long counted, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        if (facts.IsReportMissing)
            trace.Write(TraceTemplates.ReportMissing);
        switch (reason)
        {
            case ContributionReason.None:
                trace.Write(TraceTemplates.Due, new Money(counted, terms.Currency));
                break;
            case ContributionReason.Grace:
                trace.Write(TraceTemplates.InGrace, facts.MonthsSinceStart, terms.GraceMonths);
                break;
            case ContributionReason.Completed when state.Payments >= terms.MostPayments:
                trace.Write(TraceTemplates.AllPaymentsMade, state.Payments);
                break;
            case ContributionReason.Completed:
                trace.Write(TraceTemplates.CapReached, new Money(state.Counted, terms.Currency), new Money(terms.Cap, terms.Currency));
                break;
            case ContributionReason.WindowOver:
                trace.Write(TraceTemplates.WindowOver, terms.MostWindowMonths);
                break;
            case ContributionReason.ShareLimit when terms is { MaxShareOfPay: not null, ShareLimit: 0 }:
                trace.Write(TraceTemplates.NothingUnderShareLimit, terms.OtherShare, terms.MaxShareOfPay!.Value);
                break;
            default:
                trace.Write(TraceTemplates.NothingDue, reason.Code());
                break;
        }
    }
}
