using WelfareFund.People;
using WelfareFund.Quality;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private Dictionary<WorkerId, Worker>? workersById;
    private ILookup<AgreementId, Agreement>? agreementsById;
    private ILookup<WorkerId, Agreement>? agreementsByWorker;
    private ILookup<WorkerId, Employment>? jobsByWorker;
    private ILookup<EmploymentId, Audit>? auditsByJob;
    private ILookup<WorkerId, WageReport>? wagesByWorker;
    private ILookup<WorkerId?, Ending>? allEndingsByWorker;

    private Dictionary<WorkerId, Worker> WorkersById => workersById ??= facts.Workers.ToDictionary(worker => worker.Id);
    private ILookup<AgreementId, Agreement> AgreementsById => agreementsById ??= facts.Agreements.ToLookup(agreement => agreement.Id);
    private ILookup<WorkerId, Agreement> AgreementsByWorker => agreementsByWorker ??= facts.Agreements.ToLookup(agreement => agreement.Worker);
    private ILookup<WorkerId, Employment> JobsByWorker => jobsByWorker ??= facts.Employments.ToLookup(employment => employment.Worker);
    private ILookup<EmploymentId, Audit> AuditsByJob => auditsByJob ??= facts.Audits.ToLookup(audit => audit.Employment);
    private ILookup<WorkerId, WageReport> WagesByWorker => wagesByWorker ??= facts.Wages.ToLookup(report => report.Worker);

    /// <summary>Whenever they are; <see cref="EndingsOf"/> has those up to the month's end.</summary>
    private ILookup<WorkerId?, Ending> AllEndingsByWorker => allEndingsByWorker ??= facts.Endings.ToLookup(ending => ending.Worker);
}
