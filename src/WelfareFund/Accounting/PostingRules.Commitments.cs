using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    private IEnumerable<EventEntry> Of(CommitmentSigned what, LocalDate concerns)
    {
        var holding = Holding(what.Investor, what.Tranche);
        yield return Entry("commitment", concerns, what.Commitment, "signed",
            Debit(AccountRole.UnfundedCommitments, what.Amount, holding),
            Credit(AccountRole.SignedCommitments, what.Amount, holding));
    }
}
