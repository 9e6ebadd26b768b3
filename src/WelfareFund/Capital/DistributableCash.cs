using WelfareFund.Tracing;

namespace WelfareFund.Capital;

/// <summary>Something named and its amount at the date's rates, in base currency.</summary>
public sealed record NamedAmount(string Name, Money Amount);

/// <summary>What a fund may pay out to those who financed it: what its banks hold, less all that is owed to others or bound.</summary>
/// <param name="Amount">Never negative.</param>
/// <param name="Trace">Recomputes the amount.</param>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed record DistributableCash(Money Amount, IReadOnlyList<TraceStep> Trace)
{
    /// <param name="held">What each bank account holds.</param>
    /// <param name="bound">Every liability once, what was instructed and has not left the bank, unspent restricted grants, and the reserve.</param>
    public static DistributableCash Of(IReadOnlyList<NamedAmount> held, IReadOnlyList<NamedAmount> bound, Currency baseCurrency)
    {
        var trace = new TraceList();
        var left = Money.Zero(baseCurrency);
        foreach (var (name, amount) in held)
        {
            trace.Write(TraceTemplates.CashHeld, amount, name);
            left += amount;
        }

        foreach (var (name, amount) in bound.Where(item => !item.Amount.IsZero))
        {
            trace.Write(TraceTemplates.CashOwed, amount, name);
            left -= amount;
        }

        if (left.IsNegative)
            trace.Write(TraceTemplates.CashShort, -left);
        else
            trace.Write(TraceTemplates.CashLeft, left);
        return new(left.IsNegative ? Money.Zero(baseCurrency) : left, trace.Steps);
    }
}
