using WelfareFund.People;
using WelfareFund.Refusals;

namespace WelfareFund.Web.Desk;

/// <summary>The texts of the pages with which an administrator calls, distributes, pays, pauses and corrects, in English.</summary>
internal static class DeskTexts
{
    internal const string NothingStandsHere = "nothing stands here";
    internal const string WaitsForAnother = "Another person approves before anything is posted.";
    internal const string On = "Accounting date";
    internal const string OnHint = "in the open month {0}; empty: today";
    internal const string Choose = "choose";
    internal const string Propose = "Propose it";
    internal const string Day = "2025-01-31";

    internal const string Capital = "Capital";
    internal const string CapitalLead = "What each investor committed, what of it was called and paid in, and what may still be called.";
    internal const string Holdings = "Commitments";
    internal const string HoldingsCaption = "By rank of the tranche and investor, at the end of the last month that was posted";
    internal const string NoHoldings = "Nobody has committed capital yet. Commitments come with their file, once they are signed.";
    internal const string OpenCalls = "Open calls";
    internal const string OpenCallsCaption = "Called and not paid in yet, the open month’s calls too, the oldest first";
    internal const string NoOpenCalls = "No call is open: what was called is paid in.";
    internal const string CapitalAccounts = "What each account is worth: the report of capital accounts";
    internal const string CallCapital = "Call capital";
    internal const string CallLead = "From everybody pro rata to what is unfunded, or by rank, as the terms say. The notices say what it is for.";
    internal const string AmountInBase = "Amount in {0}";
    internal const string AmountField = "Amount";
    internal const string DueOn = "Due on";
    internal const string Purpose = "What it is for";
    internal const string ProposeCall = "Propose the call";
    internal const string Distribute = "Distribute";
    internal const string DistributeLead = "By the waterfall of the terms, over the books as of the day.";
    internal const string AmountOrAll = "Amount in {0}; empty for all that may be distributed";
    internal const string Recallable = "Capital that may be called again";
    internal const string RecallableHint = "an amount, or a share such as 25%; empty for none";
    internal const string WindDown = "The fund ends";
    internal const string WindDownHint = "nothing is recycled or kept in reserve";
    internal const string ProposeDistribution = "Propose the distribution";
    internal const string Transfer = "Transfer an interest";
    internal const string TransferLead = "With its commitment and what was paid in. No call of it may be open.";
    internal const string Interest = "Interest";
    internal const string TakesOver = "Investor who takes it over";
    internal const string Share = "Part of it";
    internal const string ShareHint = "a number such as 0.25; empty for all of it";
    internal const string ProposeTransfer = "Propose the transfer";
    internal const string ChooseInterest = "choose one of the list";

    internal const string Payees = "Bank details";
    internal const string ToPayees = "Payees’ bank details";
    internal const string PayeesLead = "Whom the fund pays, and on which account. Nobody sees more of it than its last four letters.";
    internal const string PayeesCaption = "Payees {0} to {1} of {2}";
    internal const string NoPayees = "Nobody is known whom the fund could pay. Providers, investors and payees come with their files.";
    internal const string Payee = "Payee";
    internal const string File = "File";
    internal const string InForce = "In force";
    internal const string NoAccount = "none: is not paid";
    internal const string WaitsFor = "What waits";
    internal const string NothingWaits = "nothing";
    internal const string Change = "Change";
    internal const string ChangeOf = "Change the account of {0}";
    internal const string ChangeLead = "In force: {0}. The new account counts some days after another person approved, and nobody is paid on either before that. Write it from the payee’s own paper, and ask them by a way you know.";
    internal const string Iban = "IBAN";
    internal const string AccountNumber = "Account, where there is no IBAN";
    internal const string Bic = "BIC of the account’s bank";
    internal const string ProposeChange = "Propose the change";
    internal const string Changes = "Changes";
    internal const string ChangesCaption = "Every change that was proposed, the newest first";
    internal const string NoChanges = "No account was ever changed.";
    internal const string NewAccount = "New account";
    internal const string CountsFrom = "Counts from";

    internal const string Pauses = "Pauses";
    internal const string ToPauses = "Grant a pause";
    internal const string PausesLead = "Nothing is due of the months that a pause touches. One of more than {0} days counts its first days at once, and the rest when another person approves.";
    internal const string PausesCaption = "Pauses of {0}, the newest first";
    internal const string NoPauses = "The worker has no pause.";
    internal const string GrantPause = "Grant a pause";
    internal const string GrantLead = "To end a pause that is still open, name its first day and its reason again, with the last day.";
    internal const string FirstDay = "First day";
    internal const string LastDay = "Last day, if it is known";
    internal const string Lasts = "lasts";
    internal const string Why = "Reason";
    internal const string GrantedBy = "Granted by";
    internal const string Grant = "Grant it";
    internal const string Granted = "The pause from {0} counts.";

    internal const string Grievances = "Grievances";
    internal const string ToGrievances = "Answer a grievance";
    internal const string GrievancesLead = "What the worker complained of. While a serious one is open nothing is due, and the provider’s payments for the job wait.";
    internal const string GrievancesCaption = "Grievances of {0}, the newest first";
    internal const string NoGrievances = "The worker has not complained of anything.";
    internal const string Grievance = "Grievance";
    internal const string About = "About";
    internal const string Severity = "How bad";
    internal const string Job = "Job";
    internal const string RaisedOn = "Raised on";
    internal const string Says = "What it says";
    internal const string NoText = "nothing was written";
    internal const string Standing = "How it stands";
    internal const string ClosedAs = "{0}, {1}";
    internal const string Close = "Close a grievance";
    internal const string CloseLead = "The worker reads the answer, and may say once that they do not agree: another person looks at that. What it held goes on from the day after its last.";
    internal const string ClosedOn = "Last day it was open";
    internal const string Outcome = "How it ended";
    internal const string CloseIt = "Close it";
    internal const string Closed = "{0} is closed.";
    internal const string OpenGrievances = "Open grievances";
    internal const string OpenGrievancesLead = "Serious ones first, then the oldest. A serious one pauses what the worker owes and holds the provider’s payments for the job until it is closed.";
    internal const string OpenGrievancesCaption = "{0} of {1} open grievances";
    internal const string NoOpenGrievances = "No worker’s grievance is open.";
    internal const string HandledBy = "Who handles it";
    internal const string Since = "{0}, since {1}";
    internal const string Nobody = "nobody yet";
    internal const string TakeOn = "Handle a grievance";
    internal const string TakeOnLead = "The worker reads your name and the day. Whoever says so last handles it.";
    internal const string TakeItOn = "I handle it";
    internal const string NowTakenOn = "You handle {0}.";
    internal const string AnswerIt = "Answer the worker";
    internal const string AnswerLead = "In plain words. What is written stays, and the worker reads it with your name.";
    internal const string Answer = "Answer to the worker";
    internal const string AnswerHint = "May be empty where the worker took it back.";
    internal const string SendAnswer = "Answer";
    internal const string NowAnswered = "The worker reads your answer to {0}.";
    internal const string SaidSince = "Said since";
    internal const string AppealOf = "appeal of {0}";
    internal const string Erased = "The text was erased.";

    internal const string ManualEntry = "Manual entry";
    internal const string ToManualEntry = "Make a manual entry";
    internal const string ManualEntryLead = "It moves what is income or expense to another such account. What a fact told is corrected by another fact.";
    internal const string MakeEntry = "Make an entry";
    internal const string Lines = "Lines; amounts in {0}";
    internal const string LineAccount = "Account of line {0}";
    internal const string LineDebit = "Debit of line {0}";
    internal const string LineCredit = "Credit of line {0}";
    internal const string Line = "Line {0}";
    internal const string NoAccountChosen = "an amount stands here and no account";
    internal const string ChooseAccount = "choose the account";
    internal const string NoAmount = "an account stands here and no amount";
    internal const string OneSide = "a debit and a credit both stand here";
    internal const string KeepOne = "keep one of the two";
    internal const string WriteOne = "write its debit or its credit";
    internal const string Reason = "Why, for whoever approves";
    internal const string ProposeEntry = "Propose the entry";
    internal const string ReverseEntry = "Take an entry back";
    internal const string ReverseLead = "The same entry the other way round, linked to the first.";
    internal const string EntryNumber = "Number of the manual entry";
    internal const string WriteANumber = "write its number, such as M-1";
    internal const string ProposeReversal = "Propose the reversal";
    internal const string TakeBack = "Take it back";

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["--amount"] = AmountField,
        ["--due"] = DueOn,
        ["--purpose"] = Purpose,
        ["--on"] = On,
        ["--recallable"] = Recallable,
        ["--wind-down"] = WindDown,
        ["--from"] = Interest,
        ["--to"] = TakesOver,
        ["--tranche"] = Interest,
        ["--share"] = Share,
        ["--debit"] = Texts.Debit,
        ["--credit"] = Texts.Credit,
        ["--reverse"] = EntryNumber,
        ["--reason"] = Reason,
        ["iban"] = Iban,
        ["account"] = AccountNumber,
        ["bic"] = Bic,
        ["name"] = Payee,
        ["from"] = FirstDay,
        ["to"] = LastDay,
        ["reason"] = Why,
        ["grievance_id"] = Grievance,
        ["closed_on"] = ClosedOn,
        ["outcome"] = Outcome,
        ["answer"] = Answer,
    };

    /// <summary>When, by whom, and for an appeal the grievance that carries it.</summary>
    internal static string Of(GrievanceWordKind kind) => kind switch
    {
        GrievanceWordKind.TakenOn => "{0}, {1} handles it",
        GrievanceWordKind.Answered => "{0}, {1} answered:",
        _ => "{0}, appealed as {2}",
    };

    /// <summary>Where the form has a field, the command line has an option and a file a column.</summary>
    internal static Refusal InTheForm(Refusal refusal) => refusal with { Where = string.Join(", ", refusal.Where.Split(", ").Select(place => Fields.GetValueOrDefault(place, place))) };
}
