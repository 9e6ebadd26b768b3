using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private readonly Dictionary<(AllowanceStep Step, Currency Currency), Money> overdueBySteps = [];

    /// <summary>What the workers at hand owe at the month's end, by its age.</summary>
    internal void AgeDebts()
    {
        foreach (var part in terms.Allowance.Count == 0 ? [] : state.Workers.AllAccounts.SelectMany(account => account.Called))
        {
            if (StepOf(part) is { } step)
                overdueBySteps[(step, part.Amount.Currency)] = overdueBySteps.TryGetValue((step, part.Amount.Currency), out var sum) ? sum + part.Amount : part.Amount;
        }
    }

    /// <summary>At the month's end, by the age of what is overdue; only the difference to what stands posts.</summary>
    internal void AdjustAllowance()
    {
        var trace = new TraceList();
        var required = Money.Zero(baseCurrency);
        foreach (var ((step, _), overdue) in overdueBySteps.OrderBy(overdue => overdue.Key.Step.OverdueDays).ThenBy(overdue => overdue.Key.Currency))
        {
            var converted = facts.Rates.Convert(overdue, baseCurrency, lastDay);
            if (converted.IsRefused)
            {
                Hold("allowance", Subject(month), lastDay, LineReason.NoRate, overdue, Because("no-rate-for", overdue, lastDay));
                return;
            }

            var inBase = converted.Value.Money;
            if (overdue.Currency != baseCurrency)
                trace.Write("converted", overdue, converted.Value.Used.Rate, inBase, converted.Value.Used.Date);
            var part = Money.Round(inBase.Amount * step.Share, baseCurrency, RoundingMode.HalfUp);
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
