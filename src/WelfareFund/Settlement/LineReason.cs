namespace WelfareFund.Settlement;

/// <summary>Why a line waits or is refused, as stable codes; the words are made at the edge.</summary>
public static class LineReason
{
    public const string NoRate = "no-rate";
    public const string NotDecided = "not-decided";
    public const string AlreadyPaid = "already-paid";
    public const string Rejected = "rejected";
    public const string Returned = "returned";
    public const string AtCap = "at-cap";
    public const string CutToCap = "cut-to-cap";
    public const string WaitsForCash = "waits-for-cash";
    public const string WaitsForCurrency = "waits-for-currency";
    public const string WageReportMissing = "wage-report-missing";
    public const string UnknownReference = "unknown-reference";
    public const string OverCommitment = "over-commitment";
    public const string ShortNotice = "short-notice";

    /// <summary>The terms list holidays, and none of a year that a notice touches.</summary>
    public const string NoCalendar = "no-calendar";
    public const string Overpaid = "overpaid";
    public const string SeveralInvestors = "several-investors";
    public const string CallOverdue = "call-overdue";
    public const string NoAgreement = "no-agreement";

    /// <summary>Days of a bond without an employer that signed: written off, and never the worker's.</summary>
    public const string NobodyOwes = "nobody-owes";
    public const string WaitsForTransfer = "waits-for-transfer";
    public const string WaitsForRoom = "waits-for-room";
    public const string NoDeductionConsent = "no-deduction-consent";
    public const string ServiceCostReached = "service-cost-reached";
    public const string UnconfirmedPay = "unconfirmed-pay";
    public const string TrueUp = "true-up";
    public const string BeyondFreeCash = "beyond-free-cash";
    /// <summary>A payment came back, and what it paid was taken back and netted since.</summary>
    public const string ReturnedAfterClawback = "returned-after-clawback";
    public const string OpenGrievance = "open-grievance";
}
