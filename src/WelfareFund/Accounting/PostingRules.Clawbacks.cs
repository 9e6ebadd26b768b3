using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>The mirror of the acceptance, at its own base amount; what was paid already is receivable.</summary>
    private IEnumerable<EventEntry> Of(OutcomeClawedBack what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, "clawback",
            [Debit(AccountRole.HoldbackPayable, what.FromHoldback, contract, corridor: what.Corridor),
             Debit(AccountRole.ProviderPayable, what.FromPayable, contract, corridor: what.Corridor),
             Debit(AccountRole.ProviderAdvances, what.AdvanceRestored, contract),
             Debit(AccountRole.ClawbackReceivable, what.Receivable, contract),
             .. LoweringCost(what.Parts, what.Corridor, what.Gross, what.BaseAmount, what.UsesMaximum, what.UsesFundMaximum, contract)])
            .Revised(what.Revision).Correcting(Accepted, what.Revision);
    }

    private IEnumerable<EventEntry> Of(HoldbackRetaken what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, "holdback-retaken",
            Debit(AccountRole.ProviderPayable, what.FromPayable, contract),
            Debit(AccountRole.ProviderAdvances, what.AdvanceRestored, contract),
            Debit(AccountRole.ClawbackReceivable, what.Receivable, contract),
            Credit(AccountRole.HoldbackPayable, what.Amount, contract)).Revised(what.Revision).Correcting(Holdback, what.Revision);
    }

    private IEnumerable<EventEntry> Of(HoldbackForfeited what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, "forfeit",
            [Debit(AccountRole.HoldbackPayable, what.Amount, contract, corridor: what.Corridor),
             .. LoweringCost(what.Parts, what.Corridor, what.Amount, what.BaseAmount, what.UsesMaximum, what.UsesFundMaximum, contract)])
            .Revised(what.Revision).Correcting(Accepted, what.Revision);
    }

    private IEnumerable<EventEntry> Of(ClawbackNetted what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, what.Holdback ? "holdback-netted" : "netted",
            Debit(AccountRole.ProviderPayable, what.Amount, contract),
            Credit(AccountRole.ClawbackReceivable, what.Amount, contract)).Revised(what.Revision);
    }

    private IEnumerable<EventEntry> Of(OversightReversed what, LocalDate concerns)
    {
        yield return Entry("oversight", concerns, what.Claim.Value, what.Payee + ":reversal",
            Debit(AccountRole.OversightPayable, what.BaseAmount, party(PartyKind.Payee, what.Payee)),
            Credit(AccountRole.Oversight, what.BaseAmount)).Revised(what.Revision).Correcting(what.Payee, what.Revision);
    }

    private IEnumerable<EventEntry> Of(GrantRestored what, LocalDate concerns)
    {
        var part = $"{what.Grant}:{what.CostLine}";
        yield return Entry("grant", concerns, what.Claim.Value, part + ":reversal",
            Debit(AccountRole.GrantIncome, what.BaseAmount, corridor: what.Corridor, costLine: what.CostLine),
            Credit(AccountRole.UnspentGrants, what.BaseAmount, party(PartyKind.Funder, what.Grant), corridor: what.Corridor, costLine: what.CostLine))
            .Revised(what.Revision).Correcting(part, what.Spent);
    }

    private IEnumerable<Posting> LoweringCost(
        IReadOnlyList<CostPart> parts, string corridor, Money amount, Money baseAmount, bool usesMaximum, bool usesFundMaximum, long contract) =>
        [.. Converting(-amount, -baseAmount),
         .. parts.Select(part => Credit(
            AccountRole.OutcomePayments, part.BaseAmount, qualifier: part.CostLine, corridor: corridor, costLine: part.CostLine)),
         .. usesMaximum ? UsingMaximum(-amount, contract) : [],
         .. usesFundMaximum ? UsingOutcomesMaximum(-baseAmount) : []];
}
