using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>What may be called again is a promise once more.</summary>
    private IEnumerable<EventEntry> Of(CapitalReturned what, LocalDate concerns)
    {
        var holding = Holding(what.Investor, what.Tranche);
        yield return Distribution(what.Distribution, concerns, $"{what.Step}:capital:{what.Investor}:{what.Tranche}",
            Debit(AccountRole.InvestorCapital, what.Amount, holding),
            Credit(AccountRole.DistributionPayable, what.Amount, holding),
            Debit(AccountRole.UnfundedCommitments, what.Recallable, holding),
            Credit(AccountRole.SignedCommitments, what.Recallable, holding));
    }

    /// <summary>Equity, and no cost: what investors are paid on their capital is theirs.</summary>
    private IEnumerable<EventEntry> Of(ReturnDistributed what, LocalDate concerns)
    {
        var holding = Holding(what.Investor, what.Tranche);
        yield return Distribution(what.Distribution, concerns, $"{what.Step}:{(what.Preferred ? "preferred" : "profit")}:{what.Investor}:{what.Tranche}",
            Debit(AccountRole.DistributedReturns, what.Amount, holding),
            Credit(AccountRole.DistributionPayable, what.Amount, holding));
    }

    private IEnumerable<EventEntry> Of(PrincipalRecycled what, LocalDate concerns)
    {
        var holding = Holding(what.Investor, what.Tranche);
        yield return Distribution(what.Distribution, concerns, $"{what.Step}:recycled:{what.Investor}:{what.Tranche}",
            Debit(AccountRole.RecycledPrincipal, what.Amount, holding),
            Credit(AccountRole.PrincipalKept, what.Amount, holding));
    }

    private IEnumerable<EventEntry> Of(ShareDistributed what, LocalDate concerns)
    {
        var payee = party(PartyKind.Payee, what.Payee);
        yield return Distribution(what.Distribution, concerns, $"{what.Step}:share:{what.Payee}",
            Debit(AccountRole.DistributedToOthers, what.Amount, payee),
            Credit(AccountRole.OtherDistributionsPayable, what.Amount, payee));
    }

    private static EventEntry Distribution(string id, LocalDate concerns, string part, params IEnumerable<Posting> postings) => Entry("distribution", concerns, id, part, postings);
}
