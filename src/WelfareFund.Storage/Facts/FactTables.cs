using System.Globalization;
using WelfareFund.Capital;
using WelfareFund.Files;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Quality;

namespace WelfareFund.Storage.Facts;

/// <summary>The table of each kind of file.</summary>
public static class FactTables
{
    public static FactTable<Investor> Investors { get; } = new(FileKinds.Investors, investor => investor.Id.Value, "investor_id");
    public static FactTable<Commitment> Commitments { get; } = new(FileKinds.Commitments, commitment => commitment.Id, "commitment_id");
    public static FactTable<CapitalCall> CapitalCalls { get; } = new(FileKinds.CapitalCalls, call => call.Id, "call_id");
    public static FactTable<Provider> Providers { get; } = new(FileKinds.Providers, provider => provider.Id.Value, "provider_id");
    public static FactTable<Employer> Employers { get; } = new(FileKinds.Employers, employer => employer.Id.Value, "employer_id");
    public static FactTable<Payee> Payees { get; } = new(FileKinds.Payees, payee => payee.Id, "payee_id");
    public static FactTable<Worker> Workers { get; } = new(FileKinds.Workers, worker => worker.Id.Value, "worker_id");
    public static FactTable<Agreement> Agreements { get; } = new(FileKinds.Agreements, agreement => agreement.Id.Value, "agreement_id");
    public static FactTable<Cost> Costs { get; } = new(FileKinds.Costs, cost => cost.Id, "cost_id");
    public static FactTable<Employment> Employments { get; } = new(FileKinds.Employments, employment => employment.Id.Value, "employment_id");
    public static FactTable<Audit> Audits { get; } = new(FileKinds.Audits, audit => audit.Id, "audit_id");
    public static FactTable<Claim> Claims { get; } = new(FileKinds.Claims, claim => claim.Id.Value, "claim_id");
    public static FactTable<Verification> Decisions { get; } = new(FileKinds.Decisions, decision => decision.Claim.Value, "claim_id");
    public static FactTable<WageReport> Wages { get; } = new(FileKinds.Wages, wage => wage.Id, "wage_id");
    public static FactTable<Deduction> Deductions { get; } = new(FileKinds.Deductions, deduction => deduction.Id, "deduction_id");
    /// <summary>No file tells them: they come with the pauses and with approvals.</summary>
    public static Task AddPauseLimitsAsync(FundContext context, IReadOnlyList<PauseLimit> limits, CancellationToken cancellation = default) => BulkWriter.WriteAsync(context, limits, cancellation);

    public static FactTable<Pause> Pauses { get; } = new(FileKinds.Pauses, pause => pause.Id, "pause_id");
    public static FactTable<Ending> Endings { get; } = new(FileKinds.Endings, ending => ending.Worker?.Value ?? ending.Employment?.Value ?? "", "worker_id", "employment_id");
    public static FactTable<Grievance> Grievances { get; } = new(FileKinds.Grievances, grievance => grievance.Id, "grievance_id");
    public static FactTable<PublishedRate> Fx { get; } = new(FileKinds.Fx, rate => rate.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), "date");
    public static FactTable<BankLine> Bank { get; } = new(FileKinds.Bank, line => line.BankReference, "bank_reference");
    public static FactTable<BankBalance> BankBalances { get; } = new(FileKinds.BankBalances, balance => balance.BankAccount, "bank_account");
}
