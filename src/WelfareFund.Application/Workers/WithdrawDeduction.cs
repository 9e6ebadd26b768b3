using System.Globalization;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <param name="CoversUntil">The last day on which a deduction under way still counts as the worker's payment.</param>
/// <param name="IsNew">False where it was withdrawn before.</param>
public sealed record WithdrawnDeduction(string Agreement, LocalDate WithdrawnOn, LocalDate CoversUntil, bool IsNew);

/// <summary>A worker no longer wants the employer to keep contributions from the pay. It changes how the worker pays and nothing of what is due. For the worker alone.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "Deduction by employers".</remarks>
public sealed class WithdrawDeduction(FundDatabase database, ImportFile import, IClock clock)
{
    /// <param name="agreementId">One of the worker's own.</param>
    /// <param name="onlyCheck">Checks everything and keeps nothing.</param>
    /// <returns>Refused: <c>no-consent</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<WithdrawnDeduction>> RunAsync(Actor actor, string fundId, string worker, string? agreementId, bool onlyCheck, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await OwnFacts.OpenAsync(context, clock, actor, fundId, worker, cancellation);
        if (opened.IsRefused)
            return Result.Refused<WithdrawnDeduction>(opened.Refusals);
        var own = opened.Value;
        if ((await own.AgreementsAsync(cancellation)).Find(agreement => agreement.Id.Value == agreementId) is not { } agreement)
            return new Refusal("unknown-agreement", "agreement", "this is none of your agreements", "choose one of the list");
        if (agreement.DeductionConsentOn is not { } given)
            return new Refusal("no-consent", "agreement", "no employer may keep anything from your pay for this agreement", "you pay yourself already");
        if (agreement.DeductionWithdrawnOn is { } before)
            return Withdrawn(before, isNew: false);
        if (given > own.Today)
            return new Refusal("too-early", "agreement", $"your permission begins on {OwnFacts.Iso(given)}", "take it back from that day on");
        var told = await import.TellAsync(actor, own.Fund, "agreements", "withdraw-deduction",
        [
            ("agreement_id", agreement.Id.Value), ("worker_id", worker), ("terms_id", agreement.TermsId), ("consent_on", OwnFacts.Iso(agreement.ConsentOn)), ("disclosed_cap", agreement.DisclosedCap.ToAmountString()),
            ("currency", agreement.DisclosedCap.Currency.Code), ("deduction_consent_on", OwnFacts.Iso(given)), ("deduction_withdrawn_on", OwnFacts.Iso(own.Today)),
            ("other_share", agreement.OtherShare.ToString(CultureInfo.InvariantCulture)),
        ], onlyCheck, cancellation);
        return told.IsRefused ? Result.Refused<WithdrawnDeduction>(told.Refusals) : Withdrawn(own.Today, isNew: true);

        WithdrawnDeduction Withdrawn(LocalDate on, bool isNew) => new(agreement.Id.Value, on, on.PlusDays(Agreement.DaysToStop), isNew);
    }
}
