using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    private IEnumerable<EventEntry> Of(GrantReturned what, LocalDate concerns)
    {
        var grant = party(PartyKind.Funder, what.Grant);
        yield return Entry("grant-end", concerns, what.Grant, "returned",
            Debit(AccountRole.UnspentGrants, what.BaseAmount, grant),
            Credit(AccountRole.GrantsRepayable, what.BaseAmount, grant)).Revised(what.Revision);
    }

    private IEnumerable<EventEntry> Of(GrantKept what, LocalDate concerns)
    {
        yield return Entry("grant-end", concerns, what.Grant, "kept",
            Debit(AccountRole.UnspentGrants, what.BaseAmount, party(PartyKind.Funder, what.Grant)),
            Credit(AccountRole.RecycledSurplus, what.BaseAmount)).Revised(what.Revision);
    }
}
