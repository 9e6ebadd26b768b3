using NodaTime;
using WelfareFund.Payments;
using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private ILookup<string, Deduction>? deductionsByTransfer;

    /// <summary>What an employer has deducted counts as paid by the worker that day. Without the worker's consent it waits for a decision.</summary>
    internal void BookDeductions()
    {
        foreach (var deduction in facts.Deductions.Where(deduction => deduction.DeductedOn <= lastDay && !state.IsSettled("deduction", deduction.Id))
            .OrderBy(deduction => deduction.DeductedOn).ThenBy(deduction => deduction.Id, StringComparer.Ordinal).ToList())
        {
            object[] words = [deduction.Employer.Value, deduction.Amount, deduction.Worker.Value, deduction.DeductedOn];
            if (!AgreementsByWorker.Contains(deduction.Worker))
                Hold("deduction", deduction.Id, deduction.DeductedOn, LineReason.NoAgreement, deduction.Amount, Because("deduction-without-agreement", words));
            else if (!AgreementsByWorker[deduction.Worker].Any(agreement => MayBeDeducted(agreement, deduction.DeductedOn)))
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
        deductionsByTransfer ??= facts.Deductions.Where(deduction => deduction.TransferReference is not null).ToLookup(deduction => deduction.TransferReference!, StringComparer.Ordinal);
        var named = deductionsByTransfer[reference].Where(deduction => deduction.Amount.Currency == line.Amount.Currency).ToLookup(deduction => deduction.Employer);
        return named.Count == 1 && named.Single() is var own
            ? (new(IdOf(line), line.BankAccount, own.Key, line.Amount), own.Count())
            : null;
    }
}
