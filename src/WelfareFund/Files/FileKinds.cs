using WelfareFund.Capital;
using WelfareFund.Files.Kinds;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Quality;

namespace WelfareFund.Files;

/// <summary>Every kind of CSV file with columns of its own. The European Central Bank's files are read by <see cref="EcbRates"/>.</summary>
public static class FileKinds
{
    public static FileKind<Investor> Investors => Kinds.Parties.Investors;
    public static FileKind<Commitment> Commitments => CapitalFiles.Commitments;
    public static FileKind<CapitalCall> CapitalCalls => CapitalFiles.Calls;
    public static FileKind<Provider> Providers => Kinds.Parties.Providers;
    public static FileKind<Employer> Employers => Kinds.Parties.Employers;
    public static FileKind<Payee> Payees => Kinds.Parties.Payees;
    public static FileKind<Worker> Workers => Kinds.Workers.Kind;
    public static FileKind<Agreement> Agreements => Kinds.Agreements.Kind;
    public static FileKind<Cost> Costs => PeopleEvents.Costs;
    public static FileKind<Employment> Employments => Kinds.Employments.Kind;
    public static FileKind<Audit> Audits => OutcomeFiles.Audits;
    public static FileKind<Claim> Claims => OutcomeFiles.Claims;
    public static FileKind<Verification> Decisions => OutcomeFiles.Decisions;
    public static FileKind<WageReport> Wages => Kinds.Wages.Kind;
    public static FileKind<Deduction> Deductions => Kinds.Deductions.Kind;
    public static FileKind<Pause> Pauses => PeopleEvents.Pauses;
    public static FileKind<Ending> Endings => PeopleEvents.Endings;
    public static FileKind<Grievance> Grievances => Kinds.Grievances.Kind;
    public static FileKind<PublishedRate> Fx => BankFiles.Rates;
    public static FileKind<BankLine> Bank => BankFiles.Lines;
    public static FileKind<BankBalance> BankBalances => BankFiles.Balances;

    /// <summary>In an order in which what refers to others comes after them.</summary>
    public static IReadOnlyList<FileKind> All { get; } =
    [
        Investors, Commitments, CapitalCalls, Providers, Employers, Workers, Payees, Agreements, Costs, Employments, Audits, Claims, Decisions, Wages, Deductions, Pauses, Endings,
        Grievances, Fx, Bank, BankBalances,
    ];
}
