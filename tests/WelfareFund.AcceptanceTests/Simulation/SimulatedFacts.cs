using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Something that happened, and the settlement before which somebody tells it.</summary>
/// <param name="Told">The number of that month, from 0.</param>
/// <param name="Kind">The kind of file.</param>
internal abstract record SimulatedFact(int Told, string Kind)
{
    /// <summary>As it stands in the file.</summary>
    internal abstract string Row { get; }

    protected static string Day(LocalDate? day) => day is { } some ? NodaTime.Text.LocalDatePattern.Iso.Format(some) : "";

    protected static string Month(YearMonth month) => NodaTime.Text.YearMonthPattern.Iso.Format(month);

    protected static string Text(long cents) => TermsFile.Text(cents);
}

internal sealed record ToldParty(int Told, string Kind, string Written) : SimulatedFact(Told, Kind)
{
    internal override string Row => Written;
}

internal sealed record ToldWorker(int Told, string Id, LocalDate EnrolledOn, string Contract, string Groups)
    : SimulatedFact(Told, "workers")
{
    internal override string Row => $"{Id},{Day(EnrolledOn)},{Contract},ph-de,{Groups}";
}

/// <summary>A later one of the same id says that the job ended, or when it ended really.</summary>
internal sealed record ToldJob(int Told, string Id, string Worker, string Employer, LocalDate From, LocalDate? To)
    : SimulatedFact(Told, "employments")
{
    internal override string Row => $"{Id},{Worker},{Employer},{Day(From)},{Day(To)},{(To is null ? "" : "contract over")},2000.00,2000.00,EUR,40";
}

/// <summary>A later one of the same id says that the worker consented to deductions, or withdrew that.</summary>
internal sealed record ToldAgreement(int Told, string Id, string Worker, string Terms, LocalDate ConsentOn, long DisclosedCap, decimal OtherShare, LocalDate? DeductionsFrom, LocalDate? WithdrawnOn)
    : SimulatedFact(Told, "agreements")
{
    internal override string Row => FormattableString.Invariant($"{Id},{Worker},{Terms},{Day(ConsentOn)},{Text(DisclosedCap)},EUR,{OtherShare},{Day(DeductionsFrom)},{Day(WithdrawnOn)}");
}

/// <param name="Transfer">What the employer's transfer names.</param>
internal sealed record ToldDeduction(int Told, string Id, string Worker, string Employer, LocalDate On, long Amount, string Transfer)
    : SimulatedFact(Told, "deductions")
{
    internal override string Row => $"{Id},{Worker},{Employer},{Month(On.ToYearMonth())},{Day(On)},{Text(Amount)},EUR,{Transfer}";
}

internal sealed record ToldWage(int Told, string Id, string Worker, string Employer, YearMonth Of, long Gross, string Source, LocalDate ReportedOn, string? Replaces)
    : SimulatedFact(Told, "wages")
{
    internal override string Row => $"{Id},{Worker},{Employer},{Month(Of)},{Text(Gross)},EUR,{Source},{Day(ReportedOn)},{Replaces}";
}

internal sealed record ToldClaim(int Told, string Id, string Contract, string Worker, string Metric, LocalDate AchievedOn, LocalDate SubmittedOn)
    : SimulatedFact(Told, "claims")
{
    internal override string Row => $"{Id},{Contract},{Worker},{Metric},{Day(AchievedOn)},{Day(SubmittedOn)},file";
}

/// <param name="Word"><c>accepted</c>, <c>rejected</c> or <c>returned</c>.</param>
internal sealed record ToldDecision(int Told, string Claim, LocalDate On, string Word)
    : SimulatedFact(Told, "decisions")
{
    internal override string Row => $"{Claim},{Day(On)},{Word},verifier,{(Word == "accepted" ? "" : "not shown")}";
}

internal sealed record ToldAudit(int Told, string Id, string Job, LocalDate On, string Criterion, string Result)
    : SimulatedFact(Told, "audits")
{
    internal override string Row => $"{Id},{Job},{Day(On)},{Criterion},{Result}";
}

/// <summary>A later one of the same id says when the pause was over.</summary>
internal sealed record ToldPause(int Told, string Id, string Worker, LocalDate From, LocalDate? To)
    : SimulatedFact(Told, "pauses")
{
    internal override string Row => $"{Id},{Worker},{Day(From)},{Day(To)},illness,ana";
}

/// <summary>The end of a worker's time in the fund, or of a job by its employer's breach; the other one is empty.</summary>
internal sealed record ToldEnding(int Told, string Worker, string Job, LocalDate On, string Reason)
    : SimulatedFact(Told, "endings")
{
    internal override string Row => $"{Worker},{Job},{Day(On)},{Reason}";
}

internal sealed record ToldCommitment(int Told, string Id, string Investor, string Tranche, long Amount, LocalDate SignedOn)
    : SimulatedFact(Told, "commitments")
{
    internal override string Row => $"{Id},{Investor},{Tranche},{Text(Amount)},EUR,{Day(SignedOn)}";
}

internal sealed record ToldCall(int Told, string Id, LocalDate CalledOn, LocalDate DueOn, long Amount)
    : SimulatedFact(Told, "capital-calls")
{
    internal override string Row => $"{Id},{Day(CalledOn)},{Day(DueOn)},{Text(Amount)},more outcomes";
}

/// <param name="Number">Its place among all lines of the bank, which is the order in which they are told.</param>
internal sealed record ToldBankLine(int Told, int Number, LocalDate BookedOn, long Amount, string Reference)
    : SimulatedFact(Told, "bank")
{
    internal override string Row => $"main,{Day(BookedOn)},{Day(BookedOn)},{Text(Amount)},EUR,{Reference},bank-{Number}";
}

internal sealed record ToldBalance(int Told, LocalDate On, long Balance) : SimulatedFact(Told, "bank-balances")
{
    internal override string Row => $"main,{Day(On)},{Text(Balance)},EUR";
}

/// <summary>The files' kinds in the order in which one month's are told, with their columns.</summary>
internal static class FactFiles
{
    internal static readonly IReadOnlyList<(string Kind, string Columns)> InOrder =
    [
        ("investors", "investor_id,name,kind,country"),
        ("commitments", "commitment_id,investor_id,tranche,amount,currency,signed_on"),
        ("capital-calls", "call_id,called_on,due_on,amount,purpose"),
        ("providers", "provider_id,name,country,currency,iban"),
        ("employers", "employer_id,name,country"),
        ("workers", "worker_id,enrolled_on,contract_id,corridor,groups"),
        ("employments", "employment_id,worker_id,employer_id,started_on,ended_on,end_reason,offered_wage,contract_wage,currency,hours_per_week"),
        ("agreements", "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,other_share,deduction_consent_on,deduction_withdrawn_on"),
        ("deductions", "deduction_id,worker_id,employer_id,month,deducted_on,amount,currency,transfer_reference"),
        ("wages", "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on,replaces"),
        ("audits", "audit_id,employment_id,audited_on,criterion,result"),
        ("pauses", "pause_id,worker_id,from,to,reason,approved_by"),
        ("endings", "worker_id,employment_id,ended_on,reason"),
        ("claims", "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence"),
        ("decisions", "claim_id,decided_on,decision,decided_by,reason"),
        ("bank", "bank_account,booked_on,value_on,amount,currency,reference,bank_reference"),
        ("bank-balances", "bank_account,on,balance,currency"),
    ];

    internal static string ColumnsOf(string kind) => InOrder.Single(file => file.Kind == kind).Columns;
}
