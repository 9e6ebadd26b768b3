using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Web;

/// <summary>Every text of the pages, in English.</summary>
internal static class Texts
{
    internal const string Product = "WelfareFund";
    internal const string SkipToContent = "Skip to the content";
    internal const string Funds = "Funds";
    internal const string FundsLead = "Every figure here opens to the entries behind it, and every entry to what it came from.";
    internal const string NoFunds = "There is no fund whose books you read.";
    internal const string NoFundsRemedy = "Whoever runs the system gives you a role in a fund. Started with --demo, an empty database is filled with sample funds.";
    internal const string SampleFund = "sample fund";
    internal const string SignIn = "Sign in";
    internal const string SignOut = "Sign out";
    internal const string SignOutLead = "Your session on this browser ends.";
    internal const string SignedInAs = "Signed in as {0}.";
    internal const string Name = "Name";
    internal const string Password = "Password";
    internal const string SignInWrong = "Nobody of this name has this password. Names are written as they were given to you.";
    internal const string CodeOrRecovery = "The code that your authenticator shows, or one of your recovery codes";
    internal const string CodeWrong = "This is not the code that is right now. Look at your authenticator again.";
    internal const string SecondFactor = "Second factor";
    internal const string SecondFactorLead = "Whoever proposes or decides what moves money signs in with a password and a code that only their own device shows, or with a passkey.";
    internal const string SecondFactorIsOn = "You sign in with a password and with a code of your authenticator.";
    internal const string BeginLead = "You need an authenticator: a program on your phone or computer that shows six figures, new ones every half minute.";
    internal const string AnotherDevice = "With another device the old one shows codes that are worth nothing any more.";
    internal const string CodeNow = "The code that the old one shows now";
    internal const string Begin = "Begin";
    internal const string SecretLead = "Give this key to your authenticator. It is shown to nobody else.";
    internal const string OpenAuthenticator = "Open it in an authenticator on this device";
    internal const string CodeShown = "The six figures that it shows";
    internal const string TurnOn = "Turn it on";
    internal const string RecoveryCodesLead = "It is on. Each of these codes signs you in once where the device is lost. Write them down: they are not shown again.";
    internal const string Passkeys = "Passkeys";
    internal const string Passkey = "Passkey";
    internal const string PasskeysLead = "A passkey lies on your phone, your computer or a key of its own, and signs you in alone: your finger, your face or its PIN says that it is you. Add one on two devices, so that you get in when one is lost.";
    internal const string NoPasskeys = "You have no passkey yet.";
    internal const string PasskeysCaption = "Your passkeys, the oldest first";
    internal const string PasskeyFor = "What the passkey is on";
    internal const string PasskeyForHint = "For example “my phone”: so that you know which one to remove.";
    internal const string AddedOn = "Added";
    internal const string AddPasskey = "Add a passkey";
    internal const string RemovePasskey = "Remove";
    internal const string RemoveThisPasskey = "Remove {0}, added {1}";
    internal const string PasskeyAdded = "It is added. From now on it signs you in.";
    internal const string PasskeyRemoved = "It signs nobody in any more, and your sessions on other devices end. Remove it on the device, too.";
    internal const string SignInByPasskey = "Sign in with a passkey";
    internal const string PasskeyWrong = "This passkey does not sign you in: it was removed, or its answer does not fit what was asked just now. Try once more, or sign in with your password.";
    internal const string PasskeyNotAdded = "Nothing was added: what the device answered does not fit what it was asked just now. Press the button once more.";
    internal const string PasskeyNotUsed = "The browser got no passkey from your device. Try once more, or sign in with your password.";
    internal const string PasskeyNotMade = "The browser got no new passkey from your device: you stopped it, or the device has one of yours already.";
    internal const string SignInByPasskeyFirst = "You have signed in with a password alone. Sign out, and sign in with your passkey: then you can change your passkeys and your authenticator.";
    internal const string TooManyPasskeys = "You have twenty passkeys. Remove one first.";
    internal const string AuthenticatorCode = "The code that your authenticator shows now";
    internal const string SignInLocked = "Too many wrong passwords: nobody can sign in under this name for fifteen minutes. If that was not you, tell your administrator.";
    internal const string TimeZone = "Dates are the fund's, in {0}.";
    internal const string DatesAreIso = "Dates are year-month-day; amounts carry their ISO 4217 currency.";
    internal const string FundNavigation = "Pages of the fund";
    internal const string Path = "Where you are";

    internal const string NothingHere = "There is nothing at this address.";
    internal const string NothingHereRemedy = "It may have been mistyped, or it names something that does not exist.";
    internal const string BackToFunds = "See the funds there are";
    internal const string NotUnderstood = "This was not understood.";
    internal const string NothingChanged = "Nothing was changed.";
    internal const string Failed = "Something went wrong on our side.";
    internal const string FailedRemedy = "What was under way is undone, and nothing of it was kept. Try again; if it stays, the program's error output says why.";
    internal const string WrongHost = "The pages answer under this machine's own name only: http://localhost";
    internal const string NoDate = "“{0}” is no date";
    internal const string WriteADate = "write it as 2025-01-31";
    internal const string NoNumber = "“{0}” is no number";
    internal const string WriteANumber = "write digits only, for example 1250";

    internal const string Overview = "Overview";
    internal const string Fund = "Fund";
    internal const string Cash = "In the bank";
    internal const string PaidIn = "Capital paid in";
    internal const string ContributionsToDate = "Contributions due, to date";
    internal const string OutcomesToDate = "Outcomes owed, to date";
    internal const string MonthsSealed = "Months sealed";
    internal const string NoneYet = "none yet";
    internal const string Through = "{0}, through {1}";
    internal const string BooksOf = "{0} entries in the books; terms version {1}.";

    internal const string WhereIsTheMonth = "Where the months are";
    internal const string OpenMonth = "{0} is open.";
    internal const string OpenMonthIs = "{0} is open: its settlement is {1}.";
    internal const string NotCalculated = "It has not been calculated yet.";
    internal const string Month = "Month";
    internal const string State = "State";
    internal const string Lines = "Lines";
    internal const string LogSize = "Log size";
    internal const string Root = "Root";
    internal const string NotSealed = "not sealed";
    internal const string MonthsCaption = "Months, the newest first";
    internal const string NoMonths = "No month has been calculated yet. Import the fund's files, then settle its first month.";
    internal const string TotalLines = "{0} months";

    internal const string WhatNeedsYou = "What has to be done";
    internal const string NothingNeedsYou = "Nothing: whatever comes next runs by itself.";
    internal static readonly (string One, string More) WaitForYou = ("{0} proposal waits for your decision", "{0} proposals wait for your decision");
    internal static readonly (string One, string More) WaitForAnother = ("{0} proposal waits for a second person", "{0} proposals wait for a second person");
    internal static readonly (string One, string More) YoursWait = ("{0} proposal of yours waits for another person", "{0} proposals of yours wait for another person");
    internal static readonly (string One, string More) PaymentsInNoBatch = ("{0} payment is instructed and in no batch", "{0} payments are instructed and in no batch");
    internal static readonly (string One, string More) NobodyHandles = ("{0} worker’s grievance is open and nobody handles it", "{0} workers’ grievances are open and nobody handles them");
    internal const string MonthIsOver = "{0} is over and not calculated: the job settles it when it is due, and you can now";
    internal const string MonthGoesOn = "The settlement of {0} is {1} and goes on";
    internal const string VerifiedAt = "Verified {0}: {1}.";
    internal const string NotVerifiedYet = "The log has not been verified yet; that runs every night.";

    internal const string WhatWaits = "What waits";
    internal const string HeldCaption = "Held lines of {0}, by what they wait for";
    internal const string NothingHeld = "Nothing is held in {0}: every line was decided.";
    internal const string Reason = "Reason";
    internal const string Count = "Lines";
    internal const string Total = "Total";

    internal const string BankBalances = "Bank balances";
    internal const string BankCaption = "Bank balances, as the books have them";
    internal const string BankAccount = "Account";
    internal const string Balance = "Balance";
    internal const string Currency = "Currency";
    internal const string NoBanks = "No bank account has a balance yet.";

    internal const string ChartHeading = "Month by month";
    internal const string ChartTitle = "Contributions due and outcomes owed, by month, in {0}";
    internal const string ChartDescription = "Two bars for each sealed month from {0} to {1}. Contributions due were {2} in the last one, outcomes owed {3}. The table below has every figure.";
    internal const string ChartTable = "The chart's figures";
    internal const string ContributionsDue = "Contributions due";
    internal const string OutcomesOwed = "Outcomes owed";

    internal const string Settlement = "Settlement of {0}";
    internal const string SummaryCaption = "The lines in view, by kind and state";
    internal const string Kind = "Kind";
    internal const string Amount = "Amount";
    internal const string LinesCaption = "Lines {0} to {1} of {2}";
    internal const string LinesOf = "{0} of {1} lines";
    internal const string Line = "Line";
    internal const string Subject = "About";
    internal const string Effective = "Effective";
    internal const string Concerns = "Concerns";
    internal const string Why = "Why";
    internal const string AllKinds = "all kinds";
    internal const string AllStates = "all states";
    internal const string Show = "Show";
    internal const string ShowAll = "Show all lines";
    internal const string DownloadCsv = "This list as CSV";
    internal const string NoLines = "No line is of this kind and state.";
    internal const string NoLinesAtAll = "The month has no lines: nothing happened in it.";
    internal const string Entries = "Entries";
    internal const string Entry = "Entry";
    internal const string NoEntry = "This line posts no entry.";
    internal const string NoEntryYet = "This line has not posted its entries yet.";
    internal const string Pages = "Pages of the list";
    internal const string Previous = "Previous";
    internal const string Next = "Next";
    internal const string First = "First";
    internal const string PreviousMonth = "Month before";
    internal const string NextMonth = "Month after";
    internal const string Filter = "Filter the lines";

    internal const string TrialBalance = "Trial balance";
    internal const string AsOf = "As of";
    internal const string KnownAt = "Known at entry";
    internal const string KnownAtHint = "empty: all {0}";
    internal const string AsOfHint = "empty: everything posted";
    internal const string Restated = "Restated";
    internal const string RestatedHint = "count late entries in the month they concern";
    internal const string AllPosted = "All entries, whatever their date";
    internal const string AsOfCaption = "At the end of {0}";
    internal const string KnownCaption = ", from the first {0} entries";
    internal const string RestatedCaption = ", restated";
    internal const string Memorandum = "Memorandum accounts";
    internal const string MemorandumLead = "Off the balance sheet: what is promised, and how much of a maximum is left. They balance within themselves.";
    internal const string Account = "Account";
    internal const string Code = "Code";
    internal const string Type = "Type";
    internal const string Debit = "Debit";
    internal const string Credit = "Credit";
    internal const string Balanced = "Debits equal credits in every currency.";
    internal const string NotBalanced = "Debits and credits differ: the books are broken. Run verify before anything else.";
    internal const string NoBalances = "No account has a balance at this date.";

    internal const string AccountCaption = "Entries {0} to {1} of {2}, in the order of the log";
    internal const string Key = "What";
    internal const string Party = "Party";
    internal const string RunningBalance = "Balance after";
    internal const string NoEntries = "No entry was posted to this account.";
    internal const string NoBalance = "nothing";
    internal const string BalanceNow = "Balance now";
    internal const string DebitSide = "debit";
    internal const string CreditSide = "credit";
    internal const string TotalOfPage = "This page";

    internal const string EntryTitle = "Entry {0}";
    internal const string PostingsCaption = "Postings";
    internal const string Corridor = "Corridor";
    internal const string CostLine = "Cost line";
    internal const string EntryKey = "Key";
    internal const string WhoAndWhen = "Who, when, under what";
    internal const string MadeBy = "Made by";
    internal const string ApprovedBy = "Approved by";
    internal const string NobodyHadTo = "nobody had to";
    internal const string Run = "Settlement run";
    internal const string TermsVersion = "Terms version";
    internal const string RecordedAt = "Recorded at";
    internal const string LeafHash = "Leaf hash";
    internal const string WhereFrom = "Where it came from";
    internal const string FromLine = "Line {0} of the settlement of {1}";
    internal const string NoLine = "No settlement line posted this entry.";
    internal const string SiblingEntries = "The same line also posted";
    internal const string Corrects = "Corrects";
    internal const string CorrectedBy = "Corrected by";
    internal const string EntryBefore = "Entry before";
    internal const string EntryAfter = "Entry after";

    internal const string Jobs = "Jobs";
    internal const string JobsCaption = "What runs by itself, in the order in which it is done";
    internal const string AllWell = "Nothing broke off, and nothing was found that must not be.";
    internal const string NothingHasRun = "Nothing has run here yet.";
    internal const string NotWell = "{0} broke off or found what must not be. Look at what they need.";
    internal const string Job = "Job";
    internal const string Due = "Last due";
    internal const string Took = "Seconds";
    internal const string Result = "Result";
    internal const string NextDue = "Next";
    internal const string Outcome = "What came of it";
    internal const string Needs = "What it needs";
    internal const string NotYet = "not yet";
    internal const string Overdue = "due";
    internal const string NoNeed = "nothing";

    internal const string Approvals = "Approvals";
    internal const string ApprovalsLead = "Nothing that moves money counts on one person's word. Whoever proposed it never decides.";
    internal const string ApprovalsCaption = "Proposals, the oldest first";
    internal const string OnlyWaiting = "Only what waits";
    internal const string AlsoDecided = "Also what was decided";
    internal const string NothingWaits = "Nothing waits for a second person.";
    internal const string NothingProposed = "Nothing was ever proposed.";
    internal const string Proposal = "Proposal";
    internal const string ProposedBy = "Proposed by";
    internal const string ProposedAt = "Proposed at";
    internal const string ProposedByAt = "Proposed by {0}, {1}.";
    internal const string Votes = "Decided by";
    internal const string WhatItDoes = "What it does";
    internal const string NotShownAnyMore = "What it did or would have done is not shown any more.";
    internal const string EntriesToPost = "Entries it posts";
    internal const string DebitsIn = "Debits in {0}";
    internal const string FirstOf = "The first {0} of {1} entries; the command “approvals show” prints them all";
    internal const string AllOf = "All {0} entries, in the order of posting";
    internal const string Approve = "Approve";
    internal const string ApproveNumber = "Approve proposal {0}";
    internal const string YouProposed = "You proposed it yourself: somebody else decides.";
    internal const string Reject = "Reject";
    internal const string RejectWhy = "Why? It is kept for good.";
    internal const string RejectNumber = "Reject proposal {0}";
    internal const string DecisionsCaption = "Who decided";
    internal const string Who = "Who";
    internal const string When = "When";
    internal const string Decision = "Decision";

    internal const string Payments = "Payments";
    internal const string PaymentsLead = "What the bank is told to pay, the newest first, and how far each payment is.";
    internal const string PaymentsCaption = "Payments";
    internal const string NoPayments = "No payment was ever instructed. Settling a month instructs what is owed.";
    internal const string ReleaseLead = "What is instructed and in no batch goes to the bank once another person has released it.";
    internal const string ProposeBatches = "Propose batches";
    internal const string BatchWaits = "Batch {0}, {1} payments of {2} out of {3}, waits for another person";
    internal const string LeftOut = "Left out:";
    internal const string Instruction = "Payment";
    internal const string Payee = "Payee";
    internal const string Since = "Since";
    internal const string Batch = "Batch";
    internal const string InNoBatch = "in no batch yet";
    internal const string BankFile = "bank's file";

    internal const string SettlementTab = "Settlement";
    internal const string SettlementLead = "A month is calculated from everything that was told, approved by a second person, posted, paid and sealed.";
    internal const string GoOn = "What comes next";
    internal const string GoOnWith = "Go on with {0}";
    internal const string NextCalculate = "Everything told so far is calculated and proposed to another person.";
    internal const string NextPropose = "It is calculated again from everything told by now and proposed to another person.";
    internal const string NextPost = "What was approved is posted and paid; it goes on where it was.";
    internal const string NextSeal = "The books are compared with the bank, and the sealing is proposed to another person.";
    internal const string AtWork = "{0} is being settled.";
    internal const string SoFar = "By now: {0} {1}.";
    internal const string SoFarOf = "By now: {0} of {1} {2}.";
    internal const string LeaveAndComeBack = "You can leave this page: it goes on, and what came of it stands here.";
    internal const string LookAgain = "Look again";
    internal const string WaitsForAnother = "{0} {1} waits for another person";
    internal const string AllLinesOf = "All lines of {0} ({1})";

    internal const string Imports = "Import";
    internal const string ImportsLead = "A file comes in whole or not at all, and the same file again changes nothing. Check it first: nothing is kept of that.";
    internal const string KindOfFile = "What the file holds";
    internal const string File = "File";
    internal const string CheckOnly = "Check only";
    internal const string Import = "Import";
    internal const string NotImported = "Nothing of it was kept: {0} to be mended.";
    internal const string Imported = "{0}: {1} rows, {2} new, {3} known before.";
    internal const string WouldImport = "{0} is right: {1} rows, {2} of them new, {3} known before. Nothing was kept.";
    internal const string NeedsAnother = "Proposal {0} of it waits for another person";

    private static readonly Dictionary<string, string> Proposed = new(StringComparer.Ordinal)
    {
        ["settlement"] = "Settlement",
        ["sealing"] = "Sealing",
        ["payment-batch"] = "Payment batch",
        ["batch-withdrawal"] = "Withdrawal of a batch",
        ["bank-details"] = "Changed bank details",
        ["bank-lines"] = "Late bank lines",
        ["capital-call"] = "Capital call",
        ["capital-transfer"] = "Transfer of an interest",
        ["distribution"] = "Distribution",
        ["manual-entry"] = "Manual entry",
        ["allocation"] = "Allocation of a receipt",
        ["pause"] = "Long pause",
        ["terms"] = "Terms",
    };

    /// <summary>What one proposal is.</summary>
    internal static string OfProposal(string kind) => Proposed.GetValueOrDefault(kind) ?? string.Concat(kind[..1].ToUpperInvariant(), Words(kind).AsSpan(1));

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["administration"] = "Administration",
        ["advance"] = "Advances",
        ["advance-recovery"] = "Advances recovered",
        ["agreement"] = "Agreements",
        ["allowance"] = "Allowance for arrears",
        ["bank"] = "Bank lines",
        ["capital-call"] = "Capital calls",
        ["clawback"] = "Clawbacks",
        ["clawback-netting"] = "Clawbacks netted",
        ["collection"] = "Arrears collected",
        ["commitment"] = "Commitments",
        ["contract"] = "Contracts",
        ["contribution"] = "Contributions",
        ["deduction"] = "Employers' deductions",
        ["distributable-cash"] = "Distributable cash",
        ["distribution"] = "Distributions",
        ["employer-bond"] = "Employers' bonds",
        ["employer-share"] = "Employers' shares",
        ["enrolments"] = "Enrolments beyond free cash",
        ["exchange"] = "Currency purchases",
        ["forfeit"] = "Holdbacks forfeited",
        ["grant"] = "Grants spent",
        ["grant-end"] = "Grants ended",
        ["grant-reversal"] = "Grants unspent again",
        ["holdback"] = "Holdbacks released",
        ["holdback-retaken"] = "Holdbacks retaken",
        ["membership"] = "Membership fees",
        ["membership-earned"] = "Membership fees earned",
        ["outcome"] = "Outcomes",
        ["outcome-payer"] = "Outcome payers",
        ["oversight"] = "Oversight",
        ["oversight-reversal"] = "Oversight reversed",
        ["payment"] = "Payments",
        ["refund"] = "Refunds",
        ["reserve"] = "Reserve",
        ["savings"] = "Savings",
        ["true-up"] = "Yearly true-up",
        ["write-off"] = "Write-offs",
    };

    internal static string OfKind(string kind) => Kinds.GetValueOrDefault(kind) ?? string.Concat(kind[..1].ToUpperInvariant(), Words(kind).AsSpan(1));

    /// <summary>A code in words: <c>wage-report-missing</c> reads as it is written.</summary>
    internal static string Words(string code) => code.Replace('-', ' ');

    internal static string Of(LineState state) => state switch
    {
        LineState.Posts => "posts",
        LineState.Pays => "pays",
        LineState.Held => "held",
        LineState.Refused => "nothing due",
        LineState.Disclosed => "disclosed",
        _ => state.ToString(),
    };

    internal static string Of(AccountType type) => type switch
    {
        AccountType.Asset => "asset",
        AccountType.Liability => "liability",
        AccountType.Equity => "equity",
        AccountType.Income => "income",
        AccountType.Expense => "expense",
        AccountType.Trading => "trading",
        AccountType.Memorandum => "memorandum",
        _ => type.ToString(),
    };
}
