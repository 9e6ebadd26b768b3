using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>An entry for each of the two, because an entry names one holding; they meet in an account on which nothing stays.</summary>
    private IEnumerable<EventEntry> Of(InterestTransferred what, LocalDate concerns)
    {
        yield return Side("from", Holding(what.From, what.Tranche), -what.PaidIn, -what.Unfunded);
        yield return Side("to", Holding(what.To, what.Tranche), what.PaidIn, what.Unfunded);

        EventEntry Side(string part, long holding, Money paidIn, Money unfunded) => Entry("capital-transfer", concerns, what.Transfer, part,
            Debit(AccountRole.InterestsTransferred, paidIn),
            Credit(AccountRole.InvestorCapital, paidIn, holding),
            Debit(AccountRole.UnfundedCommitments, unfunded, holding),
            Credit(AccountRole.SignedCommitments, unfunded, holding));
    }
}
