namespace WelfareFund.Tests.Tracing;

/// <summary>What the pocket calculator has on its slip of paper while it goes through one line's words.</summary>
/// <param name="currency">The line's.</param>
internal sealed class TraceSums(string kind, string currency)
{
    /// <summary>Instead of the line's currency: the amount that the agreement's clocks count.</summary>
    internal const string AgreementCurrency = "";

    private decimal? pay;

    internal string Kind => kind;
    internal string Currency => currency;

    /// <summary>Before limits.</summary>
    internal decimal Exact { get; set; }
    internal decimal Limit { get; private set; } = decimal.MaxValue;
    internal decimal Cap { get; private set; } = decimal.MaxValue;
    internal decimal ServiceCap { get; set; }
    internal decimal Payable { get; set; }
    internal decimal HeldBack { get; set; }
    internal decimal Due { get; set; }
    internal decimal Converted { get; set; }
    internal decimal ConvertedInAll { get; set; }
    internal decimal Parts { get; set; }
    internal decimal Missing { get; set; }
    internal decimal Accrued { get; set; }
    internal decimal? Room { get; set; }
    internal decimal? AfterCutOff { get; set; }

    /// <summary>What an employer bond or an outcome payer comes to, before what was booked.</summary>
    internal decimal? Owed { get; set; }

    /// <summary>What is left of a shortfall.</summary>
    internal decimal Uncovered { get; set; }

    internal Dictionary<(string Employer, string Currency), decimal> Rates { get; } = [];
    internal List<(string Employer, string Currency, decimal Amount)> ByEmployer { get; } = [];
    internal List<(string Employer, decimal Amount)> OfEmployers { get; } = [];

    internal decimal Left => Math.Min(Exact, Limit);

    internal void LimitTo(decimal limit) => Limit = Math.Min(Limit, limit);

    internal void CapAt(decimal cap) => Cap = Math.Min(Cap, cap);

    internal void AddPay(decimal amount) => pay = (pay ?? 0) + amount;

    /// <summary>Every clause that names the month's pay names the same.</summary>
    internal void IsPay(decimal amount, TraceClause clause)
    {
        if (pay is { } known)
            Near(amount, known, clause);
        pay = amount;
    }

    internal void IsCounted(decimal amount, TraceClause clause)
    {
        if (AfterCutOff is { } cut)
            Near(amount, cut, clause);
        else
            IsPay(amount, clause);
    }

    /// <summary>In the line's currency: employers' dues in their own, or all of it in the agreement's.</summary>
    internal decimal DueOfTheLine(bool afterCorrection)
    {
        var byCurrency = ByEmployer.GroupBy(due => due.Currency).Select(due => (Currency: due.Key, Amount: due.Sum(each => each.Amount))).Where(due => due.Amount != 0 || afterCorrection).ToList();
        return Currency == AgreementCurrency || byCurrency.Count == 0 || (byCurrency.Count > 1 && !afterCorrection) ? Due
            : byCurrency.SingleOrDefault(due => due.Currency == Currency).Amount;
    }

    internal decimal OwedBy(string debtor) => Kind is "employer-bond" or "outcome-payer" ? Owed ?? 0
        : ByEmployer.Count > 0 ? ByEmployer.Where(due => due.Employer == debtor && due.Currency == Currency).Sum(due => due.Amount)
        : OfEmployers.Count > 0 ? OfEmployers.Where(part => part.Employer == debtor).Sum(part => part.Amount)
        : Due;

    internal static void Near(decimal computed, decimal written, TraceClause clause)
    {
        if (Math.Abs(computed - written) >= 1e-9m)
            throw new FormatException($"{computed} is not {written}: {clause.Words}");
    }

    internal static void Holds(bool relation, TraceClause clause)
    {
        if (!relation)
            throw new FormatException($"It does not hold: {clause.Words}");
    }
}
