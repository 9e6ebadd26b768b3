namespace WelfareFund.Tests.Tracing;

/// <summary>
/// Reads the numbers out of a trace's words, as a person with a pocket calculator would, and works out the line's amount. It knows no rule but those
/// words, and checks every figure on the way against the ones before it.
/// </summary>
public static class TraceCalculator
{
    /// <summary>The clauses that can say a line's amount, by the line's kind. A kind that is not here has no amount.</summary>
    internal static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["contract"] = ["contract-maximum"],
        ["fund"] = ["outcomes-maximum"],
        ["advance"] = ["advance", "advance-raised"],
        ["commitment"] = ["commitment-signed"],
        ["capital-call"] = ["call-part", "call-part-lifted", "over-commitment", "short-notice", "no-calendar", "call-overdue"],
        ["capital-transfer"] = ["interest-moves"],
        ["grant-end"] = ["grant-returned", "grant-kept"],
        ["distribution"] =
        [
            "step-takes", "part-of-claims", "call-part-lifted", "less-recycled", "return-stays", "principal-of-part", "profit-of-part", "rest",
        ],
        ["distributable-cash"] = ["cash-left", "cash-short"],
        ["bank"] =
        [
            "bank-payment", "bank-exchange", "bank-charge", "bank-contribution", "bank-deductions", "bank-drawdown", "bank-grant", "bank-interest", "bank-unallocated",
            "payer-paid", "savings-arrived", "bank-overpaid", "bank-several-investors", "bank-return", "bank-return-netted", "bank-allocation",
        ],
        ["manual-entry"] = ["manual-entry", "manual-entry-reversed"],
        ["deduction"] = ["deducted", "deduction-without-consent", "deduction-without-agreement"],
        ["outcome"] = ["payable"],
        ["oversight"] = ["oversight"],
        ["grant"] = ["grant-spent"],
        ["holdback"] = ["holdback-released", "holdback-released-for"],
        ["forfeit"] = ["holdback-forfeited"],
        ["clawback"] = ["clawed-back"],
        ["holdback-retaken"] = ["holdback-retaken"],
        ["oversight-reversal"] = ["oversight-reversed"],
        ["grant-reversal"] = ["grant-restored"],
        ["clawback-netting"] = ["clawback-netted"],
        ["advance-recovery"] = ["advance-recovered"],
        ["agreement"] = ["cap-disclosed"],
        ["contribution"] = ["due", "posted-before", "counted-before"],
        ["collection"] = ["arrears-called", "arrears-wait"],
        ["write-off"] =
        [
            "write-off-at-death", "write-off-at-disability", "write-off-at-windows-end", "write-off-of-what-waits", "write-off-taken-back", "converted", "no-rate-for",
        ],
        ["refund"] = ["refund", "refund-at-end"],
        ["true-up"] = ["true-up"],
        ["allowance"] = ["allowance", "no-rate-for"],
        ["membership"] = ["membership-due"],
        ["membership-earned"] = ["membership-earned"],
        ["employer-share"] = ["payer-owes"],
        ["savings"] = ["payer-owes", "savings-expected"],
        ["employer-bond"] = ["payer-owes", "bond-days", "bond-cut"],
        ["outcome-payer"] = ["payer-owes", "payer-outcome-gone"],
        ["administration"] = ["administration"],
        ["reserve"] = ["reserve"],
        ["enrolments"] = ["enrolments-beyond"],
        ["payment"] = ["payment-instructed", "payment-waits", "payment-waits-for", "payment-waits-for-grievance", "savings-back"],
        ["exchange"] = ["exchange-instructed", "exchange-in-part"],
    };

    /// <param name="kind">The settlement line's.</param>
    /// <param name="currency">The line's.</param>
    /// <exception cref="FormatException">The words do not lead to an amount, or a figure in them does not follow from the others.</exception>
    public static decimal Amount(string kind, string trace, string currency)
    {
        var says = Kinds.GetValueOrDefault(kind) ?? throw new FormatException($"Nobody said how a line of kind '{kind}' comes to its amount: {trace}");
        var sums = new TraceSums(kind, currency);
        decimal? amount = null;
        foreach (var clause in TraceReading.Of(trace))
        {
            var said = TraceRules.Of(clause.Template).Take(sums, clause);
            if (says.Contains(clause.Template))
                amount = said ?? throw new FormatException($"'{clause.Template}' says no amount: {trace}");
        }

        return amount ?? throw new FormatException($"No amount of a line of kind '{kind}' comes out of these words: {trace}");
    }

    /// <summary>What a month owes, in agreement currency.</summary>
    public static decimal MonthDue(string trace) => Amount("contribution", trace, TraceSums.AgreementCurrency);
}
