using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    private IEnumerable<EventEntry> Of(CapitalCalled what, LocalDate concerns)
    {
        var holding = Holding(what.Investor, what.Tranche);
        yield return Entry("capital-call", concerns, what.Call, $"{what.Investor}:{what.Tranche}",
            Debit(AccountRole.CalledCapital, what.Amount, holding),
            Credit(AccountRole.InvestorCapital, what.Amount, holding),
            Debit(AccountRole.SignedCommitments, what.Amount, holding),
            Credit(AccountRole.UnfundedCommitments, what.Amount, holding));
    }
}
