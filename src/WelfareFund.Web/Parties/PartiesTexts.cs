using WelfareFund.Statements;

namespace WelfareFund.Web.Parties;

/// <summary>Every text of the pages of investors and providers, in English.</summary>
internal static class PartiesTexts
{
    internal const string Home = "Start";
    internal const string Overview = "Overview";
    internal const string Documents = "Documents";

    internal const string Account = "Your account";
    internal const string AccountLead = "Your capital account in {0} on {1}. {2}";
    internal const string Sealed = "These figures stand on sealed books; the statement and its proof say the same.";
    internal const string NotSealedYet = "No month is sealed yet, so that the figures may still change.";
    internal const string NothingSealed = "No month of the fund is sealed yet. Once the first one is, you see here what you put in, what came back and what it changed.";
    internal const string PutIn = "You put in";
    internal const string OfCommitted = "of {0} committed";
    internal const string CameBack = "Came back";
    internal const string MayBeCalled = "{0} may still be called";
    internal const string Worth = "Worth now";
    internal const string WorthMeans = "if the net assets at book were paid out that day";
    internal const string Reached = "Workers reached";
    internal const string InJobs = "{0} of them in a job that day";
    internal const string ChartHeading = "Year by year";
    internal const string ChartTitle = "What you put in, what came back and what your account is worth, since inception, in {0}";
    internal const string ChartDescription = "Three bars for the end of each fiscal year and for {0}. By then {1} were paid in, {2} came back, and the account was worth {3}. The table below has every figure.";
    internal const string AtTheEndOf = "On";
    internal const string Changed = "What it changed";
    internal const string ChangedLead = "Every outcome is shown once among all who paid for it, and counts here by your share of its cost.";
    internal const string OutcomesCaption = "Accepted outcomes that your money paid for, by your share; amounts in {0}";
    internal const string ManyOutcomes = "This goes through every outcome that was accepted here, and they are many: it takes a while.";
    internal const string ShowChanged = "Show what your money changed";
    internal const string NoOutcomes = "No outcome was accepted yet that your money paid for.";
    internal const string Outcome = "Outcome";
    internal const string ThisQuarter = "This quarter";
    internal const string ThisYear = "This year";
    internal const string SinceInception = "Since inception";
    internal const string PaidForThem = "Your part of their cost";
    internal const string Commitments = "Commitments";
    internal const string CommitmentsCaption = "Since inception, by tranche, in {0}";
    internal const string NoCommitments = "No commitment was signed by that day. The fund’s administrator enters it once you have signed.";
    internal const string Tranche = "Tranche";
    internal const string Committed = "Committed";
    internal const string Called = "Called";
    internal const string PaidIn = "Paid in";
    internal const string Unfunded = "Unfunded";
    internal const string Recallable = "Of it recallable";
    internal const string RollForward = "How the account came to its balance";
    internal const string RollForwardCaption = "From the opening to the closing balance, in {0}";
    internal const string Step = "Step";
    internal const string Opening = "Opening balance";
    internal const string Closing = "Closing balance";
    internal const string Distributions = "Distributions";
    internal const string ContributionIncome = "Workers’ contributions";
    internal const string GrantIncome = "Grants";
    internal const string OutcomePayments = "Outcome payments";
    internal const string Administration = "Administration and oversight";
    internal const string ExchangeResult = "Exchange result";
    internal const string Losses = "Losses on receivables";
    internal const string Other = "Other";
    internal const string Returns = "Returns";
    internal const string ReturnsCaption = "Multiples and yearly rates since inception; the last column is each year for itself";
    internal const string PicMeans = "Paid-in ÷ committed";
    internal const string DpiMeans = "Distributions ÷ paid-in";
    internal const string RvpiMeans = "Capital account ÷ paid-in";
    internal const string TvpiMeans = "DPI + RVPI";
    internal const string Irr = "IRR";
    internal const string YearIrr = "IRR of the year";
    internal const string NoRate = "none";
    internal const string SeveralRates = "several";
    internal const string Lines = "Your lines of the quarter";
    internal const string LinesCaption = "Posted from {0} to {1}, in the order of the log, in {2}";
    internal const string NoLines = "Nothing was posted to your account from {0} to {1}.";
    internal const string What = "What";
    internal const string Notes = "Notes";
    internal const string ToDocuments = "Statements, notices and proofs to download";

    internal const string InvestorPapersLead = "Statements of sealed quarters, and notices of calls and distributions. Each PDF is drawn when you ask for it and registered under its number; the same figures stay the same document.";
    internal const string ProviderPapersLead = "A remittance advice for each month that was settled: what was paid, for which claims, what is owed and what is held back. Each PDF is drawn when you ask for it and registered under its number.";
    internal const string PapersCaption = "What you can download, the newest first";
    internal const string NoPapers = "There is nothing to download yet. The first document comes with the first month that is settled and sealed.";
    internal const string AsOf = "As of";
    internal const string Paper = "Document";
    internal const string Register = "Number";
    internal const string Version = "version {0}";
    internal const string NotDrawn = "not asked for yet";
    internal const string Files = "Files";
    internal const string PdfOf = "{0} {1} of {2} as PDF";
    internal const string Proof = "Proof";
    internal const string ProofOf = "Proof of the statement of {0}";
    internal const string ToCheckProof = "Check a proof or a PDF";

    internal const string CheckProof = "Check a proof";
    internal const string CheckProofLead = "Give the proof that came with a statement, or a PDF that a fund here issued. A proof shows with nothing but itself that its lines stand in the fund’s sealed books.";
    internal const string ProofFile = "The file: proof.json, or a PDF";
    internal const string ProofText = "Or the proof’s text, pasted";
    internal const string Check = "Check it";
    internal const string NoProofGiven = "nothing came with the form";
    internal const string NoProofGivenRemedy = "choose a file, or paste the proof’s text";
    internal const string ProofTooLong = "the file has more than 8 megabytes";
    internal const string ProofTooLongRemedy = "check it with the command “verify --proof”";
    internal const string ProofFails = "It does not hold. Do not rely on it.";
    internal const string ProofHolds = "It holds: its {0} entries are in the books of {1}, sealed for {2}.";
    internal const string ProofMeans = "Nothing in it was changed since the books were sealed. It does not prove that no entry is missing.";
    internal const string SealInTheBooks = "The fund’s books here carry this very seal.";
    internal const string SealNotKnown = "You see no such fund here: compare the key below with the one that the fund publishes.";
    internal const string Signed = "Signed with the key";
    internal const string ProvenCaption = "What it proves";
    internal const string ProvenFirst = "What it proves: the first {0} of {1} entries";
    internal const string DocumentHolds = "It is genuine: document {0}, version {1}, byte for byte.";
    internal const string DocumentIs = "{0} of {1} as of {2}.";
    internal const string DocumentSuperseded = "Version {0} took its place since: use that one.";

    internal const string ProviderLead = "Your account with {0} on {1}.";
    internal const string PaidInto = "You are paid into the account that ends with {0}.";
    internal const string NoAccount = "No bank account of yours is on file, so that nothing can be paid. Tell the fund’s administrator.";
    internal const string NoContractYet = "Nothing of your contracts is in the books yet.";
    internal const string Owed = "Owed to you";
    internal const string OwedMeans = "accepted, and not yet instructed";
    internal const string HeldBack = "Held back";
    internal const string HeldBackMeans = "owed once the job has proved itself";
    internal const string OnTheWay = "On its way";
    internal const string OnTheWayMeans = "the bank was told to pay";
    internal const string Advance = "Advance";
    internal const string AdvanceMeans = "paid to you and not yet earned";
    internal const string AdvanceIs = "{0}, earned back by {1} of each payout";
    internal const string ToReturn = "To return";
    internal const string ToReturnMeans = "taken back; comes off the next payouts";
    internal const string WhereClaimsAre = "Where your claims are";
    internal const string ByStateCaption = "Claims by state";
    internal const string Means = "What it means";
    internal const string Payments = "Payments";
    internal const string PaymentsCaption = "Instructed or carried out from {0} to {1}, and what is still on its way";
    internal const string NoPayments = "Nothing was paid since {0}. Months before are in your documents.";
    internal const string On = "On";
    internal const string WhenPaid = "When you are paid";
    internal const string OwedCaption = "Owed and not yet instructed, in the order in which it will be paid";
    internal const string OwedFirst = "Owed and not yet instructed: the first {0} of {1}, in the order in which they will be paid";
    internal const string OwedByClaim = "What is owed, claim by claim, is in the list of your approved claims.";
    internal const string NextSettlement = "paid with the next settlement";
    internal const string Expected = "Expected by";

    internal const string Claims = "Claims";
    internal const string Claim = "Claim";
    internal const string ClaimsLead = "Every claim under your contracts, where it is, why, and when money is expected.";
    internal const string FilterClaims = "Filter the claims";
    internal const string ClaimsCaption = "{0} of {1} claims, the newest first";
    internal const string SomeClaimsCaption = "{0} claims, the newest first";
    internal const string ManyClaims = "There are more than {0} claims under your contracts.";
    internal const string CountThem = "Count and add up all of them";
    internal const string NoneSoFar = "Among the {0} claims that were looked through here, none is in this state.";
    internal const string LookFurther = "Look through older claims";
    internal const string TotalClaims = "All {0} claims of this list";
    internal const string ShowAll = "Show all claims";
    internal const string NoClaims = "There are no claims yet.";
    internal const string NoClaimsOfState = "No claim is in this state.";
    internal const string Contract = "Contract";
    internal const string Worker = "Worker";
    internal const string Submitted = "Submitted";
    internal const string Achieved = "Achieved";
    internal const string Evidence = "Evidence";
    internal const string HowDecided = "How it was decided";
    internal const string WaitsFor = "Waits for";
    internal const string PaidBy = "Paid by";

    internal const string Appeal = "Appeal";
    internal const string AppealedBy = "Written by {0}, {1}.";
    internal const string Erased = "The text was erased.";
    internal const string AppealThis = "Appeal";
    internal const string AppealLead = "You can ask once for another decision. Nothing is paid and no decision changes by it: whoever runs the fund passes it on to the verifier, whose next decision is the last one.";
    internal const string AppealWhy = "Why is the decision wrong? Name no more people than it needs.";
    internal const string AppealClaim = "Appeal {0}";
    internal const string AppealTaken = "Your appeal is kept, and whoever runs the fund sees it. The verifier’s next decision answers it.";
    internal const string ToAppeals = "Appeals of providers";
    internal const string AppealsTitle = "Appeals";
    internal const string AppealsLead = "Providers’ wishes to have a claim decided again. What the verifier decides comes in as a file of decisions; one that the contract refused is answered by the facts it lacks.";
    internal const string AppealsCaption = "Appeals, what waits first";
    internal const string NoAppeals = "No claim was ever appealed.";
    internal const string ProviderHead = "Provider";
    internal const string AppealSays = "What it says";
    internal const string Waits = "open";
    internal const string Decided = "decided again";

    internal const string BringClaims = "Bring claims";
    internal const string UploadLead = "A file of claims comes in whole or not at all, and the same file again changes nothing. Check it first: nothing is kept of that.";
    internal const string YourFile = "Your file";
    internal const string FileOfClaims = "CSV in UTF-8, with the columns of the template";
    internal const string TakeIn = "Take it in";
    internal const string NoFile = "no file came with the form";
    internal const string NoFileRemedy = "choose your file of claims";
    internal const string NothingTaken = "Nothing of it was taken in: {0} to be mended.";
    internal const string Taken = "{0} is taken in: {1} rows, {2} new, {3} known before.";
    internal const string SeeClaims = "See your claims";
    internal const string HowItLooks = "How a file looks";
    internal const string DownloadTemplate = "Download the template";
    internal const string TemplateLead = "and fill in a row for each claim.";
    internal const string ColumnsCaption = "Columns, in any order";
    internal const string Column = "Column";
    internal const string Holds = "Holds";
    internal const string ByProgram = "A program can bring them, too:";
    internal const string ToApi = "How the API works";
    internal const string ToApiKeys = "Your API keys";

    internal const string Contracts = "Contracts";
    internal const string ContractsLead = "Prices, what is left of what a contract may pay, and its terms, as they hold now. A worker keeps the prices of the day of enrolment.";
    internal const string NoContracts = "No contract of yours is in the fund’s terms.";
    internal const string Holds2 = "Holds";
    internal const string FromTo = "from {0} to {1}";
    internal const string Corridors = "Corridors";
    internal const string Maximum = "Pays at most";
    internal const string LeftOf = "{1}, of which {0} is left";
    internal const string NoMaximum = "no maximum";
    internal const string PerWorker = "For one worker at most";
    internal const string HoldbackIs = "{0} of each amount, until {1}";
    internal const string ClaimTimes = "Times";
    internal const string ClaimTimesAre = "claim from {0} to {1} days after achievement; paid within {2} days of acceptance; evidence can take an outcome back for {3} days";
    internal const string PricesFrom = "Prices of {0} from {1}";
    internal const string PricesCaption = "Prices for workers enrolled from {0} on, in {1}, before quality, uplift and volume";
    internal const string After = "After";
    internal const string AcceptedSoFar = "Accepted so far";
    internal const string NoneAccepted = "nothing yet";
    internal const string IsAccepted = "“{0}” of the worker is accepted";
    internal const string AtMost = "At most";
    internal const string Price = "Price";
    internal const string Factors = "By the job’s quality tier:";
    internal const string Uplifts = "On top, by group:";
    internal const string NotPayable = "not payable";

    internal const string ApiKeys = "API keys";
    internal const string ApiKeysLead = "With a key a program acts as you over HTTP: it may do what you may, and of that only what the key is for.";
    internal const string KeyOnce = "This is the key. It is shown now and never again: keep it where only the program reads it.";
    internal const string KeyRevoked = "Key {0} opens nothing any more.";
    internal const string NoKeys = "There are no keys yet. Make one below, for each program its own.";
    internal const string KeysCaption = "Keys, the newest first";
    internal const string KeyNumber = "Key";
    internal const string KeyFor = "Program";
    internal const string KeyForHint = "What it is for, so that you know later which one to revoke.";
    internal const string Scope = "May";
    internal const string ScopeHint = "“read”, and the kinds of files it may bring: claims, or for payroll wages and deductions.";
    internal const string Days = "Holds for so many days";
    internal const string NoDays = "it is not said for how long the key holds";
    internal const string NoDaysRemedy = "name 1 to 366 days";
    internal const string KeyUser = "Whose (empty: your own)";
    internal const string NewKey = "A new key";
    internal const string MakeKey = "Make the key";
    internal const string LastUsed = "Last used";
    internal const string Revoke = "Revoke";
    internal const string RevokeKey = "Revoke key {0}";
    internal const string RevokedOn = "revoked {0}";
    internal const string ExpiredOn = "over since {0}";
    internal const string HoldsTo = "holds to {0}";

    internal const string Api = "The API";
    internal const string ApiLead = "What providers’ and payroll’s programs can do over HTTP. It runs the same use cases as the pages and the command line, with the same rights.";
    internal const string ApiHow = "How it works";
    internal const string ApiRequests = "Requests";
    internal const string ApiParameter = "Parameter";
    internal const string ApiWhere = "In";
    internal const string ApiMeans = "Means";
    internal const string ApiAnswers = "Answers";
    internal const string ApiNoParameters = "Takes nothing beyond the key.";
    internal const string ApiDescription = "The description for programs (OpenAPI)";
    internal const string ApiStatus = "Status";
    internal const string ParametersOf = "Parameters of {0}";
    internal const string AnswersOf = "Answers of {0}";

    /// <summary>In the order in which one needs them.</summary>
    internal static readonly string[] ApiRules =
    [
        "Send the key with every request: “Authorization: Bearer wf_…”. Make one at your API keys, or with “welfarefund api-key add”. No cookie counts here.",
        "A file is the body of a POST, CSV in UTF-8 as docs/files.md describes, at most 8 megabytes. With “?check=true” everything is checked and nothing is kept.",
        "Send “Idempotency-Key” with a text of your own for each file: the same request again within a week gets the same answer, and another request with the same text is refused.",
        "What is wrong comes as problem details (RFC 9457) with “errors”: where, what is wrong, what would be right.",
        "Amounts are texts of major units with exactly the currency’s decimals; dates and months are ISO.",
        "A key may ask 120 times a minute; after that the answer is 429 and says when to come again.",
    ];

    /// <summary>What a document of the register is.</summary>
    internal static string OfKind(string kind) => kind switch
    {
        "investor-statement" => "Capital account statement",
        "capital-call-notice" => "Notice of the capital call",
        "distribution-notice" => "Notice of the distribution",
        "provider-statement" => "Remittance advice",
        "worker-statement" => "Statement of contributions",
        "fund-report" => "Quarterly report",
        _ => Texts.Words(kind),
    };

    internal static string Meaning(ClaimStanding standing) => standing switch
    {
        ClaimStanding.Submitted => "the verifier has not decided yet",
        ClaimStanding.Returned => "the verifier wants more evidence",
        ClaimStanding.Verified => "accepted; the next settlement prices it",
        ClaimStanding.Held => "accepted; it waits for something, and says for what",
        ClaimStanding.Rejected => "not accepted by the verifier; can be appealed once",
        ClaimStanding.Refused => "nothing is due by the contract; can be appealed once",
        ClaimStanding.Approved => "priced and owed to you",
        ClaimStanding.Scheduled => "the bank was told to pay",
        ClaimStanding.Paid => "the bank has paid",
        ClaimStanding.ClawedBack => "taken back by later evidence",
        _ => "",
    };

    internal static string OfColumn(string column) => column switch
    {
        "claim_id" => "your own id of the claim; each one once",
        "contract_id" => "one of your contracts",
        "worker_id" => "a worker enrolled under it",
        "metric" => "what was achieved, as the contract’s prices name it",
        "achieved_on" => "the day, as 2025-01-31",
        "submitted_on" => "the day on which you bring it, at most 31 days ago",
        "evidence" => "what shows it, in words",
        _ => "",
    };
}
