using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>
    /// Entries for each of the two, because an entry names one holding; they meet in an account on which nothing stays. What distributions had paid, and what of it
    /// could be called again, have their own, so that what was called and what came back stay apart; their order keeps every balance on its side of zero.
    /// </summary>
    private IEnumerable<EventEntry> Of(InterestTransferred what, LocalDate concerns)
    {
        var (from, to, firstUnfunded) = (Holding(what.From, what.Tranche), Holding(what.To, what.Tranche), what.Unfunded - what.Recallable);
        if (what.Received.Count > 0)
            yield return PaidOut("from-distributed", from, -what.Returned, -what.Return);
        yield return PaidIn("from", from, -what.PaidIn, -firstUnfunded);
        if (!what.Recallable.IsZero)
        {
            yield return Moved("from-recallable", Promised(-what.Recallable, from));
            yield return Moved("to-recallable", Promised(what.Recallable, to));
        }

        yield return PaidIn("to", to, what.PaidIn, firstUnfunded);
        if (what.Received.Count > 0)
            yield return PaidOut("to-distributed", to, what.Returned, what.Return);

        EventEntry PaidIn(string part, long holding, Money paidIn, Money unfunded) => Moved(part,
            [Debit(AccountRole.InterestsTransferred, paidIn), Credit(AccountRole.InvestorCapital, paidIn, holding), .. Promised(unfunded, holding)]);

        EventEntry PaidOut(string part, long holding, Money returned, Money distributed) => Moved(part,
            [Debit(AccountRole.InvestorCapital, returned, holding), Debit(AccountRole.DistributedReturns, distributed, holding), Credit(AccountRole.InterestsTransferred, returned + distributed)]);

        IEnumerable<Posting> Promised(Money amount, long holding) => [Debit(AccountRole.UnfundedCommitments, amount, holding), Credit(AccountRole.SignedCommitments, amount, holding)];

        EventEntry Moved(string part, IEnumerable<Posting> postings) => Entry("capital-transfer", concerns, what.Transfer, part, postings);
    }
}
