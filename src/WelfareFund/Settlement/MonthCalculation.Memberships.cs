using NodaTime;
using NodaTime.Text;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private ILookup<WorkerId, Agreement>? feesOfWorkers;

    /// <summary>Fees of deployments that began, then what the month earned of all running terms, then what workers owe or paid too much of their own fees.</summary>
    internal void SettleMemberships()
    {
        foreach (var agreement in AgreementsPaidBy(Payer.Membership))
        {
            var membership = TermsOf(agreement).Membership!;
            foreach (var deployment in Membership.Deployments(people.JobsOf(agreement.Worker).Where(job => job.StartedOn <= lastDay), agreement.ConsentOn, membership.Months))
                StartMembership(agreement, membership, deployment);
        }

        foreach (var membership in people.All.SelectMany(worker => state.Payers.MembershipsOf(worker.Id)).OrderBy(membership => membership.Worker).ThenBy(membership => membership.StartedOn).ToList())
            EarnMembership(membership);
        var others = FeesOfWorkers.Count == 0 ? [] : AgreementsPaidBy(Payer.Worker).Select(agreement => agreement.Worker).ToHashSet();
        foreach (var fees in FeesOfWorkers)
            SettleFees([.. fees], mayOweMore: others.Contains(fees.Key));
    }

    /// <summary>Memberships that the worker pays.</summary>
    private ILookup<WorkerId, Agreement> FeesOfWorkers => feesOfWorkers ??= AgreementsPaidBy(Payer.Membership).Where(IsTheWorkersDebt).ToLookup(agreement => agreement.Worker);

    private IEnumerable<Ending> EndingsOf(WorkerId worker) => Of(worker).EndingsOf(worker).Where(ending => ending.EndedOn <= lastDay);

    /// <param name="mayOweMore">A share of pay too: credit is looked at with that.</param>
    private void SettleFees(IReadOnlyList<Agreement> ofWorker, bool mayOweMore)
    {
        if (EndingsOf(ofWorker[0].Worker).MinBy(ending => ending.EndedOn)?.Reason is EndingReason.Died or EndingReason.Disabled)
        {
            foreach (var agreement in ofWorker)
                GiveUp(new AgreementMonths(new() { Agreement = agreement, Terms = TermsOf(agreement), Quality = terms.Quality, Endings = [.. EndingsOf(agreement.Worker)] }, [], IsNamed: true));
        }

        if (!mayOweMore)
            RefundCredit(ofWorker[0], AreFeesOver(ofWorker[0].Worker));
    }

    /// <summary>No fee follows: the worker's time in the fund has ended, or what was disclosed leaves no room for another.</summary>
    private bool AreFeesOver(WorkerId worker) => EndingsOf(worker).Any()
        || FeesOfWorkers[worker].All(agreement => ChargedOf(agreement) + TermsOf(agreement).Membership!.Fee > agreement.DisclosedCap);

    private Money ChargedOf(Agreement agreement) => state.Payers.MembershipsOf(agreement.Worker).Where(own => own.Agreement == agreement.Id)
        .Aggregate(Money.Zero(TermsOf(agreement).Membership!.Fee.Currency), (sum, own) => sum + own.Fee);

    private void StartMembership(Agreement agreement, MembershipTerms membership, Deployment deployment)
    {
        var subject = SubjectOf(agreement.Worker, deployment.On);
        var running = state.Payers.MembershipsOf(agreement.Worker);
        if (state.Workers.IsSettled("membership", subject) || running.Any(own => deployment.On <= own.Through))
            return;
        var worker = Of(agreement.Worker)[agreement.Worker];
        var from = membership.PaidBy switch
        {
            MembershipPayer.Worker => new Debtor(DebtorKind.Worker, worker.Id.Value),
            MembershipPayer.Employer => new(DebtorKind.Employer, deployment.Job.Employer.Value),
            _ => new(DebtorKind.Agency, worker.Contract),
        };
        var trace = Because(TraceTemplates.MembershipDue, worker.Id.Value, deployment.On, membership.Months, membership.Fee, from.Id);
        var charged = ChargedOf(agreement) + membership.Fee;
        if (from.Kind is DebtorKind.Worker && charged > agreement.DisclosedCap)
        {
            trace.Write(TraceTemplates.OverDisclosed, charged, agreement.DisclosedCap);
            Refuse("membership", subject, deployment.On, LineReason.AtCap, membership.Fee, trace);
            return;
        }

        Post("membership", subject, deployment.On, membership.Fee,
            new MembershipStarted(agreement.Id, worker.Id, from, deployment.On, membership.Months, worker.Corridor, membership.Fee), trace);
    }

    private void EarnMembership(MembershipStarted membership)
    {
        var before = state.Payers.Earned(membership);
        var by = Membership.EarnedBy(membership.Fee, membership.Months, membership.StartedOn, month);
        if (by == before)
            return;
        var subject = $"{SubjectOf(membership.Worker, membership.StartedOn)}:{Subject(month)}";
        var months = Membership.MonthsBy(membership.Months, membership.StartedOn, month);
        var trace = Because(TraceTemplates.MembershipEarned, membership.Fee, months, membership.Months, by, before, by - before);
        if (AtClosing(by - before) is { } inBase)
            Post("membership-earned", subject, lastDay, by - before,
                new MembershipEarned(membership.Worker, membership.StartedOn, month, membership.Corridor, by - before, inBase), trace);
        else
            Hold("membership-earned", subject, lastDay, LineReason.NoRate, by - before, trace);
    }

    private static string SubjectOf(WorkerId worker, LocalDate on) => $"{worker}:{LocalDatePattern.Iso.Format(on)}";
}
