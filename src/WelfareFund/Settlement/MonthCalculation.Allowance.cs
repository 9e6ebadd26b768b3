using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>At the month's end, by the age of what is overdue; only the difference to what stands posts.</summary>
    internal void AdjustAllowance()
    {
        var trace = new TraceList();
        var required = Money.Zero(baseCurrency);
        foreach (var ofStep in terms.Allowance.Count == 0 ? [] : state.AllAccounts.SelectMany(account => account.Called)
            .GroupBy(part => (Step: StepOf(part), part.Amount.Currency)).Where(group => group.Key.Step is not null)
            .OrderBy(group => group.Key.Step!.OverdueDays).ThenBy(group => group.Key.Currency).ToList())
        {
            var overdue = ofStep.Aggregate(Money.Zero(ofStep.Key.Currency), (sum, part) => sum + part.Amount);
            var converted = facts.Rates.Convert(overdue, baseCurrency, lastDay);
            if (converted.IsRefused)
            {
                Hold("allowance", Subject(month), lastDay, LineReason.NoRate, overdue, Because("no-rate-for", overdue, lastDay));
                return;
            }

            var inBase = converted.Value.Money;
            if (overdue.Currency != baseCurrency)
                trace.Write("converted", overdue, converted.Value.Used.Rate, inBase, converted.Value.Used.Date);
            var (step, part) = (ofStep.Key.Step!, Money.Round(inBase.Amount * ofStep.Key.Step!.Share, baseCurrency, RoundingMode.HalfUp));
            required += part;
            trace.Write("allowance-step", overdue, step.OverdueDays, inBase, step.Share, part);
        }

        var change = required - (state.Allowance ?? Money.Zero(baseCurrency));
        if (change.IsZero)
            return;
        trace.Write("allowance", required, required - change, change);
        Post("allowance", Subject(month), lastDay, change, new AllowanceAdjusted(month, required, change), trace);
    }

    private AllowanceStep? StepOf(AccountPart part) =>
        terms.Allowance.LastOrDefault(step => step.OverdueDays <= Period.DaysBetween(part.Since, lastDay));
}
