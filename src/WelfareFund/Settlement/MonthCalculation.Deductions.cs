using NodaTime;
using WelfareFund.Payments;
using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private IReadOnlyList<Agreement> agreementsAtHand = [];

    /// <summary>Of one worker after another, before the bank's other lines: what their employers kept, then what they paid. The account that receives it is fuller by it before anything leaves it.</summary>
    /// <param name="withDeductions">False where the bank's lines alone are booked.</param>
    internal void BookMoneyOfWorkers(bool withDeductions)
    {
        foreach (var own in told.Money)
        {
            agreementsAtHand = own.Agreements;
            if (withDeductions)
                BookDeductions(own.Deductions, own.Agreements);
            foreach (var line in own.BankLines.Where(line => line.BookedOn <= lastDay).OrderBy(line => line.BookedOn).ThenBy(line => line.Intake).Where(line => !BookReceipt(line)))
            {
                notWorkers.Add(line);
                askedNames.Value.Add(Plain(line.Counterparty ?? ""));
            }
        }

        agreementsAtHand = [];
    }

    private Agreement? AgreementNamed(string reference) => agreementsAtHand.FirstOrDefault(agreement => agreement.Id.Value == reference) ?? told.AgreementNamed(reference);

    /// <summary>What an employer has deducted counts as paid by the worker that day. Without the worker's consent it waits for a decision.</summary>
    private void BookDeductions(IEnumerable<Deduction> told, IReadOnlyList<Agreement> agreements)
    {
        foreach (var deduction in told.Where(deduction => deduction.DeductedOn <= lastDay).OrderBy(deduction => deduction.DeductedOn).ThenBy(deduction => deduction.Id, StringComparer.Ordinal))
        {
            object[] words = [deduction.Employer.Value, deduction.Amount, deduction.Worker.Value, deduction.DeductedOn];
            if (agreements.Count == 0)
                Hold("deduction", deduction.Id, deduction.DeductedOn, LineReason.NoAgreement, deduction.Amount, Because("deduction-without-agreement", words));
            else if (!agreements.Any(agreement => MayBeDeducted(agreement, deduction.DeductedOn)))
                Hold("deduction", deduction.Id, deduction.DeductedOn, LineReason.NoDeductionConsent, deduction.Amount, Because("deduction-without-consent", words));
            else
                Post("deduction", deduction.Id, deduction.DeductedOn, deduction.Amount,
                    new ContributionDeducted(deduction.Id, deduction.Worker, deduction.Employer, deduction.Amount), Because("deducted", words));
        }
    }

    private static bool MayBeDeducted(Agreement agreement, LocalDate on) =>
        agreement.DeductionConsentOn <= on && !(agreement.DeductionWithdrawnOn?.PlusDays(Agreement.DaysToStop) < on);

    /// <summary>An employer's one transfer for many workers, by the reference that its deductions name; null where that names nobody, or two.</summary>
    private (DeductionsReceived What, int Deductions)? DeductionsOf(BankLine line, string reference)
    {
        var named = told.DeductionsNaming(reference).Where(deduction => deduction.Amount.Currency == line.Amount.Currency).ToLookup(deduction => deduction.Employer);
        return named.Count == 1 && named.Single() is var own
            ? (new(IdOf(line), line.BankAccount, own.Key, line.Amount), own.Count())
            : null;
    }
}
