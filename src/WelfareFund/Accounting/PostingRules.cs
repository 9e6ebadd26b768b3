using NodaTime;
using NodaTime.Text;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

/// <summary>
/// Which entries an event posts. The only place that names accounts; each event has a file of its own, and
/// docs/accounting-policy.md is printed from these.
/// </summary>
/// <param name="party">A party's number by its kind and id; a holding's id is <c>investor/tranche</c>.</param>
/// <param name="sequenceOf">The place in the log of an entry that another one corrects; null where it is not there.</param>
public sealed partial class PostingRules(
    ChartOfAccounts chart, Func<PartyKind, string, long> party, Currency baseCurrency, Func<EntryKey, long?>? sequenceOf = null)
{
    /// <summary>The drafts of one line, in the order they are posted; none for held and refused lines.</summary>
    public IReadOnlyList<EntryDraft> DraftsOf(SettlementLine line, Provenance provenance) =>
        line.Event is null
            ? []
            : [.. EntriesOf(line.Event, line.Concerns).Select(entry =>
                new EntryDraft(entry.Key, line.Effective, line.Concerns, entry.Corrects is { } key ? sequenceOf?.Invoke(key) : null, provenance, entry.Postings))];

    /// <summary>The keys of the entries that a line's own reverse or correct.</summary>
    public IEnumerable<EntryKey> CorrectedBy(SettlementLine line) =>
        line.Event is null ? [] : EntriesOf(line.Event, line.Concerns).Where(entry => entry.Corrects is not null).Select(entry => entry.Corrects!.Value);

    private IEnumerable<EventEntry> EntriesOf(FundEvent what, LocalDate concerns) => what switch
    {
        CommitmentSigned commitment => Of(commitment, concerns),
        CapitalCalled call => Of(call, concerns),
        DrawdownReceived drawdown => Of(drawdown, concerns),
        GrantReceived grant => Of(grant, concerns),
        ContributionReceived contribution => Of(contribution, concerns),
        PaymentConfirmed payment => Of(payment, concerns),
        PaymentReturned payment => Of(payment, concerns),
        CurrencyExchanged exchange => Of(exchange, concerns),
        BankCharged charge => Of(charge, concerns),
        InterestReceived interest => Of(interest, concerns),
        ReceiptUnallocated receipt => Of(receipt, concerns),
        ReceiptAllocated receipt => Of(receipt, concerns),
        ContractMaximumSet maximum => Of(maximum, concerns),
        OutcomesMaximumSet maximum => Of(maximum, concerns),
        OutcomeAccepted outcome => Of(outcome, concerns),
        HoldbackReleased release => Of(release, concerns),
        OversightAccrued oversight => Of(oversight, concerns),
        GrantReleased grant => Of(grant, concerns),
        OutcomeClawedBack clawback => Of(clawback, concerns),
        HoldbackRetaken retaken => Of(retaken, concerns),
        HoldbackForfeited forfeit => Of(forfeit, concerns),
        ClawbackNetted netted => Of(netted, concerns),
        OversightReversed reversal => Of(reversal, concerns),
        GrantRestored grant => Of(grant, concerns),
        AdvanceGranted advance => Of(advance, concerns),
        AdvanceRecovered recovery => Of(recovery, concerns),
        ContributionCapSet cap => Of(cap, concerns),
        ContributionDue due => Of(due),
        ArrearsCalled => [],
        ContributionWrittenOff gone => Of(gone, concerns),
        RefundOwed refund => Of(refund, concerns),
        AllowanceAdjusted allowance => Of(allowance, concerns),
        ContributionDeducted deducted => Of(deducted, concerns),
        DeductionsReceived received => Of(received, concerns),
        AdministrationAccrued administration => Of(administration, concerns),
        PaymentInstructed instruction => Of(instruction, concerns),
        ExchangeInstructed => [],
        MembershipStarted membership => Of(membership),
        MembershipEarned earned => Of(earned),
        PayerPaid paid => Of(paid, concerns),
        PayerDue { For: DueFor.Savings } => [],
        PayerDue due => Of(due),
        SavingsReceived savings => Of(savings, concerns),
        CapitalReturned returned => Of(returned, concerns),
        ReturnDistributed distributed => Of(distributed, concerns),
        PrincipalRecycled recycled => Of(recycled, concerns),
        ShareDistributed share => Of(share, concerns),
        InterestTransferred transfer => Of(transfer, concerns),
        GrantReturned grant => Of(grant, concerns),
        GrantKept grant => Of(grant, concerns),
        ManualEntryMade entry => Of(entry, concerns),
        _ => throw new InvalidOperationException($"No posting rule for {what.GetType().Name}."),
    };

    private long Holding(People.InvestorId investor, string tranche) => party(PartyKind.Holding, $"{investor}/{tranche}");
    private long Worker(People.WorkerId worker) => party(PartyKind.Worker, worker.Value);
    private long Contract(string contract) => party(PartyKind.Contract, contract);

    private static EventEntry Entry(string kind, LocalDate concerned, string subject, string part, params IEnumerable<Posting> postings) =>
        new(new(kind, LocalDatePattern.Iso.Format(concerned), subject, part), [.. postings.Where(posting => !posting.Amount.IsZero)]);

    private Posting Debit(AccountRole role, Money amount, long party = 0, string? qualifier = null, string? corridor = null, string? costLine = null) =>
        new(chart[role, qualifier], amount, party, corridor, costLine);

    private Posting Credit(AccountRole role, Money amount, long party = 0, string? qualifier = null, string? corridor = null, string? costLine = null) =>
        new(chart[role, qualifier], -amount, party, corridor, costLine);

    /// <summary>
    /// The two trading postings that turn a base-currency credit into a foreign debit (or the reverse, for a negative amount), so that
    /// the entry sums to zero in both currencies; none when no conversion takes place.
    /// </summary>
    private IEnumerable<Posting> Converting(Money foreign, Money inBase) =>
        foreign.Currency == baseCurrency
            ? []
            : [Credit(AccountRole.Trading, inBase, qualifier: baseCurrency.Code), Debit(AccountRole.Trading, foreign, qualifier: foreign.Currency.Code)];
}

/// <summary>An entry before it has its dates and provenance.</summary>
/// <param name="Corrects">The entry it reverses or corrects.</param>
internal sealed record EventEntry(EntryKey Key, IReadOnlyList<Posting> Postings, EntryKey? Corrects = null)
{
    internal EventEntry Revised(int revision) => this with { Key = Key with { Revision = revision } };

    /// <summary>The same matter's entry of another part and revision.</summary>
    internal EventEntry Correcting(string part, int revision) => this with { Corrects = Key with { Part = part, Revision = revision } };
}
