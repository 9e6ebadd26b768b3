using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>Each bond by day to the employer of that day; earlier months run again with what is known now. What nobody owes is told and never booked.</summary>
    internal void AccrueBonds()
    {
        foreach (var ofWorker in AgreementsPaidBy(Payer.EmployerBond).GroupBy(agreement => (agreement.Worker, agreement.TermsId)).ToList())
        {
            var own = TermsOf(ofWorker.First());
            var ended = people.EndingsOf(ofWorker.Key.Worker).Select(ending => (LocalDate?)ending.EndedOn).Min();
            List<Employment> jobs = [.. people.JobsOf(ofWorker.Key.Worker).Where(job => job.StartedOn <= lastDay)];
            var accrued = new EmployerBond(own.Bond!, own.Rounding, ofWorker, jobs, ended).Through(month);
            foreach (var due in accrued)
                Settle(ofWorker.Key.Worker, due);
            foreach (var agreement in ofWorker)
                TakeBack(agreement, accrued);
        }
    }

    private void Settle(WorkerId worker, BondMonth due)
    {
        var dueOn = due.Month.ToDateInterval().End;
        if (due.Agreement is { } agreement)
            Charge("employer-bond", DueFor.Bond, new(DebtorKind.Employer, due.Employer!.Value.Value), agreement.Id.Value, due.Month, CorridorOf(worker), due.Owed, dueOn, WithSteps(due.Trace));
        if (due.WrittenOff.IsPositive && due.Month == month)
            Refuse("employer-bond", $"{worker}:{Subject(month)}:{due.Agreement?.Id.Value ?? "nobody"}", dueOn, LineReason.NobodyOwes, due.WrittenOff, WithSteps(due.Trace));
    }

    /// <summary>Months that were booked and, by what is known now, are not that employer's.</summary>
    private void TakeBack(Agreement agreement, IReadOnlyList<BondMonth> accrued)
    {
        foreach (var booked in state.Payers.AllDues(DueFor.Bond, agreement.Id.Value).Where(booked => !accrued.Any(due => due.Agreement?.Id == agreement.Id && due.Month == booked.Month && due.Employer?.Value == booked.From.Id))
            .DistinctBy(booked => (booked.Month, booked.From)).ToList())
            Charge("employer-bond", DueFor.Bond, booked.From, agreement.Id.Value, booked.Month, booked.Corridor, Money.Zero(booked.Amount.Currency), booked.Month.ToDateInterval().End,
                Because(TraceTemplates.NotThePayers, booked.Month, booked.From.Id));
    }

    private string CorridorOf(WorkerId id) => Of(id)[id].Corridor;
}
