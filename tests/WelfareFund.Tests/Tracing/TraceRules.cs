using static WelfareFund.Tests.Tracing.TraceSums;

namespace WelfareFund.Tests.Tracing;

/// <summary>What one clause of a trace does to the sum. The choice is closed.</summary>
internal abstract record TraceRule
{
    /// <returns>The amount that the clause says; null where it says none.</returns>
    internal abstract decimal? Take(TraceSums sums, TraceClause clause);
}

/// <summary>Says when, whose or why, and no amount of the line.</summary>
internal sealed record Aside : TraceRule
{
    internal override decimal? Take(TraceSums sums, TraceClause clause) => null;
}

/// <summary>States a fact that nobody calculated: what a bank, an investor, a worker, an employer or the terms said.</summary>
internal sealed record Told(int Operand, int Sign = 1) : TraceRule
{
    internal override decimal? Take(TraceSums sums, TraceClause clause) => Sign * clause.Number(Operand);
}

/// <summary>States what stands in the books by earlier lines, each of which has a trace of its own.</summary>
internal sealed record Booked(int Operand, int Sign = 1) : TraceRule
{
    internal override decimal? Take(TraceSums sums, TraceClause clause) => Sign * clause.Number(Operand);
}

/// <summary>A figure on the way, which has to follow from those before it.</summary>
internal sealed record OnTheWay(Action<TraceSums, TraceClause> Check) : TraceRule
{
    internal override decimal? Take(TraceSums sums, TraceClause clause)
    {
        Check(sums, clause);
        return null;
    }
}

/// <summary>An amount that is worked out from the figures in the words, and has to be the one that stands there.</summary>
/// <param name="Written">The operand where it stands; negative where it does not stand there itself.</param>
internal sealed record Computed(Func<TraceSums, TraceClause, decimal> Amount, int Written) : TraceRule
{
    internal override decimal? Take(TraceSums sums, TraceClause clause)
    {
        var amount = Amount(sums, clause);
        if (Written >= 0)
            Near(amount, clause.Number(Written), clause);
        return amount;
    }
}

/// <summary>One rule for each template; a template without one fails.</summary>
internal static class TraceRules
{
    internal static readonly Dictionary<string, TraceRule> All = Contributions().Concat(Outcomes()).Concat(Payers()).Concat(Money()).Concat(Capital()).ToDictionary();

    internal static TraceRule Of(string template) => All.GetValueOrDefault(template) ?? throw new FormatException($"Nobody said how '{template}' recomputes.");

    private static IEnumerable<KeyValuePair<string, TraceRule>> Contributions() =>
    [
        On("pay-of-employer", (s, c) => s.AddPay(c.Number(1))),
        On("pay-converted", (s, c) =>
        {
            Near(c.Number(1) * c.Number(2), c.Number(3), c);
            s.Rates[(c.Operands[0], c.CurrencyOf(1))] = c.Number(2);
            s.AddPay(c.Number(3));
        }),
        new("pay-of-low-tier", new Aside()),
        new("pay-after-breach", new Aside()),
        On("upper-cut-off", (s, c) =>
        {
            s.IsPay(c.Number(0), c);
            Holds(c.Number(0) > c.Number(1), c);
            s.AfterCutOff = c.Number(1);
        }),
        On("under-floor", (s, c) =>
        {
            s.IsPay(c.Number(0), c);
            Holds(c.Number(0) < c.Number(1), c);
        }),
        On("share-above-floor", (s, c) =>
        {
            s.IsCounted(c.Number(0), c);
            Near(Math.Max(0, c.Number(0) - c.Number(1)) * c.Number(2), c.Number(3), c);
            s.Exact = c.Number(3);
        }),
        On("nothing-over-floor", (s, c) =>
        {
            s.IsPay(c.Number(0), c);
            Holds(c.Number(0) <= c.Number(1), c);
        }),
        On("room-over-floor", (s, c) =>
        {
            s.IsPay(c.Number(0), c);
            Near(c.Number(0) - c.Number(1), c.Number(2), c);
            s.LimitTo(c.Number(2));
        }),
        On("share-of-pay", (s, c) =>
        {
            s.IsCounted(c.Number(0), c);
            Near(c.Number(0) * c.Number(1), c.Number(2), c);
            s.Exact = c.Number(2);
        }),
        On("share-limit", (s, c) =>
        {
            s.IsPay(c.Number(2), c);
            Near((c.Number(0) - c.Number(1)) * c.Number(2), c.Number(3), c);
            s.LimitTo(c.Number(3));
        }),
        On("service-cap", (s, c) =>
        {
            Near(c.Number(0) * c.Number(1), c.Number(2), c);
            s.ServiceCap = c.Number(2);
            s.CapAt(Math.Min(c.Number(2), c.Number(3)));
        }),
        On("service-cap-shared", (s, c) => s.CapAt(Math.Max(0, s.ServiceCap - c.Number(0)))),
        On("owed-before", (s, c) =>
        {
            Holds(c.Number(1) <= s.Limit, c);
            Near(Math.Max(0, c.Number(1) - c.Number(0)), c.Number(2), c);
            s.LimitTo(c.Number(2));
        }),
        On("cap-left", (s, c) =>
        {
            Holds(c.Number(0) <= s.Cap, c);
            s.LimitTo(c.Number(0));
        }),
        On("rounded-half-up", RoundedTo), On("rounded-half-even", RoundedTo), On("rounded-down", RoundedTo),
        On("effective-share", (s, c) =>
        {
            Near(s.Left, c.Number(0), c);
            s.IsPay(c.Number(1), c);
            Near(decimal.Truncate(decimal.Round(c.Number(0) / c.Number(1), 20, MidpointRounding.ToEven) * 1e12m) / 1e12m, c.Number(2), c);
        }),
        On("employer-due-half-up", DueOfEmployer), On("employer-due-half-even", DueOfEmployer), On("employer-due-down", DueOfEmployer),
        On("employer-part", (s, c) => PartOfEmployer(s, c, 0)),
        On("employer-part-lifted", (s, c) => PartOfEmployer(s, c, c.UnitOf(4))),
        Sum("due", -1, (s, c) =>
        {
            s.Due = s.ByEmployer.Count == 0 ? s.Left : RoundedBy("", s.ByEmployer.Sum(due => due.Amount * s.Rates.GetValueOrDefault((due.Employer, due.Currency), 1)), c.UnitOf(0));
            Near(s.Due, c.Number(0), c);
            if (s.OfEmployers.Count > 0)
                Near(s.OfEmployers.Sum(part => part.Amount), s.Due, c);
            return s.DueOfTheLine(afterCorrection: false);
        }),
        Sum("posted-before", 1, (s, c) => s.DueOfTheLine(afterCorrection: true) - c.Number(0)),
        Sum("counted-before", 1, (s, c) => s.Due - c.Number(0)),
        new("report-missing", new Aside()),
        new("report-missing-of", new Aside()),
        new("in-grace", new Aside()),
        new("all-payments-made", new Aside()),
        new("cap-reached", new Aside()),
        new("window-over", new Aside()),
        new("nothing-under-share-limit", new Aside()),
        new("nothing-due", new Aside()),
        new("no-rate", new Aside()),
        new("cap-disclosed", new Told(1)),
        On("collection-room", (s, c) =>
        {
            s.Room = RoundedBy("down", Math.Max(0, Math.Min(c.Number(0), c.Number(1)) - c.Number(2)), c.UnitOf(3));
            Near(s.Room.Value, c.Number(3), c);
        }),
        On("room-shared", (s, c) =>
        {
            Holds(c.Number(0) <= s.Room, c);
            s.Room = c.Number(0);
        }),
        On("arrears-room", (s, c) =>
        {
            Holds(c.Number(0) <= s.Room, c);
            Near(RoundedBy("down", c.Number(0) * c.Number(1), c.UnitOf(2)), c.Number(2), c);
            s.Room = c.Number(2);
        }),
        Sum("arrears-called", 1, (s, c) => Math.Min(c.Number(0), s.Room!.Value)),
        new("arrears-wait", new Booked(0)),
        new("write-off-at-death", new Booked(0)),
        new("write-off-at-disability", new Booked(0)),
        new("write-off-at-windows-end", new Booked(0)),
        new("write-off-of-what-waits", new Booked(0)),
        new("write-off-taken-back", new Booked(0, -1)),
        new("refund", new Booked(0)),
        new("refund-at-end", new Booked(0)),
        Sum("true-up", 3, (_, c) => c.Number(2) - c.Number(1)),
        On("allowance-step", (s, c) =>
        {
            Near(s.Converted == 0 ? c.Number(0) : s.Converted, c.Number(2), c);
            Near(RoundedBy("", c.Number(2) * c.Number(3), c.UnitOf(4)), c.Number(4), c);
            (s.Parts, s.Converted) = (s.Parts + c.Number(4), 0);
        }),
        Sum("allowance", 2, (s, c) =>
        {
            Near(s.Parts, c.Number(0), c);
            return c.Number(0) - c.Number(1);
        }),
        new("deducted", new Told(1)),
        new("deduction-without-consent", new Told(1)),
        new("deduction-without-agreement", new Told(1)),
    ];

    private static IEnumerable<KeyValuePair<string, TraceRule>> Outcomes() =>
    [
        On("price-times-factors", (s, c) =>
        {
            Near(c.Number(0) * c.Number(1) * (1 + c.Number(3)) * c.Number(4), c.Number(6), c);
            s.Exact = c.Number(6);
        }),
        On("price-rounded-half-up", PriceRounded), On("price-rounded-half-even", PriceRounded), On("price-rounded-down", PriceRounded),
        On("worker-cap-left", (s, c) => s.LimitTo(c.Number(0))),
        On("contract-left", (s, c) => s.LimitTo(c.Number(0))),
        On("fund-left", (s, c) => s.LimitTo(c.Number(0))),
        On("fund-left-converted", (s, c) =>
        {
            Near(RoundedBy("down", c.Number(0) * c.Number(1), c.UnitOf(2)), c.Number(2), c);
            s.LimitTo(c.Number(2));
        }),
        Sum("payable", (s, c) => s.Payable = s.Left),
        On("held-back", (s, c) =>
        {
            Near(c.Number(0) * s.Payable, c.Number(1), c);
            s.HeldBack = c.Number(1);
        }),
        On("held-back-rounded", (s, c) =>
        {
            Near(RoundedBy(c.Operands[2], c.Number(0) * s.Payable, c.UnitOf(1)), c.Number(1), c);
            s.HeldBack = c.Number(1);
        }),
        On("paid-out", (s, c) => Near(s.Payable - s.HeldBack, c.Number(0), c)),
        new("releases", new Booked(0)),
        new("achieved-by-facts", new Aside()),
        new("achieved-by-verification", new Aside()),
        new("caught-up", new Aside()),
        new("outcome-held", new Aside()),
        new("outcome-refused", new Aside()),
        new("claim-rejected", new Aside()),
        new("claim-returned", new Aside()),
        new("claim-not-decided", new Aside()),
        new("contract-maximum", new Told(1)),
        new("outcomes-maximum", new Told(0)),
        Sum("oversight", 2, (_, c) => RoundedBy("", c.Number(0) * c.Number(1), c.UnitOf(2))),
        Sum("grant-spent", 5, (_, c) => Math.Min(c.Number(2), c.Number(4))),
        new("holdback-released", new Booked(0)),
        new("holdback-released-for", new Booked(0)),
        new("holdback-forfeited", new Computed((_, c) =>
        {
            Near(RoundedBy("", c.Number(2) * c.Number(0) / c.Number(1), c.UnitOf(3)), c.Number(3), c);
            return c.Number(0);
        }, 0)),
        Sum("holdback-retaken", 0, (_, c) => c.Number(2) + c.Number(3) + c.Number(4)),
        Sum("clawed-back", 1, (_, c) => c.Number(2) + c.Number(3) + c.Number(4) + c.Number(5)),
        Sum("clawback-netted", 2, (_, c) => Math.Min(c.Number(0), c.Number(1))),
        new("oversight-reversed", new Booked(0)),
        Sum("grant-restored", 0, (_, c) => c.Number(1) - c.Number(4)),
        new("advance", new Told(1)),
        Sum("advance-raised", 3, (_, c) => c.Number(1) - c.Number(2)),
        Sum("advance-recovered", 3, (_, c) => Math.Min(c.Number(2), RoundedBy(c.Operands[4], c.Number(0) * c.Number(1), c.UnitOf(3)))),
        Sum("reserve", 6, (_, c) =>
        {
            Near(RoundedBy("", c.Number(1) * c.Number(2) / 12, c.UnitOf(3)), c.Number(3), c);
            return Math.Max(c.Number(0), Math.Max(c.Number(3), c.Number(4)));
        }),
        Sum("enrolments-beyond", 6, (s, c) =>
        {
            Near(Math.Max(0, c.Number(2) - c.Number(3) - c.Number(4)), c.Number(5), c);
            s.Uncovered = c.Number(6);
            return c.Number(1) - c.Number(5);
        }),
        On("enrolments-called", (s, c) => s.Uncovered -= c.Number(0)),
        On("enrolments-to-call", (s, c) =>
        {
            Near(s.Uncovered, c.Number(0), c);
            Holds(c.Number(0) <= c.Number(1), c);
        }),
        On("enrolments-without-commitment", (s, c) => Near(s.Uncovered, c.Number(0) + c.Number(1), c)),
        new("enrolments-without-rate", new Aside()),
    ];

    private static IEnumerable<KeyValuePair<string, TraceRule>> Payers() =>
    [
        new("payer-paid", new Told(1)),
        new("savings-arrived", new Told(1)),
        Sum("payer-owes", 3, (s, c) =>
        {
            Near(s.OwedBy(c.Operands[0]), c.Number(1), c);
            return c.Number(1) - c.Number(2);
        }),
        On("payer-outcome", (s, c) => s.Owed = c.Number(3)),
        On("payer-outcome-part", (s, c) =>
        {
            Near(RoundedBy("", c.Number(3) * c.Number(4) / c.Number(5), c.UnitOf(6)), c.Number(6), c);
            s.Owed = c.Number(6);
        }),
        On("payer-support", (s, c) => s.Owed = c.Number(0)),
        new("payer-outcome-gone", new Booked(2)),
        On("not-the-payers", (s, _) => s.Owed = 0),
        new("bond-days", new Computed((s, c) =>
        {
            var days = NodaTime.Period.DaysBetween(Date(c, 0), Date(c, 1)) + 1;
            Near(RoundedBy(c.Operands[7], c.Number(2) * c.Number(3) / c.Number(4), c.UnitOf(5)), c.Number(5), c);
            Near(RoundedBy(c.Operands[7], c.Number(2) * (c.Number(3) - days) / c.Number(4), c.UnitOf(6)), c.Number(6), c);
            s.Owed = s.Accrued += c.Number(5) - c.Number(6);
            return s.Accrued;
        }, -1)),
        new("bond-cut", new Computed((s, c) =>
        {
            Near(c.Number(1) - c.Number(2), c.Number(0), c);
            s.Owed = c.Number(0);
            return s.Accrued - c.Number(0);
        }, -1)),
        new("cost-so-far", new Aside()),
        Sum("savings-expected", 2, (_, c) => c.Number(0) - c.Number(1)),
        new("savings-back", new Booked(3)),
        new("membership-due", new Told(3)),
        On("over-disclosed", (_, c) => Holds(c.Number(0) > c.Number(1), c)),
        Sum("membership-earned", 5, (_, c) =>
        {
            Near(RoundedBy("down", c.Number(0) * c.Number(1) / c.Number(2), c.UnitOf(3)), c.Number(3), c);
            return c.Number(3) - c.Number(4);
        }),
    ];

    private static IEnumerable<KeyValuePair<string, TraceRule>> Money() =>
    [
        new("commitment-signed", new Told(1)),
        new("over-commitment", new Told(0)),
        new("short-notice", new Told(0)),
        new("no-calendar", new Told(0)),
        On("call-of-rank", (s, c) => Holds(c.Number(2) <= c.Number(0), c)),
        Sum("call-part", 3, (s, c) => Soon(s, RoundedBy("down", c.Number(0) * c.Number(1) / c.Number(2), c.UnitOf(3)))),
        Sum("call-part-lifted", 0, (s, c) => Soon(s, s.Room!.Value + c.UnitOf(0))),
        new("bank-payment", new Told(1, -1)),
        new("bank-return", new Told(1)),
        new("bank-return-reason", new Aside()),
        new("bank-return-taken-back", new Aside()),
        new("bank-return-netted", new Told(0)),
        new("bank-by-amount", new Aside()),
        new("bank-allocated", new Aside()),
        new("bank-allocation", new Booked(0)),
        new("manual-entry", new Told(0)),
        new("manual-entry-reversed", new Booked(0)),
        new("bank-exchange", new Told(1)),
        new("bank-charge", new Told(0, -1)),
        new("bank-contribution", new Told(1)),
        new("bank-deductions", new Told(1)),
        new("bank-drawdown", new Told(2)),
        new("bank-grant", new Told(1)),
        new("bank-interest", new Told(0)),
        new("bank-unallocated", new Told(0)),
        new("administration", new Told(0)),
        On("payment-of-claim", (s, c) => s.Parts += c.Number(0)),
        On("payment-of-holdback", (s, c) => s.Parts += c.Number(0)),
        On("payment-of-accrued", (s, c) => s.Parts += c.Number(0)),
        On("payment-of-refund", (s, c) => s.Parts += c.Number(0)),
        Sum("payment-instructed", 1, (s, _) => s.Parts),
        new("payment-waits", new Booked(1)),
        new("payment-waits-for", new Booked(0)),
        new("payment-waits-for-grievance", new Booked(0)),
        On("exchange-short", (s, c) =>
        {
            Near(c.Number(0) - c.Number(2), c.Number(3), c);
            s.Missing = c.Number(3);
        }),
        On("exchange-so-far", (s, c) => s.Missing -= c.Number(0)),
        Sum("exchange-instructed", 0, (s, c) =>
        {
            NearestUnit(c.Number(0) * c.Number(1), c, 2);
            return s.Missing;
        }),
        Sum("exchange-in-part", 2, (s, c) =>
        {
            NearestUnit(c.Number(0) * c.Number(1), c, 2);
            Holds(c.Number(2) <= s.Missing, c);
            return c.Number(2);
        }),
        Sum("converted", -1, (s, c) =>
        {
            NearestUnit(c.Number(0) * c.Number(1), c, 2);
            s.Converted = c.Number(2);
            return s.ConvertedInAll += c.Number(2);
        }),
        new("no-rate-on", new Aside()),
        new("no-rate-for", new Booked(0)),
    ];

    private static IEnumerable<KeyValuePair<string, TraceRule>> Capital() =>
    [
        On("capital-unreturned", (_, c) => Near(c.Number(0) - c.Number(1), c.Number(2), c)),
        On("preferred-days", (s, c) =>
        {
            Near(c.Number(0) * c.Number(1) * c.Number(2) / c.Number(3), c.Number(5), c);
            s.Accrued += c.Number(5);
        }),
        On("preferred-days-compounded", (s, c) =>
        {
            Near((c.Number(0) + c.Number(1)) * c.Number(2) * c.Number(3) / c.Number(4), c.Number(6), c);
            s.Accrued += c.Number(6);
        }),
        On("preferred-owed", (s, c) =>
        {
            Near(s.Accrued, c.Number(0), c);
            Near(Math.Max(0, RoundedBy("", c.Number(0) - c.Number(1), c.UnitOf(2))), c.Number(2), c);
        }),
        On("capped-claim", (_, c) =>
        {
            Near(RoundedBy("down", c.Number(0) * c.Number(1), c.UnitOf(2)), c.Number(2), c);
            Near(Math.Max(0, c.Number(2) - c.Number(3)), c.Number(4), c);
        }),
        On("catch-up", (_, c) => Near(RoundedBy("down", ((c.Number(3) * c.Number(0)) - c.Number(1)) / (c.Number(4) - c.Number(3)), c.UnitOf(5)), c.Number(5), c)),
        On("catch-up-beside-fund", (_, c) => Near(RoundedBy("down", ((c.Number(3) * c.Number(0)) - c.Number(1))
            / (c.Number(4) - (c.Number(3) * (c.Number(4) + ((1 - c.Number(4)) * c.Number(5) / c.Number(6))))), c.UnitOf(7)), c.Number(7), c)),
        Sum("step-takes", 3, (s, c) => Soon(s, Math.Min(c.Number(0), c.Number(2)))),
        Sum("part-of-claims", 3, (s, c) =>
        {
            Near(s.Room ?? c.Number(0), c.Number(0), c);
            return Soon(s, RoundedBy("down", c.Number(0) * c.Number(1) / c.Number(2), c.UnitOf(3)));
        }),
        On("recycling-keeps", (s, c) =>
        {
            Near(Math.Min(c.Number(0), c.Number(1)), c.Number(2), c);
            s.Room = c.Number(2);
        }),
        Sum("less-recycled", 2, (s, c) =>
        {
            Near(s.Room!.Value, c.Number(1), c);
            return Soon(s, c.Number(0) - c.Number(1));
        }),
        Sum("return-stays", 0, (s, _) => s.Room!.Value),
        Sum("principal-of-part", 2, (s, c) =>
        {
            Near(s.Room!.Value, c.Number(0), c);
            return Soon(s, Math.Min(c.Number(0), c.Number(1)));
        }),
        Sum("profit-of-part", 2, (s, c) =>
        {
            Near(s.Room!.Value, c.Number(0), c);
            return Soon(s, Math.Max(0, c.Number(0) - c.Number(1)));
        }),
        new("rest", new Booked(0)),
        new("bank-drawdown-late", new Aside()),
        new("bank-drawdown-short", new Aside()),
        new("bank-drawdown-oldest", new Aside()),
        new("bank-overpaid", new Told(0)),
        new("bank-several-investors", new Told(0)),
        new("call-overdue", new Booked(0)),
        On("payment-of-grant", (s, c) => s.Parts += c.Number(0)),
        new("grant-returned", new Booked(0)),
        new("grant-kept", new Booked(0)),
        On("interest-unfunded", (s, c) => Moves(s, c, 2, c.Number(0) * c.Number(1))),
        On("interest-drawdown", (s, c) => Moves(s, c, 3, c.Number(0) * c.Number(2))),
        On("interest-returned", (_, c) => Near(RoundedBy("", c.Number(0) * c.Number(2), c.UnitOf(3)), c.Number(3), c)),
        On("interest-returned-bound", (_, c) => Holds(Math.Abs((c.Number(0) * c.Number(2)) - c.Number(3)) < 5 * c.UnitOf(3), c)),
        On("interest-preferred", (_, c) => Near(RoundedBy("", c.Number(0) * c.Number(2), c.UnitOf(3)), c.Number(3), c)),
        On("interest-profit", (_, c) => Near(RoundedBy("", c.Number(0) * c.Number(2), c.UnitOf(3)), c.Number(3), c)),
        On("interest-recallable", (s, c) => Moves(s, c, 2, c.Number(0) * c.Number(1), -1)),
        Sum("interest-moves", 0, (s, _) => s.Parts),
        On("recallable", (s, c) =>
        {
            Near(s.Room!.Value, c.Number(1), c);
            Holds(Math.Abs((c.Number(0) * c.Number(1) / c.Number(2)) - c.Number(3)) < c.UnitOf(3), c);
        }),
        On("payment-of-distribution", (s, c) => s.Parts += c.Number(0)),
        On("cash-held", (s, c) => s.Parts += c.Number(0)),
        On("cash-owed", (s, c) => s.Parts -= c.Number(0)),
        Sum("cash-left", 0, (s, _) => s.Parts),
        new("cash-short", new Computed((s, c) =>
        {
            Near(-s.Parts, c.Number(0), c);
            return 0;
        }, -1)),
    ];

    private static void Moves(TraceSums sums, TraceClause clause, int written, decimal exact, int sign = 1)
    {
        Near(RoundedBy("", exact, clause.UnitOf(written)), clause.Number(written), clause);
        sums.Parts += sign * clause.Number(written);
    }

    /// <summary>What the next clause divides, or takes something from.</summary>
    private static decimal Soon(TraceSums sums, decimal amount)
    {
        sums.Room = amount;
        return amount;
    }

    private static void RoundedTo(TraceSums sums, TraceClause clause)
    {
        Near(sums.Left, clause.Number(0), clause);
        sums.Exact = RoundedBy(clause.Words, clause.Number(0), clause.Number(1));
    }

    private static void PriceRounded(TraceSums sums, TraceClause clause)
    {
        sums.Exact = RoundedBy(clause.Words, sums.Exact, clause.UnitOf(0));
        Near(sums.Exact, clause.Number(0), clause);
    }

    private static void DueOfEmployer(TraceSums sums, TraceClause clause)
    {
        var due = RoundedBy(clause.Words, clause.Number(1) * clause.Number(2), clause.Number(4));
        Near(due, clause.Number(3), clause);
        sums.ByEmployer.Add((clause.Operands[0], clause.CurrencyOf(1), due));
    }

    private static void PartOfEmployer(TraceSums sums, TraceClause clause, decimal lifted)
    {
        var part = RoundedBy("down", clause.Number(1) * clause.Number(2) / clause.Number(3), clause.UnitOf(4)) + lifted;
        Near(part, clause.Number(4), clause);
        sums.OfEmployers.Add((clause.Operands[0], part));
    }

    /// <summary>As the words say; half-up where they say nothing.</summary>
    private static decimal RoundedBy(string words, decimal amount, decimal unit) =>
        (words.Contains("down", StringComparison.Ordinal) ? decimal.Truncate(amount / unit)
        : decimal.Round(amount / unit, 0, words.Contains("even", StringComparison.Ordinal) ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero)) * unit;

    /// <summary>A rate is written with 28 digits at most, so that a half can fall to either side.</summary>
    private static void NearestUnit(decimal exact, TraceClause clause, int written) =>
        Holds(Math.Abs(exact - clause.Number(written)) <= (clause.UnitOf(written) / 2) + 1e-9m, clause);

    private static NodaTime.LocalDate Date(TraceClause clause, int operand) => NodaTime.Text.LocalDatePattern.Iso.Parse(clause.Operands[operand]).Value;

    private static KeyValuePair<string, TraceRule> On(string template, Action<TraceSums, TraceClause> check) => new(template, new OnTheWay(check));

    private static KeyValuePair<string, TraceRule> Sum(string template, Func<TraceSums, TraceClause, decimal> amount) => new(template, new Computed(amount, 0));

    private static KeyValuePair<string, TraceRule> Sum(string template, int written, Func<TraceSums, TraceClause, decimal> amount) => new(template, new Computed(amount, written));
}
