using WelfareFund.Application.Workers;
using WelfareFund.Contributions;
using WelfareFund.People;

namespace WelfareFund.Web.Workers;

/// <summary>Every text of a worker's own pages: short words for a small screen.</summary>
internal static class WorkerTexts
{
    internal const string Navigation = "My pages";
    internal const string MyContributions = "My contributions";
    internal const string ReportPay = "Report my pay";
    internal const string AskForPause = "Ask for a pause";
    internal const string Complaints = "Complaints";
    internal const string Deduction = "Who pays";

    internal const string Standing = "{0}, my number {1}. As the fund's books stood on {2}.";
    internal const string IOweNow = "I have to pay now";
    internal const string IHavePaid = "I have paid";
    internal const string AtMostStill = "At most still to come";
    internal const string PaymentsStill = "Payments still to come";
    internal const string EndsAtLatest = "Ends at the latest with";
    internal const string NoLimit = "no limit";
    internal const string MonthsAfterStart = "{0} months after the first job";
    internal const string NothingMore = "nothing more";
    internal const string Ended = "ended";
    internal const string Credit = "I paid {0} more than was due. It is used for my next months; what is left over after two months comes back to me.";
    internal const string NothingToPay = "You owe nothing today.";

    internal const string WhatIPay = "What I pay, and why";
    internal const string ShareOfPay = "You pay {0}% of your pay before tax while you work abroad, and never more than {1} in all.";
    internal const string MemberFee = "You pay a membership fee for each new job abroad, and never more than {0} in all.";
    internal const string FloorCliff = "In a month with less than {0} you pay nothing.";
    internal const string FloorAbove = "You pay only from the part of your pay above {0}.";
    internal const string FloorTaper = "In a month with {0} or less you pay nothing. What you pay never brings your pay below {0}.";
    internal const string NotALoan = "This is not a loan: no interest, no late fee. You may change your employer. Nobody may keep your passport because of this.";
    internal const string WhenItEnds = "It ends as soon as you have paid {0}{1}{2}, or when you go home for good.";
    internal const string LowerToday = "Today {0} counts: it follows what the fund paid for you. It can grow, but never above {1}.";
    internal const string OrPayments = ", or made {0} payments";
    internal const string OrMonth = ", or at the end of {0}";

    internal const string HowIPay = "How I pay";
    internal const string EmployerPays = "You allowed your employer to keep it from your pay. What your employer keeps counts as paid by you on that day.";
    internal const string TransferLead = "Pay by bank transfer. Write the reference exactly so: by it we know that the money is yours.";
    internal const string Account = "Account";
    internal const string Reference = "Reference";
    internal const string NoAccount = "Ask the fund for the account";

    internal const string MonthByMonth = "Month by month";
    internal const string Pay = "Pay";
    internal const string Share = "Share";
    internal const string Due = "Due";
    internal const string Paid = "Paid";
    internal const string StillOpen = "Still to pay";
    internal const string WrittenOff = "Given up";
    internal const string HowItCame = "How it was worked out";
    internal const string Together = "Together";
    internal const string NotReported = "not known yet";
    internal const string Fees = "Membership fees";
    internal const string FeeTerm = "{0} to {1}";
    internal const string NoMonths = "You have not started a job yet. Your first month shows here once it is settled.";
    internal const string Download = "My statement as PDF";
    internal const string DownloadLead = "To keep, to print, or to show to somebody you trust.";

    internal const string WhomIAsk = "Whom I ask, where I complain";
    internal const string Questions = "Questions";
    internal const string ComplainTo = "Complaints";
    internal const string Wrong = "If a number here is wrong, tell us. We look at it again.";
    internal const string NotSettled = "Nothing is settled yet. Come back after the end of the month.";
    internal const string NoAgreement = "You have not agreed to pay anything. You owe nothing.";
    internal const string CannotState = "Your account cannot be shown today. What you owe does not change by it.";

    internal const string PayLead = "Tell us what you earned, as your payslip says it. Your employer's report takes its place when it comes.";
    internal const string Job = "Job";
    internal const string Month = "Month";
    internal const string Gross = "Pay before tax";
    internal const string Net = "Pay after tax, if you know it";
    internal const string AmountHint = "Digits and a point, for example 1250.00";
    internal const string NoJobs = "The fund knows no job of yours. Tell whoever enrolled you where you work.";
    internal const string Check = "Go on";
    internal const string Change = "Change it";
    internal const string IsThisRight = "Is this right?";
    internal const string NothingKept = "Nothing has been sent yet.";
    internal const string YesPay = "Yes, report {0} for {1}";
    internal const string PaySummary = "{0} before tax{1}, from {2}, for {3}.";
    internal const string AfterTax = " and {0} after tax";
    internal const string PayReplaces = "It takes the place of {0} that you reported before.";
    internal const string PayThanks = "We have it: {0} before tax, from {1}, for {2}. What you owe of it shows after the month is settled.";
    internal const string Reports = "What is known of my pay";
    internal const string ReportsCaption = "Pay by month, the newest first";
    internal const string NoReports = "No pay of yours is known yet. It shows here once you or your employer have reported it.";
    internal const string Employer = "Employer";
    internal const string Source = "Told by";
    internal const string ReportedOn = "On";

    internal const string PauseLead = "Ask for a pause when you are in need. In a month that a pause touches you pay nothing. Somebody at the fund decides; until then months owe as before.";
    internal const string From = "First day";
    internal const string To = "Last day, if you know it";
    internal const string DateHint = "Year-month-day, for example 2025-01-31";
    internal const string Reason = "Why";
    internal const string Choose = "choose";
    internal const string YesPause = "Yes, ask for a pause from {0}";
    internal const string PauseSummary = "A pause of what you ({0}) pay, from {1} {2}, because of {3}.";
    internal const string ToDay = "to {0}";
    internal const string OpenEnd = "without an end for now";
    internal const string PauseThanks = "We have it: you asked for a pause from {0} {1}. It counts once somebody at the fund has granted it.";
    internal const string Pauses = "My pauses";
    internal const string PausesCaption = "Pauses, the newest first";
    internal const string NoPauses = "You never had a pause. In a pause you pay nothing: ask for one when you are in need.";
    internal const string Stands = "Where it stands";
    internal const string CountsTo = "counts to {0}; the rest waits";

    internal const string GrievanceLead = "A complaint is free. It may be about the fund, the provider or your employer, and nobody punishes you for one.";
    internal const string About = "What it is about";
    internal const string Severity = "How bad it is";
    internal const string WhichJob = "Which job";
    internal const string NoJobOrAll = "no job, or all of them";
    internal const string Text = "What happened, in your own words, if you like";
    internal const string TextHint = "Only people who handle complaints read it.";
    internal const string YesGrievance = "Yes, complain about {0}";
    internal const string GrievanceSummary = "A complaint of {0} about {1}, {2}{3}.";
    internal const string InJob = ", at {0}";
    internal const string SeriousMeans = "While a serious complaint is open you pay nothing, and the provider is not paid for this job.";
    internal const string GrievanceThanks = "We have it. Your complaint has the number {0}.";
    internal const string GrievancesCaption = "Complaints, the newest first";
    internal const string NoGrievances = "You never complained. If something is wrong, say it above.";
    internal const string AboutComplaint = "About {0}, {1}";
    internal const string NumberSince = "Number {0}, since {1},";
    internal const string NumberClosed = "Number {0}, since {1}, closed on {2}: {3}.";
    internal const string Open = "open";
    internal const string LooksIntoIt = "Somebody looks into it since {1}: {0}.";
    internal const string WaitsForSomebody = "Somebody at the fund will look into it.";
    internal const string AnsweredOn = "Answer of {0}, {1}:";
    internal const string Erased = "The text was erased.";
    internal const string AppealedAs = "You did not agree. It is looked at again under the number {0}.";
    internal const string AppealOf = "You did not agree with how {0} ended. This is the second look at it.";
    internal const string IDoNotAgree = "I do not agree";
    internal const string AppealLead = "You may say once that you do not agree with how a complaint ended. Somebody else than who answered you looks at it again.";
    internal const string Complaint = "Complaint";
    internal const string WhyNotAgree = "Why you do not agree";
    internal const string AppealSummary = "{0} does not agree with how {1}, about {2}, ended.";
    internal const string YesAppeal = "Yes, I do not agree";

    internal const string DeductionLead = "You pay yourself, or you allow your employer to keep it from your pay. You can take that permission back at any time. What you owe stays the same.";
    internal const string Agreement = "Agreement";
    internal const string IsDeducted = "Your employer may keep it from your pay, since {0}.";
    internal const string NeverDeducted = "You pay yourself.";
    internal const string WasWithdrawn = "You took the permission back on {0}. What your employer keeps until {1} still counts as paid by you. After that you pay yourself.";
    internal const string TakeBack = "Take the permission back";
    internal const string WithdrawSummary = "No employer may keep anything of {0} for agreement {1} any more, from {2} on. What is kept until {3} still counts as paid by you; after that you pay yourself.";
    internal const string YesWithdraw = "Yes, take it back from {0} on";
    internal const string NoAgreements = "You have not agreed to pay anything.";

    internal static string Why(ContributionReason reason, bool isReportMissing) => reason switch
    {
        ContributionReason.None when isReportMissing => "We do not know your pay yet. Report it, and we look at the month again.",
        ContributionReason.None => "",
        ContributionReason.NoConsent => "Nothing due: it was before you agreed.",
        ContributionReason.Ended => "Nothing due: your time with the fund had ended.",
        ContributionReason.Completed => "Nothing due: you had paid what counted until then.",
        ContributionReason.WindowOver => "Nothing due: the time for paying was over.",
        ContributionReason.Grace => "Nothing due: the first months are free.",
        ContributionReason.NotAbroad => "Nothing due: you were not working abroad.",
        ContributionReason.Paused => "Nothing due: a pause or an open serious complaint.",
        ContributionReason.Tier => "Nothing due: the job was not good enough.",
        ContributionReason.BelowFloor => "Nothing due: the pay is all yours.",
        ContributionReason.MissingReport => "We do not know your pay yet. Report it, and we look at the month again.",
        ContributionReason.ShareLimit => "Nothing due: other payments already take enough of your pay.",
        ContributionReason.TooSmall => "Nothing due: it was too small to ask for.",
        ContributionReason.NoRate => "We wait for an exchange rate.",
        _ => reason.Code(),
    };

    internal static string Of(WageSource source) => source switch
    {
        WageSource.Payroll => "my employer",
        WageSource.Payslip => "my payslip",
        _ => "myself",
    };

    internal static string Of(PauseStanding standing) => standing switch
    {
        PauseStanding.Granted => "granted",
        PauseStanding.Rejected => "not granted",
        _ => "waits for the fund",
    };

    internal static string Of(Severity severity) => severity switch
    {
        WelfareFund.People.Severity.Serious => "serious: I am in danger, not paid, or kept against my will",
        WelfareFund.People.Severity.Moderate => "bad: it has to change soon",
        _ => "small: it should be better",
    };

    internal static string Of(GrievanceOutcome? outcome) => outcome switch
    {
        GrievanceOutcome.Upheld => "you were right",
        GrievanceOutcome.PartlyUpheld => "you were partly right",
        GrievanceOutcome.NotUpheld => "it was not found to be so",
        GrievanceOutcome.Settled => "settled with you",
        GrievanceOutcome.Withdrawn => "you took it back",
        _ => "",
    };

    /// <summary>What a field is called in the form.</summary>
    internal static string OfField(string field) => field switch
    {
        "job" => Job,
        "month" => Month,
        "gross" => Gross,
        "net" => Net,
        "from" => From,
        "to" => To,
        "reason" => Reason,
        "category" => About,
        "severity" => Severity,
        "text" => Text,
        "agreement" => Agreement,
        "grievance" => Complaint,
        "why" => WhyNotAgree,
        _ => "",
    };
}
