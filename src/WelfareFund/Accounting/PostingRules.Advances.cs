using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    private IEnumerable<EventEntry> Of(AdvanceGranted what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("contract", concerns, what.Contract, "advance",
            Debit(AccountRole.ProviderAdvances, what.Amount, contract),
            Credit(AccountRole.ProviderPayable, what.Amount, contract)).Revised(what.Revision);
    }

    private IEnumerable<EventEntry> Of(AdvanceRecovered what, LocalDate concerns)
    {
        var contract = Contract(what.Contract);
        yield return Entry("outcome", concerns, what.Claim.Value, what.Holdback ? "holdback-recovery" : "recovery",
            Debit(AccountRole.ProviderPayable, what.Amount, contract),
            Credit(AccountRole.ProviderAdvances, what.Amount, contract)).Revised(what.Revision);
    }
}
