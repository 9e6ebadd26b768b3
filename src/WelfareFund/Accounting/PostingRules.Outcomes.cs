using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    private const string Accepted = "accepted";
    private const string Holdback = "holdback";

    private IEnumerable<EventEntry> Of(ContractMaximumSet what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("contract", concerns, what.Contract, "maximum",
            Debit(AccountRole.ContractHeadroom, what.Change, contract),
            Credit(AccountRole.ContractMaximum, what.Change, contract));
    }

    private IEnumerable<EventEntry> Of(OutcomesMaximumSet what, LocalDate concerns)
    {
        yield return Entry("fund", concerns, "outcomes", "maximum", UsingOutcomesMaximum(-what.Change));
    }

    /// <summary>The cost is booked once, at the rate of the acceptance; what is owed stays in the contract's currency.</summary>
    private IEnumerable<EventEntry> Of(OutcomeAccepted what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, Accepted,
            [.. what.Parts.Select(part => Debit(
                AccountRole.OutcomePayments, part.BaseAmount, qualifier: part.CostLine, corridor: what.Corridor, costLine: part.CostLine)),
             .. Converting(what.Gross, what.BaseAmount),
             Credit(AccountRole.ProviderPayable, what.Gross - what.HeldBack, contract, corridor: what.Corridor),
             Credit(AccountRole.HoldbackPayable, what.HeldBack, contract, corridor: what.Corridor),
             .. what.UsesMaximum ? UsingMaximum(what.Gross, contract) : [],
             .. what.UsesFundMaximum ? UsingOutcomesMaximum(what.BaseAmount) : []]).Revised(what.Revision);
    }

    private IEnumerable<EventEntry> Of(HoldbackReleased what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, Holdback,
            Debit(AccountRole.HoldbackPayable, what.Amount, contract),
            Credit(AccountRole.ProviderPayable, what.Amount, contract)).Revised(what.Revision);
    }

    private IEnumerable<EventEntry> Of(OversightAccrued what, LocalDate concerns)
    {
        yield return Entry("oversight", concerns, what.Claim.Value, what.Payee,
            Debit(AccountRole.Oversight, what.BaseAmount),
            Credit(AccountRole.OversightPayable, what.BaseAmount, party(PartyKind.Payee, what.Payee))).Revised(what.Revision);
    }

    private IEnumerable<EventEntry> Of(GrantReleased what, LocalDate concerns)
    {
        yield return Entry("grant", concerns, what.Claim.Value, $"{what.Grant}:{what.CostLine}",
            Debit(AccountRole.UnspentGrants, what.BaseAmount, party(PartyKind.Funder, what.Grant), corridor: what.Corridor, costLine: what.CostLine),
            Credit(AccountRole.GrantIncome, what.BaseAmount, corridor: what.Corridor, costLine: what.CostLine)).Revised(what.Revision);
    }

    private IEnumerable<Posting> UsingMaximum(Money amount, long contract) =>
        [Debit(AccountRole.ContractMaximum, amount, contract), Credit(AccountRole.ContractHeadroom, amount, contract)];

    private IEnumerable<Posting> UsingOutcomesMaximum(Money baseAmount) =>
        [Debit(AccountRole.OutcomesMaximum, baseAmount), Credit(AccountRole.OutcomesHeadroom, baseAmount)];
}
