using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Shares of pay that the employer owes, by the same steps as a worker's contribution. What was booked for one that is not bound any more is taken back.</summary>
    internal void SettleWageShares()
    {
        var wageMonth = month.PlusMonths(-terms.WageMonthLag);
        foreach (var agreement in AgreementsPaidBy(Payer.Employer))
        {
            var all = FactsOf(agreement);
            EmployerId? employer = BoundBy(agreement).TryGetValue(agreement.Id, out var signed) ? signed : null;
            var cost = CostSoFar(agreement);
            var known = all with
            {
                ServiceCosts = cost is { } paid ? [new(default, paid)] : null,
                Employments = [.. all.Employments.Where(job => job.Employer == employer)],
                WageReports = [.. all.WageReports.Where(report => report.Employer == employer)],
                Pauses = [],
                Posted = BookedByMonth(DueFor.WageShare, agreement),
            };
            foreach (var decided in ContributionHistory.Of(known, facts.Rates, wageMonth))
                SettleShare("employer-share", DueFor.WageShare, agreement, CorridorOf(agreement.Worker), wageMonth, decided, cost);
        }
    }

    /// <summary>What employers are to pass on for workers to keep. What was expected before this month and did not arrive is asked for.</summary>
    internal void ExpectSavings()
    {
        var wageMonth = month.PlusMonths(-terms.WageMonthLag);
        foreach (var agreement in AgreementsPaidBy(Payer.Savings))
        {
            AskForSavings(agreement);
            foreach (var decided in ContributionHistory.Of(FactsOf(agreement) with { Posted = BookedByMonth(DueFor.Savings, agreement) }, facts.Rates, wageMonth))
                SettleShare("savings", DueFor.Savings, agreement, CorridorOf(agreement.Worker), wageMonth, decided, null);
        }
    }

    /// <summary>In agreement currency, at each wage month's rate, which was there when it was booked.</summary>
    private Dictionary<YearMonth, Money> BookedByMonth(DueFor why, Agreement agreement)
    {
        var currency = TermsOf(agreement).Currency;
        return state.Payers.AllDues(why, agreement.Id.Value).GroupBy(due => due.Month).ToDictionary(ofMonth => ofMonth.Key, ofMonth => ofMonth
            .Select(due => facts.Rates.Convert(due.Amount, currency, due.Month.ToDateInterval().End)).Where(converted => !converted.IsRefused)
            .Aggregate(Money.Zero(currency), (sum, converted) => sum + converted.Value.Money));
    }

    /// <summary>An employer that broke the contract relieves the worker, and itself of nothing: breaches are left out.</summary>
    private AgreementFacts FactsOf(Agreement agreement) =>
        new()
        {
            Agreement = agreement,
            Terms = TermsOf(agreement),
            Quality = terms.Quality,
            Employments = [.. people.JobsOf(agreement.Worker)],
            Audits = [.. people.AuditsOf(agreement.Worker)],
            WageReports = [.. people.WagesOf(agreement.Worker)],
            Pauses = [.. people.PausesOf(agreement.Worker)],
            Endings = [.. people.EndingsOf(agreement.Worker)],
        };

    /// <summary>The worker's agreements on the same terms, told so far, with the employers they bind.</summary>
    private IReadOnlyDictionary<AgreementId, EmployerId> BoundBy(Agreement agreement) => EmployerSignatures.Of(
        people.AgreementsOf(agreement.Worker).Where(other => other.TermsId == agreement.TermsId && other.ConsentOn <= lastDay),
        people.JobsOf(agreement.Worker));

    /// <summary>
    /// What the fund itself paid for the worker on the cost lines that the cap names, in agreement currency; less what other employers owe of it; null where the
    /// cap does not depend on it. An employer may give back the cost of recruitment too.
    /// </summary>
    private Money? CostSoFar(Agreement agreement)
    {
        var own = TermsOf(agreement);
        if (own.Cap?.InForce(firstDay) is not { TimesServiceCost: not null } cap)
            return null;
        var lines = LinesOf(own, cap);
        var left = PaidByEmployers(agreement.Worker, lines, agreement).Aggregate(CostOf(agreement.Worker, lines), (sum, paid) => sum + paid.BaseAmount);
        left = Money.Max(left, Money.Zero(baseCurrency));
        var converted = facts.Rates.Convert(left, own.Currency, lastDay);
        return converted.IsRefused ? null : converted.Value.Money;
    }

    private void SettleShare(string kind, DueFor why, Agreement agreement, string corridor, YearMonth wageMonth, ContributionMonth decided, Money? cost)
    {
        var dueOn = decided.Month.PlusMonths(terms.WageMonthLag).ToDateInterval().End;
        var subject = $"{agreement.Id}:{Subject(decided.Month)}";
        if (decided.Held is not null)
        {
            Hold(kind, subject, dueOn, LineReason.NoRate, null, Explained());
            return;
        }

        var booked = state.Payers.Dues(why, agreement.Id.Value, decided.Month).Select(due => (Employer: due.From.Id, due.Amount.Currency));
        foreach (var (employer, currency) in decided.Dues.Select(due => (Employer: due.Employer.Value, due.Due.Currency)).Union(booked)
            .OrderBy(due => due.Employer, StringComparer.Ordinal).ThenBy(due => due.Currency).ToList())
        {
            var owed = decided.Dues.Where(due => due.Employer.Value == employer && due.Due.Currency == currency).Aggregate(Money.Zero(currency), (sum, due) => sum + due.Due);
            Charge(kind, why, new(DebtorKind.Employer, employer), agreement.Id.Value, decided.Month, corridor, owed, dueOn,
                decided.Dues.Any(due => due.Employer.Value == employer && due.Due.Currency == currency) ? Explained() : Because(TraceTemplates.NotThePayers, decided.Month, employer));
        }

        if (decided.Decision.Reason is ContributionReason.MissingReport)
            Hold(kind, subject, dueOn, LineReason.WageReportMissing, null, Explained());
        else if (decided.Month == wageMonth && !decided.Decision.IsDue)
            Refuse(kind, subject, dueOn, decided.Decision.Reason.Code(), null, Explained());

        TraceList Explained()
        {
            var trace = WithSteps(decided.Trace);
            if (cost is { } paid)
                trace.Write(TraceTemplates.CostSoFar, paid);
            return trace;
        }
    }
}
