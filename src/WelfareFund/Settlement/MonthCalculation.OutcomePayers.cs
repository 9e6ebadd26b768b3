using NodaTime;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>What governments and donors owe: so much for each outcome accepted since they pay, or a fixed amount a month.</summary>
    internal void ChargeOutcomePayers()
    {
        foreach (var payer in terms.Contributions.Where(own => own.OutcomePayer is not null).OrderBy(own => own.Id, StringComparer.Ordinal))
        {
            var debtor = new Debtor(DebtorKind.OutcomePayer, payer.Id);
            var since = state.Payers.FirstOf(debtor) ?? month;
            if (payer.OutcomePayer!.PerOutcome is { } each)
                ChargeOutcomes(debtor, each, since);
            else
                ChargeSupport(debtor, payer.OutcomePayer.Fixed!.Value, since);
        }
    }

    /// <summary>An outcome whose acceptance posts this month counts whenever it was accepted; earlier ones only from the payer's first month on.</summary>
    private void ChargeOutcomes(Debtor payer, Money each, YearMonth since)
    {
        var now = lines.Select(line => line.Event).OfType<OutcomeAccepted>().ToHashSet();
        foreach (var outcome in state.Outcomes.Where(outcome => now.Contains(outcome) || outcome.AcceptedOn.ToYearMonth() >= since).ToList())
        {
            if (outcome.Gross.IsPositive && !state.Payers.IsCharged(DueFor.Outcome, outcome.Claim.Value))
                Charge("outcome-payer", DueFor.Outcome, payer, outcome.Claim.Value, month, outcome.Corridor, each, outcome.AcceptedOn,
                    Because(TraceTemplates.PayerOutcome, outcome.Claim.Value, outcome.Metric, outcome.AcceptedOn, each));
        }
    }

    private void ChargeSupport(Debtor payer, Money amount, YearMonth since)
    {
        for (var concerned = since; concerned <= month; concerned = concerned.PlusMonths(1))
        {
            if (state.Payers.Dues(DueFor.Support, payer.Id, concerned).Count == 0)
                Charge("outcome-payer", DueFor.Support, payer, payer.Id, concerned, null, amount, concerned.ToDateInterval().End, Because(TraceTemplates.PayerSupport, amount));
        }
    }
}
