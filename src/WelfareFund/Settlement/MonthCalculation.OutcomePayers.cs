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
            {
                TakeBackCharges(debtor);
                ChargeOutcomes(debtor, each, since);
            }
            else
            {
                ChargeSupport(debtor, payer.OutcomePayer.Fixed!.Value, since);
            }
        }
    }

    /// <summary>What was clawed back is nobody's to pay: the charge is reversed at its own rate.</summary>
    private void TakeBackCharges(Debtor payer)
    {
        var standing = state.Outcomes.Select(outcome => outcome.Claim.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var booked in state.Payers.Standing(DueFor.Outcome, payer).Where(booked => !standing.Contains(booked[0].Subject)))
        {
            var first = booked[0];
            var amount = booked.Select(due => due.Amount).Aggregate((sum, due) => sum + due);
            var inBase = booked.Select(due => due.BaseAmount).Aggregate((sum, due) => sum + due);
            Post("outcome-payer", FormattableString.Invariant($"{first.Subject}:{Subject(first.Month)}:{payer.Id}:{booked.Count}"), lastDay, -amount,
                first with { Revision = booked.Count, Amount = -amount, BaseAmount = -inBase }, Because(TraceTemplates.PayerOutcomeGone, first.Subject, payer.Id, -amount));
        }
    }

    /// <summary>
    /// An outcome whose acceptance posts this month counts whenever it was accepted; earlier ones only from the payer's first month on. What a grant paid of
    /// it is not sold again.
    /// </summary>
    private void ChargeOutcomes(Debtor payer, Money each, YearMonth since)
    {
        foreach (var outcome in state.Outcomes.Where(outcome => acceptedNow.Contains(outcome.Claim) || outcome.AcceptedOn.ToYearMonth() >= since).ToList())
        {
            if (!outcome.Gross.IsPositive || state.Payers.IsCharged(DueFor.Outcome, outcome.Claim.Value))
                continue;
            var left = state.GrantsSpent(outcome.Claim).Aggregate(outcome.BaseAmount, (rest, grant) => rest - grant.BaseAmount);
            var owed = left == outcome.BaseAmount ? each : Money.Round(each.Amount * left.MinorUnits / outcome.BaseAmount.MinorUnits, each.Currency, RoundingMode.HalfUp);
            Charge("outcome-payer", DueFor.Outcome, payer, outcome.Claim.Value, month, outcome.Corridor, owed, outcome.AcceptedOn, left == outcome.BaseAmount
                ? Because(TraceTemplates.PayerOutcome, outcome.Claim.Value, outcome.Metric, outcome.AcceptedOn, each)
                : Because(TraceTemplates.PayerOutcomePart, outcome.Claim.Value, outcome.Metric, outcome.AcceptedOn, each, left, outcome.BaseAmount, owed));
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
