using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Consented by the month's end, by worker and id.</summary>
    /// <param name="only">Null for all workers.</param>
    private List<Agreement> AgreementsPaidBy(Payer payer, WorkerId? only = null)
    {
        List<Agreement> found = [.. (only is { } worker ? people.AgreementsOf(worker) : people.Agreements).Where(agreement => agreement.ConsentOn <= lastDay && TermsOf(agreement).Payer == payer)];
        for (var at = 1; at < found.Count; at++)
        {
            if (ByWorkerAndId(found[at - 1], found[at]) > 0)
                return [.. found.OrderBy(agreement => agreement.Worker).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal)];
        }

        return found; // as many funds tell them: nothing is sorted that is in order
    }

    private static int ByWorkerAndId(Agreement left, Agreement right) =>
        left.Worker.CompareTo(right.Worker) is var byWorker and not 0 ? byWorker : string.CompareOrdinal(left.Id.Value, right.Id.Value);

    /// <summary>Of agreements in the order of their workers, those of each.</summary>
    private static IEnumerable<List<Agreement>> ByWorker(List<Agreement> inOrder)
    {
        for (int first = 0, after; first < inOrder.Count; first = after)
        {
            for (after = first + 1; after < inOrder.Count && inOrder[after].Worker == inOrder[first].Worker;)
                after++;
            yield return inOrder.GetRange(first, after - first);
        }
    }

    private ContributionTerms TermsOf(Agreement agreement) => terms.Contribution(agreement.TermsId)!;

    /// <summary>Whether the disclosed cap limits what the worker owes. What others owe never touches it.</summary>
    private bool IsTheWorkersDebt(Agreement agreement) =>
        TermsOf(agreement) is { Payer: Payer.Worker } or { Membership.PaidBy: MembershipPayer.Worker };

    /// <summary>Posts what a debtor owes on a matter less what was booked on it; held where the day has no rate.</summary>
    private void Charge(string kind, DueFor why, Debtor from, string subject, YearMonth concerned, string? corridor, Money owed, LocalDate dueOn, TraceList trace)
    {
        var booked = state.Payers.Dues(why, subject, concerned).Where(due => due.From == from).ToList();
        var before = booked.Where(due => due.Amount.Currency == owed.Currency).Aggregate(Money.Zero(owed.Currency), (sum, due) => sum + due.Amount);
        var difference = owed - before;
        if (difference.IsZero)
            return;
        trace.Write(TraceTemplates.PayerOwes, from.Id, owed, before, difference);
        var line = $"{subject}:{Subject(concerned)}:{from.Id}" + (booked.Count == 0 ? "" : FormattableString.Invariant($":{booked.Count}"));
        if (InBase() is { } inBase)
            Post(kind, line, dueOn, difference, new PayerDue(why, from, subject, concerned, booked.Count, corridor, difference, inBase), trace);
        else
            Hold(kind, line, dueOn, LineReason.NoRate, difference, trace);

        // What is taken back whole goes back as it was booked; what has one rate of its own leaves no roundings behind.
        Money? InBase()
        {
            var ofMonth = why is DueFor.WageShare or DueFor.Savings;
            var bookedInBase = booked.Where(due => due.Amount.Currency == owed.Currency).Aggregate(Money.Zero(baseCurrency), (sum, due) => sum + due.BaseAmount);
            if (owed.IsZero)
                return -bookedInBase;
            var converted = facts.Rates.Convert(ofMonth ? owed : difference, baseCurrency, ofMonth ? concerned.ToDateInterval().End : EffectiveOf(dueOn));
            return converted.IsRefused ? null : ofMonth ? converted.Value.Money - bookedInBase : converted.Value.Money;
        }
    }

    /// <summary>Employers, agencies and outcome payers name themselves: the employer's id, the agency's contract, the id of the payer's terms.</summary>
    private Debtor? DebtorBy(string reference)
    {
        if (terms.Contribution(reference) is { Payer: Payer.Government or Payer.Donor })
            return new(DebtorKind.OutcomePayer, reference);
        if (terms.Contract(reference) is not null && terms.Contributions.Any(own => own.Membership is { PaidBy: MembershipPayer.Agency }))
            return new(DebtorKind.Agency, reference);
        return terms.Contributions.Any(own => own is { Payer: Payer.Employer or Payer.EmployerBond } or { Membership.PaidBy: MembershipPayer.Employer })
            && told.HasEmployer(new(reference))
            ? new(DebtorKind.Employer, reference)
            : null;
    }
}
