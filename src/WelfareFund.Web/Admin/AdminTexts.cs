using WelfareFund.Application.Workers;
using WelfareFund.Settlement;

namespace WelfareFund.Web.Admin;

/// <summary>The texts of the pages on workers, claims, the bank, documents and terms, in English.</summary>
internal static class AdminTexts
{
    internal const string Workers = "Workers";
    internal const string WorkersLead = "Everybody enrolled, by id. A worker’s page has the job and its quality, the pay, what was agreed, and what the settlements made of it.";
    internal const string NoWorkers = "No worker is like that. Workers come with the file of workers.";
    internal const string WorkersCaption = "{0} workers";
    internal const string MoreThan = "More than {0} workers";
    internal const string Id = "Id";
    internal const string Name = "Name";
    internal const string Corridor = "Corridor";
    internal const string Contract = "Contract";
    internal const string EnrolledOn = "Enrolled on";
    internal const string Job = "Job";
    internal const string StartedOn = "Started on";
    internal const string EndedOn = "Ended on";
    internal const string AtWork = "at work";
    internal const string NotAtWork = "not at work";
    internal const string Left = "left the fund";
    internal const string AllContracts = "all contracts";
    internal const string AllCorridors = "all corridors";
    internal const string FirstPage = "The first page";

    internal const string Jobs = "Jobs and their quality";
    internal const string JobsCaption = "Jobs, the newest first";
    internal const string NoJobs = "No job was told of yet.";
    internal const string Employer = "Employer";
    internal const string Tier = "Quality tier";
    internal const string Offered = "Pay offered";
    internal const string ByContract = "Pay by contract";
    internal const string Audits = "Audits";
    internal const string Agreements = "Agreements";
    internal const string AgreementsCaption = "What the worker agreed to pay, the newest first";
    internal const string NoAgreements = "The worker has agreed to pay nothing.";
    internal const string Terms = "Terms";
    internal const string ConsentOn = "Consent on";
    internal const string MostEver = "The most ever";
    internal const string Deduction = "Deducted by the employer";
    internal const string Since = "since {0}";
    internal const string Until = "until {0}";
    internal const string No = "no";
    internal const string Pay = "Pay";
    internal const string PayCaption = "Pay reported, the newest month first";
    internal const string NoPay = "No pay was reported yet.";
    internal const string Source = "Source";
    internal const string Claims = "Claims";
    internal const string ClaimsCaption = "Claims for this worker, the newest first";
    internal const string NoClaims = "Nothing was claimed for this worker.";
    internal const string Metric = "Metric";
    internal const string AchievedOn = "Achieved on";
    internal const string SubmittedOn = "Submitted on";
    internal const string Verifier = "The verifier’s word";
    internal const string NotYet = "none yet";
    internal const string Grievances = "Grievances, pauses and endings";
    internal const string GrievancesCaption = "What was told, the newest first";
    internal const string NoGrievances = "None of these was told of.";
    internal const string What = "What";
    internal const string From = "From";
    internal const string To = "To";
    internal const string Settled = "What the settlements made of it";
    internal const string SettledCaption = "Lines that count, the newest month first";
    internal const string NothingSettled = "No settlement had anything to decide here yet.";
    internal const string Claim = "Claim";
    internal const string Worker = "Worker";
    internal const string Evidence = "Evidence";
    internal const string Grievance = "grievance, {0}: {1}";
    internal const string PauseOf = "pause: {0}";
    internal const string EndingOf = "ended: {0}";

    internal const string Search = "Search";
    internal const string SearchLead = "An id, a whole word of a name, what a payer wrote, an entry’s number, or the exact amount of a line of the bank.";
    internal const string Find = "Find";
    internal const string FoundCaption = "Found for “{0}”";
    internal const string NothingFound = "Nothing here is called “{0}”. Ids are written as in their files, amounts as 1234.50.";
    internal const string Kind = "Kind";

    internal const string Bank = "Bank";
    internal const string BankLead = "Payments on their way, deductions not passed on, receipts that name nothing, capital that was called: each of these accounts has to return to zero, and here is what keeps it from it.";
    internal const string ClearingAccounts = "What stands on the clearing accounts now";
    internal const string ManyItems = "So much was settled here that it takes a while to say what each of them holds, since when, and what an unallocated receipt could be.";
    internal const string EveryItem = "Show every item";
    internal const string NothingOpen = "Every clearing account stands at zero: the bank and the books agree on everything that was told.";
    internal const string Allocate = "Allocate";
    internal const string AllocateHeading = "A receipt that names nothing";
    internal const string AllocateLead = "Say what the payer should have written. Another person approves before it posts.";
    internal const string Receipt = "Receipt";
    internal const string Reference = "Reference";
    internal const string Subject = "Subject";
    internal const string Party = "Party";
    internal const string SinceHeading = "Since";
    internal const string Suggestions = "What it could be";
    internal const string NoSuggestion = "nothing that is open has this amount";
    internal const string Proposed = "{0} is proposed for {1}. It waits for another person: proposal {2}.";
    internal const string MissingReceipt = "choose one of the receipts that are shown";

    internal const string Documents = "Documents";
    internal const string DocumentsLead = "Every statement and notice that was issued, by number. What it says can be proved with “welfarefund verify --document”.";
    internal const string NoDocuments = "No document was issued yet. Statements go out by quarter, or by the command “welfarefund statement”.";
    internal const string DocumentsCaption = "Documents, the newest first: {0} to {1} of {2}";
    internal const string Number = "Number";
    internal const string Version = "Version";
    internal const string Superseded = "superseded";
    internal const string InForce = "in force";
    internal const string AsOf = "As of";
    internal const string MadeBy = "Made by";
    internal const string Figures = "Hash of what it says";

    internal const string FundTerms = "Terms";
    internal const string TermsLead = "What was agreed, version by version: what changed, from when, and which two people said so.";
    internal const string TermsCaption = "Versions, the newest first";
    internal const string Effective = "In force from";
    internal const string ProposedBy = "Proposed by";
    internal const string ApprovedBy = "Approved by";
    internal const string ChangesOf = "What version {0} changed";
    internal const string ChangesCaption = "Terms of version {0} that version {1} had otherwise";
    internal const string FirstVersion = "The first version: everything in it is new.";
    internal const string Term = "Term";
    internal const string Before = "Before";
    internal const string After = "After";
    internal const string WholeText = "Version {0}, whole";
    internal const string Nothing = "not there";

    internal static string Of(FoundKind kind) => kind switch
    {
        FoundKind.BankLine => "bank line",
        _ => kind.ToString().ToLowerInvariant(),
    };

    internal static string Of(ClearingKind kind) => kind switch
    {
        ClearingKind.PaymentsInTransit => "Payments in transit",
        ClearingKind.ExchangesInTransit => "Purchases of currency in transit",
        ClearingKind.DeductedByEmployers => "Deducted by employers",
        ClearingKind.UnallocatedReceipts => "Unallocated receipts",
        ClearingKind.CalledCapital => "Capital called and not paid",
        _ => kind.ToString(),
    };
}
