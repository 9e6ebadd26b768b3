namespace WelfareFund.Tracing;

/// <summary>
/// The ids of the sentences a trace is made of. Each calculation names every number it uses, so that the amount can be recomputed from its
/// trace alone. The words are in <see cref="TraceText"/>.
/// </summary>
public static class TraceTemplates
{
    public const string PayOfEmployer = "pay-of-employer";
    public const string PayConverted = "pay-converted";
    public const string PayOfLowTier = "pay-of-low-tier";
    public const string PayAfterBreach = "pay-after-breach";
    public const string UpperCutOff = "upper-cut-off";
    public const string UnderFloor = "under-floor";
    public const string ShareAboveFloor = "share-above-floor";
    public const string NothingOverFloor = "nothing-over-floor";
    public const string RoomOverFloor = "room-over-floor";
    public const string ShareOfPay = "share-of-pay";
    public const string ShareLimit = "share-limit";
    public const string CapLeft = "cap-left";
    public const string RoundedHalfUp = "rounded-half-up";
    public const string RoundedHalfEven = "rounded-half-even";
    public const string RoundedDown = "rounded-down";
    public const string EffectiveShare = "effective-share";
    public const string EmployerDueHalfUp = "employer-due-half-up";
    public const string EmployerDueHalfEven = "employer-due-half-even";
    public const string EmployerDueDown = "employer-due-down";
    public const string EmployerPart = "employer-part";
    public const string EmployerPartLifted = "employer-part-lifted";
    public const string Due = "due";
    public const string ReportMissing = "report-missing";
    public const string InGrace = "in-grace";
    public const string AllPaymentsMade = "all-payments-made";
    public const string CapReached = "cap-reached";
    public const string WindowOver = "window-over";
    public const string NothingUnderShareLimit = "nothing-under-share-limit";
    public const string NothingDue = "nothing-due";
    public const string NoRate = "no-rate";
    public const string ServiceCap = "service-cap";
    public const string ServiceCapShared = "service-cap-shared";
    public const string OwedBefore = "owed-before";
    public const string CollectionRoom = "collection-room";

    public const string PriceTimesFactors = "price-times-factors";
    public const string PriceRoundedHalfUp = "price-rounded-half-up";
    public const string PriceRoundedHalfEven = "price-rounded-half-even";
    public const string PriceRoundedDown = "price-rounded-down";
    public const string WorkerCapLeft = "worker-cap-left";
    public const string ContractLeft = "contract-left";
    public const string Payable = "payable";
    public const string HeldBack = "held-back";
    public const string HeldBackRounded = "held-back-rounded";
    public const string PaidOut = "paid-out";
    public const string Releases = "releases";
    public const string AchievedByFacts = "achieved-by-facts";
    public const string AchievedByVerification = "achieved-by-verification";
    public const string CaughtUp = "caught-up";
    public const string OutcomeHeld = "outcome-held";
    public const string OutcomeRefused = "outcome-refused";

    public const string PayerPaid = "payer-paid";
    public const string PayerOwes = "payer-owes";
    public const string NotThePayers = "not-the-payers";
    public const string CostSoFar = "cost-so-far";
    public const string PayerOutcome = "payer-outcome";
    public const string PayerOutcomeGone = "payer-outcome-gone";
    public const string PayerSupport = "payer-support";
    public const string BondDays = "bond-days";
    public const string BondCut = "bond-cut";
    public const string SavingsArrived = "savings-arrived";
    public const string SavingsExpected = "savings-expected";
    public const string SavingsBack = "savings-back";
    public const string MembershipDue = "membership-due";
    public const string OverDisclosed = "over-disclosed";
    public const string MembershipEarned = "membership-earned";

    public const string CapitalUnreturned = "capital-unreturned";
    public const string PreferredDays = "preferred-days";
    public const string PreferredDaysCompounded = "preferred-days-compounded";
    public const string PreferredOwed = "preferred-owed";
    public const string CappedClaim = "capped-claim";
    public const string StepTakes = "step-takes";
    public const string PartOfClaims = "part-of-claims";
    public const string PartLifted = "call-part-lifted";
    public const string RecyclingKeeps = "recycling-keeps";
    public const string LessRecycled = "less-recycled";
    public const string ReturnStays = "return-stays";
    public const string PrincipalOfPart = "principal-of-part";
    public const string ProfitOfPart = "profit-of-part";
    public const string CatchUp = "catch-up";
    public const string CatchUpBesideFund = "catch-up-beside-fund";
    public const string Rest = "rest";
    public const string CashHeld = "cash-held";
    public const string CashOwed = "cash-owed";
    public const string CashLeft = "cash-left";
    public const string CashShort = "cash-short";
}
