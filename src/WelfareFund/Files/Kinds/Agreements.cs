using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

internal static class Agreements
{
    private static readonly Column<string> Id = Columns.Id("agreement_id");
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<string> Terms = Columns.TermId("terms_id", "a set of contribution terms", terms => terms.Contributions.Select(contribution => contribution.Id));
    private static readonly Column<LocalDate> ConsentOn = Columns.Date("consent_on");
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> DisclosedCap = Columns.Amount("disclosed_cap", Currency, Sign.NotNegative);
    private static readonly Column<LocalDate?> DeductionConsentOn = Columns.Date("deduction_consent_on").OrEmpty();
    private static readonly Column<LocalDate?> DeductionWithdrawnOn = Columns.Date("deduction_withdrawn_on").OrEmpty();
    private static readonly Column<decimal?> OtherShare = Columns.Number("other_share", 0, 1).OrEmpty();

    internal static readonly FileKind<Agreement> Kind = new("agreements", Id, agreement => agreement.Id.Value, Read,
        [Id, Worker, Terms, ConsentOn, DisclosedCap, Currency, DeductionConsentOn, DeductionWithdrawnOn, OtherShare])
    {
        MayFollow = MayFollow,
        HowToCorrect = "only deduction_consent_on and deduction_withdrawn_on may be added to an agreement; a new consent is a new agreement",
    };

    private static Agreement Read(Row row)
    {
        var agreement = new Agreement
        {
            Id = new(row.Get(Id)),
            Worker = row.Get(Worker),
            TermsId = row.Get(Terms),
            ConsentOn = row.Get(ConsentOn),
            DisclosedCap = row.Get(DisclosedCap),
            DeductionConsentOn = row.Get(DeductionConsentOn),
            DeductionWithdrawnOn = row.Get(DeductionWithdrawnOn),
            OtherShare = row.Get(OtherShare) ?? 0,
        };
        var currency = row.Get(Currency);
        if (agreement.TermsId is { } id && currency is not null && row.Terms.Contribution(id) is { } terms && terms.Currency != currency)
            row.Refuse(Currency, "wrong-currency", $"the terms {id} are in {terms.Currency}, not {currency}", $"disclose the cap in {terms.Currency}");
        if (agreement.DeductionWithdrawnOn is { } withdrawn)
        {
            if (agreement.DeductionConsentOn is not { } given)
                row.Refuse(DeductionConsentOn, "empty", "a consent is withdrawn that was never given", "say when the worker consented to the deduction");
            else if (withdrawn < given)
                row.Refuse(DeductionWithdrawnOn, "wrong-order", $"{withdrawn:uuuu-MM-dd} is before the consent to the deduction of {given:uuuu-MM-dd}", "a consent is withdrawn after it was given");
        }

        return agreement;
    }

    private static bool MayFollow(Agreement known, Agreement told) =>
        known == told with { DeductionConsentOn = known.DeductionConsentOn, DeductionWithdrawnOn = known.DeductionWithdrawnOn }
        && (known.DeductionConsentOn is null || known.DeductionConsentOn == told.DeductionConsentOn)
        && (known.DeductionWithdrawnOn is null || known.DeductionWithdrawnOn == told.DeductionWithdrawnOn);
}
