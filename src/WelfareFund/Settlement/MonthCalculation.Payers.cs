using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Consented by the month's end, by worker and id.</summary>
    private IEnumerable<Agreement> AgreementsPaidBy(Payer payer) =>
        facts.Agreements.Where(agreement => agreement.ConsentOn <= lastDay && TermsOf(agreement).Payer == payer)
            .OrderBy(agreement => agreement.Worker).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal);

    private ContributionTerms TermsOf(Agreement agreement) => terms.Contribution(agreement.TermsId)!;

    /// <summary>Whether the disclosed cap limits what the worker owes. What others owe never touches it.</summary>
    private bool IsTheWorkersDebt(Agreement agreement) =>
        TermsOf(agreement) is { Payer: Payer.Worker } or { Membership.PaidBy: MembershipPayer.Worker };

    /// <summary>Employers, agencies and outcome payers name themselves: the employer's id, the agency's contract, the id of the payer's terms.</summary>
    private Debtor? DebtorBy(string reference)
    {
        if (terms.Contribution(reference) is { Payer: Payer.Government or Payer.Donor })
            return new(DebtorKind.OutcomePayer, reference);
        if (terms.Contract(reference) is not null && terms.Contributions.Any(own => own.Membership is { PaidBy: MembershipPayer.Agency }))
            return new(DebtorKind.Agency, reference);
        return terms.Contributions.Any(own => own is { Payer: Payer.Employer or Payer.EmployerBond } or { Membership.PaidBy: MembershipPayer.Employer })
            && facts.Employments.Any(job => job.Employer.Value == reference)
            ? new(DebtorKind.Employer, reference)
            : null;
    }
}
