using NodaTime;
using NodaTime.Text;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    private IEnumerable<EventEntry> Of(AdministrationAccrued what, LocalDate concerns)
    {
        yield return Entry("administration", concerns, YearMonthPattern.Iso.Format(what.Month), "accrued",
            Debit(AccountRole.Administration, what.BaseAmount),
            Credit(AccountRole.AdministrationPayable, what.BaseAmount, party(PartyKind.Payee, AdministrationAccrued.Payee)));
    }
}
