using System.Text.Json.Serialization;
using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>
/// What happened to the fund's money. The choice is closed: every event has one file in the room Accounting that says which entry it posts.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CommitmentSigned), "commitment-signed")]
[JsonDerivedType(typeof(CapitalCalled), "capital-called")]
[JsonDerivedType(typeof(DrawdownReceived), "drawdown-received")]
[JsonDerivedType(typeof(GrantReceived), "grant-received")]
[JsonDerivedType(typeof(ContributionReceived), "contribution-received")]
[JsonDerivedType(typeof(PaymentConfirmed), "payment-confirmed")]
[JsonDerivedType(typeof(PaymentReturned), "payment-returned")]
[JsonDerivedType(typeof(CurrencyExchanged), "currency-exchanged")]
[JsonDerivedType(typeof(BankCharged), "bank-charged")]
[JsonDerivedType(typeof(InterestReceived), "interest-received")]
[JsonDerivedType(typeof(ReceiptUnallocated), "receipt-unallocated")]
[JsonDerivedType(typeof(ReceiptAllocated), "receipt-allocated")]
[JsonDerivedType(typeof(ContractMaximumSet), "contract-maximum-set")]
[JsonDerivedType(typeof(OutcomesMaximumSet), "outcomes-maximum-set")]
[JsonDerivedType(typeof(OutcomeAccepted), "outcome-accepted")]
[JsonDerivedType(typeof(HoldbackReleased), "holdback-released")]
[JsonDerivedType(typeof(OversightAccrued), "oversight-accrued")]
[JsonDerivedType(typeof(GrantReleased), "grant-released")]
[JsonDerivedType(typeof(OutcomeClawedBack), "outcome-clawed-back")]
[JsonDerivedType(typeof(HoldbackRetaken), "holdback-retaken")]
[JsonDerivedType(typeof(HoldbackForfeited), "holdback-forfeited")]
[JsonDerivedType(typeof(ClawbackNetted), "clawback-netted")]
[JsonDerivedType(typeof(OversightReversed), "oversight-reversed")]
[JsonDerivedType(typeof(GrantRestored), "grant-restored")]
[JsonDerivedType(typeof(AdvanceGranted), "advance-granted")]
[JsonDerivedType(typeof(AdvanceRecovered), "advance-recovered")]
[JsonDerivedType(typeof(ContributionCapSet), "contribution-cap-set")]
[JsonDerivedType(typeof(ContributionDue), "contribution-due")]
[JsonDerivedType(typeof(ArrearsCalled), "arrears-called")]
[JsonDerivedType(typeof(ContributionWrittenOff), "contribution-written-off")]
[JsonDerivedType(typeof(RefundOwed), "refund-owed")]
[JsonDerivedType(typeof(AllowanceAdjusted), "allowance-adjusted")]
[JsonDerivedType(typeof(ContributionDeducted), "contribution-deducted")]
[JsonDerivedType(typeof(DeductionsReceived), "deductions-received")]
[JsonDerivedType(typeof(AdministrationAccrued), "administration-accrued")]
[JsonDerivedType(typeof(PaymentInstructed), "payment-instructed")]
[JsonDerivedType(typeof(ExchangeInstructed), "exchange-instructed")]
[JsonDerivedType(typeof(MembershipStarted), "membership-started")]
[JsonDerivedType(typeof(MembershipEarned), "membership-earned")]
[JsonDerivedType(typeof(PayerPaid), "payer-paid")]
[JsonDerivedType(typeof(PayerDue), "payer-due")]
[JsonDerivedType(typeof(SavingsReceived), "savings-received")]
[JsonDerivedType(typeof(CapitalReturned), "capital-returned")]
[JsonDerivedType(typeof(ReturnDistributed), "return-distributed")]
[JsonDerivedType(typeof(PrincipalRecycled), "principal-recycled")]
[JsonDerivedType(typeof(ShareDistributed), "share-distributed")]
[JsonDerivedType(typeof(InterestTransferred), "interest-transferred")]
[JsonDerivedType(typeof(GrantReturned), "grant-returned")]
[JsonDerivedType(typeof(GrantKept), "grant-kept")]
[JsonDerivedType(typeof(ManualEntryMade), "manual-entry-made")]
public abstract record FundEvent
{
    private protected FundEvent() { }
}

/// <summary>An investor promised capital to a tranche.</summary>
public sealed record CommitmentSigned(string Commitment, InvestorId Investor, string Tranche, Money Amount) : FundEvent;

/// <summary>One holding's part of a capital call.</summary>
public sealed record CapitalCalled(string Call, InvestorId Investor, string Tranche, Money Amount) : FundEvent;

/// <summary>An investor paid what was called. <paramref name="Parts"/> say for which tranches; they sum to the bank's amount.</summary>
public sealed record DrawdownReceived(string BankLine, string BankAccount, string Call, InvestorId Investor, IReadOnlyList<TranchePart> Parts) : FundEvent;

public sealed record TranchePart(string Tranche, Money Amount);

/// <summary>A funder paid a restricted grant.</summary>
/// <param name="Amount">In the bank account's currency.</param>
/// <param name="BaseAmount">The same at the booking date's rate.</param>
public sealed record GrantReceived(string BankLine, string BankAccount, string Grant, Money Amount, Money BaseAmount) : FundEvent;

/// <summary>A worker paid. What exceeds the dues stands as the worker's credit against the next ones.</summary>
public sealed record ContributionReceived(string BankLine, string BankAccount, WorkerId Worker, Money Amount) : FundEvent;

/// <summary>The bank carried out a payment.</summary>
/// <param name="Amount">Positive: what left the account.</param>
public sealed record PaymentConfirmed(string BankLine, string BankAccount, string Instruction, Money Amount) : FundEvent;

/// <summary>A payment that the bank had carried out came back: its debt is owed again, as if it had not been paid.</summary>
/// <param name="Amount">Positive: what came back, all of it.</param>
/// <param name="Claims">Of a provider's payment, what is owed again, by claim; empty for the others.</param>
/// <param name="TakenBack">What of it was for outcomes that were clawed back since the payment: it counts as returned by the provider.</param>
/// <param name="Reason">The bank's own code; null where the statement does not say.</param>
public sealed record PaymentReturned(
    string BankLine, string BankAccount, string Instruction, PaymentTo To, string Party, Money Amount, IReadOnlyList<ClaimPart> Claims, Money TakenBack, string? Reason) : FundEvent;

/// <summary>One side of a purchase of currency, at the bank's own amount; negative for the currency given.</summary>
public sealed record CurrencyExchanged(string BankLine, string BankAccount, string Instruction, Money Amount) : FundEvent;

/// <param name="Amount">Positive: what the bank took, in the account's currency.</param>
public sealed record BankCharged(string BankLine, string BankAccount, Money Amount, Money BaseAmount) : FundEvent;

public sealed record InterestReceived(string BankLine, string BankAccount, Money Amount, Money BaseAmount) : FundEvent;

/// <summary>Money whose payer is not known yet, or (negative) money that left without an instruction.</summary>
public sealed record ReceiptUnallocated(string BankLine, string BankAccount, Money Amount) : FundEvent;

/// <summary>What was unallocated is told apart: the entry of its <see cref="ReceiptUnallocated"/> is reversed, beside the event that it is.</summary>
/// <param name="Amount">As the bank's line has it.</param>
public sealed record ReceiptAllocated(string BankLine, string BankAccount, Money Amount) : FundEvent;

/// <summary>A contract may spend so much more (or, negative, less) than before.</summary>
public sealed record ContractMaximumSet(string Contract, Money Change) : FundEvent;

/// <summary>All contracts together may spend so much more (or, negative, less) on outcomes than before.</summary>
/// <param name="Change">In base currency; never so negative that more is used up than there is.</param>
public sealed record OutcomesMaximumSet(Money Change) : FundEvent;

/// <summary>A claim was accepted and priced: what is owed for it, to whom and out of which cost lines.</summary>
/// <param name="Gross">In contract currency, after all caps.</param>
/// <param name="HeldBack">The part of <paramref name="Gross"/> paid only later.</param>
/// <param name="BaseAmount"><paramref name="Gross"/> at the rate of the acceptance, half-up.</param>
/// <param name="UsesMaximum">Whether the contract has a maximum that this uses up.</param>
/// <param name="Parts">Sum to <paramref name="BaseAmount"/>.</param>
/// <param name="Revision">How often the claim was accepted and clawed back before.</param>
/// <param name="UsesFundMaximum">Whether the fund has a maximum of its own that <paramref name="BaseAmount"/> uses up.</param>
public sealed record OutcomeAccepted(
    ClaimId Claim, WorkerId Worker, string Contract, string Corridor, string Metric, LocalDate AchievedOn, LocalDate AcceptedOn,
    Money Gross, Money HeldBack, Money BaseAmount, bool UsesMaximum, IReadOnlyList<CostPart> Parts, int Revision = 0, bool UsesFundMaximum = false) : FundEvent;

public sealed record CostPart(string CostLine, Money BaseAmount);

/// <summary>What was held back for a claim is owed now.</summary>
/// <param name="By">The claim whose metric released it; null for a date, or the worker's fate.</param>
/// <param name="Revision">How often it was released and retaken before.</param>
public sealed record HoldbackReleased(ClaimId Claim, WorkerId Worker, string Contract, Money Amount, ClaimId? By = null, int Revision = 0) : FundEvent;

/// <param name="Revision">That of the acceptance.</param>
public sealed record OversightAccrued(ClaimId Claim, string Payee, Money BaseAmount, int Revision = 0) : FundEvent;

/// <summary>A grant was spent on what it is for and becomes income.</summary>
/// <param name="Revision">That of the acceptance.</param>
public sealed record GrantReleased(string Grant, ClaimId Claim, string CostLine, string Corridor, Money BaseAmount, int Revision = 0) : FundEvent;

/// <summary>A worker consented to contribute at most so much (or a later service cost lowered it).</summary>
public sealed record ContributionCapSet(AgreementId Agreement, WorkerId Worker, Money Change) : FundEvent;

/// <summary>What a worker owes for one wage month, or the difference that a correction makes.</summary>
/// <param name="Revision">0 for the first word on the month, then counting corrections.</param>
/// <param name="Counted">Against the agreement's clocks, in agreement currency.</param>
/// <param name="Parts">One for each currency of pay; the debt is in that currency.</param>
/// <param name="FollowsAnother">Not the worker's first agreement: its entries name it.</param>
public sealed record ContributionDue(
    AgreementId Agreement, WorkerId Worker, YearMonth WageMonth, int Revision, string Corridor, Money Counted, IReadOnlyList<DuePart> Parts,
    bool FollowsAnother = false) : FundEvent;

/// <param name="BaseAmount">
/// <paramref name="Due"/> at a rate, half-up; of a correction what the whole due comes to at the wage month's rate, less what was posted.
/// </param>
public sealed record DuePart(Money Due, Money BaseAmount);

public sealed record AdministrationAccrued(YearMonth Month, Money BaseAmount) : FundEvent
{
    /// <summary>Who is paid for running the fund, as a party.</summary>
    public const string Payee = Payments.Payee.Administrator;
}

/// <summary>The bank was told to pay.</summary>
/// <param name="To">Whose debt it settles.</param>
/// <param name="Claims">What a provider is paid for, by claim; empty for the others.</param>
public sealed record PaymentInstructed(
    string Instruction, string BankAccount, PaymentTo To, string Party, Money Amount, IReadOnlyList<ClaimPart> Claims) : FundEvent;

public enum PaymentTo
{
    Provider,
    Oversight,
    Administration,

    /// <summary>A worker, or a dead worker's heirs: the savings are given back.</summary>
    Savings,

    /// <summary>Who is paid back what was paid too much.</summary>
    Worker,

    /// <summary>A holding, by <c>investor/tranche</c>, what was distributed to it.</summary>
    Investor,

    /// <summary>Who has a share of a distribution and holds no capital.</summary>
    Recipient,

    /// <summary>Who gave a grant and gets back what was not spent; the party is the grant.</summary>
    Funder,
}

/// <param name="Holdback">Whether this is the released holdback rather than the payout.</param>
public sealed record ClaimPart(ClaimId Claim, Money Amount, bool Holdback);

/// <summary>The bank was asked to buy currency. Posts nothing until the bank says at which amounts.</summary>
/// <param name="Buy">What is short.</param>
/// <param name="Estimate">What it is expected to cost of the account that gives, at the month's closing rate.</param>
public sealed record ExchangeInstructed(string Instruction, string FromAccount, string ToAccount, Money Buy, Money Estimate) : FundEvent;
