using WelfareFund.Accounting;
using WelfareFund.Ledger;
using WelfareFund.Settlement;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Settlement;

/// <summary>Whom and which currencies a run's events name, each once, in the order of the events.</summary>
internal sealed class PartiesOfEvents
{
    private readonly List<PartyId> parties = [];
    private readonly HashSet<PartyId> seen = [];
    private readonly HashSet<Currency> currencies = [];

    internal IReadOnlyList<PartyId> Parties => parties;
    internal IEnumerable<Currency> Currencies => currencies;

    internal void Add(FundEvent what)
    {
        switch (what)
        {
            case CommitmentSigned e: Holding(e.Investor, e.Tranche); break;
            case CapitalCalled e: Holding(e.Investor, e.Tranche); break;
            case DrawdownReceived e:
                foreach (var part in e.Parts)
                    Holding(e.Investor, part.Tranche);
                break;
            case InterestTransferred e: Holding(e.From, e.Tranche); Holding(e.To, e.Tranche); break;
            case GrantReceived e: Party(PartyKind.Funder, e.Grant); break;
            case GrantReturned e: Party(PartyKind.Funder, e.Grant); break;
            case GrantKept e: Party(PartyKind.Funder, e.Grant); break;
            case PaymentInstructed { To: PaymentTo.Funder } e: Party(PartyKind.Funder, e.Party); break;
            case GrantReleased e: Party(PartyKind.Funder, e.Grant); break;
            case ContributionReceived e: Party(PartyKind.Worker, e.Worker.Value); currencies.Add(e.Amount.Currency); break;
            case ContributionCapSet e: Party(PartyKind.Worker, e.Worker.Value); break;
            case ContributionDue e:
                Party(PartyKind.Worker, e.Worker.Value);
                currencies.UnionWith(e.Parts.Select(part => part.Due.Currency));
                break;
            case ContributionWrittenOff e: Party(PartyKind.Worker, e.Worker.Value); break;
            case RefundOwed e: Party(PartyKind.Worker, e.Worker.Value); break;
            case ContributionDeducted e:
                Party(PartyKind.Worker, e.Worker.Value);
                Party(PartyKind.Employer, e.Employer.Value);
                currencies.Add(e.Amount.Currency);
                break;
            case DeductionsReceived e: Party(PartyKind.Employer, e.Employer.Value); currencies.Add(e.Amount.Currency); break;
            case PaymentInstructed { To: PaymentTo.Worker } e: Party(PartyKind.Worker, e.Party); break;
            case ContractMaximumSet e: Party(PartyKind.Contract, e.Contract); break;
            case OutcomeAccepted e: Party(PartyKind.Contract, e.Contract); break;
            case HoldbackReleased e: Party(PartyKind.Contract, e.Contract); break;
            case OutcomeClawedBack e: Party(PartyKind.Contract, e.Contract); break;
            case HoldbackRetaken e: Party(PartyKind.Contract, e.Contract); break;
            case HoldbackForfeited e: Party(PartyKind.Contract, e.Contract); break;
            case ClawbackNetted e: Party(PartyKind.Contract, e.Contract); break;
            case AdvanceGranted e: Party(PartyKind.Contract, e.Contract); break;
            case AdvanceRecovered e: Party(PartyKind.Contract, e.Contract); break;
            case GrantRestored e: Party(PartyKind.Funder, e.Grant); break;
            case OversightReversed e: Party(PartyKind.Payee, e.Payee); break;
            case OversightAccrued e: Party(PartyKind.Payee, e.Payee); break;
            case AdministrationAccrued: Party(PartyKind.Payee, AdministrationAccrued.Payee); break;
            case PaymentInstructed { To: PaymentTo.Provider } e: Party(PartyKind.Contract, e.Party); break;
            case PaymentInstructed { To: PaymentTo.Savings } e: Party(PartyKind.Worker, e.Party); break;
            case PaymentInstructed { To: PaymentTo.Investor } e: Party(PartyKind.Holding, e.Party, e.Party[..e.Party.IndexOf('/', StringComparison.Ordinal)]); break;
            case PaymentInstructed e: Party(PartyKind.Payee, e.Party); break;
            case CapitalReturned e: Holding(e.Investor, e.Tranche); break;
            case ReturnDistributed e: Holding(e.Investor, e.Tranche); break;
            case PrincipalRecycled e: Holding(e.Investor, e.Tranche); break;
            case ShareDistributed e: Party(PartyKind.Payee, e.Payee); break;
            case MembershipStarted e: Debtor(e.From); currencies.Add(e.Fee.Currency); break;
            case SavingsReceived e: Party(PartyKind.Worker, e.Worker.Value); currencies.Add(e.Amount.Currency); break;
            case PayerDue { For: DueFor.Savings }: break;
            case PayerDue e: Debtor(e.From); currencies.Add(e.Amount.Currency); break;
            case PayerPaid e: Debtor(e.By); currencies.Add(e.Amount.Currency); break;
            default: break; // the bank's own lines name nobody
        }
    }

    private void Holding(People.InvestorId investor, string tranche) => Party(PartyKind.Holding, $"{investor}/{tranche}", investor.Value);

    private void Debtor(Debtor debtor) => Party(PostingRules.PartyOf(debtor.Kind), debtor.Id);

    private void Party(PartyKind kind, string id, string? owner = null)
    {
        if (seen.Add(new(kind, id)))
            parties.Add(new(kind, id, owner));
    }
}
