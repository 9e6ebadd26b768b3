using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>An open serious grievance pauses what is due for every month it covers a day of.</summary>
    private IEnumerable<Pause> PausesOfGrievances(WorkerId worker) =>
        people.GrievancesOf(worker).Where(grievance => grievance.Severity is Severity.Serious && grievance.RaisedOn <= lastDay).Select(grievance => new Pause
        {
            Id = grievance.Id,
            Worker = grievance.Worker,
            From = grievance.RaisedOn,
            To = grievance.ClosedOn,
            Reason = "grievance",
            ApprovedBy = "",
        });

    /// <summary>Takes out what waits for an open serious grievance about the employment in which it was achieved, the first raised of several; the others go on.</summary>
    private List<Payable> WithoutGrievances(IEnumerable<Payable> payables)
    {
        var open = facts.Grievances.Where(grievance => grievance.Severity is Severity.Serious && grievance.RaisedOn <= lastDay && !(grievance.ClosedOn <= lastDay))
            .OrderBy(grievance => grievance.RaisedOn).ThenBy(grievance => grievance.Id, StringComparer.Ordinal).ToLookup(grievance => grievance.Worker);
        var outcomes = open.Count == 0 ? [] : state.Outcomes.Where(outcome => open.Contains(outcome.Worker)).ToDictionary(outcome => outcome.Claim);
        var others = new List<Payable>();
        foreach (var payable in payables)
        {
            var about = outcomes.TryGetValue(payable.Claim, out var outcome) ? open[outcome.Worker].FirstOrDefault(grievance => IsAbout(grievance, outcome)) : null;
            if (about is null)
                others.Add(payable);
            else
                Hold("payment", payable.Holdback ? payable.Claim + ":holdback" : payable.Claim.Value, payable.Since, LineReason.OpenGrievance, payable.Amount,
                    Because("payment-waits-for-grievance", payable.Amount, about.Id, about.RaisedOn));
        }

        return others;
    }

    /// <summary>One that names no employment is about all of them.</summary>
    private bool IsAbout(Grievance grievance, OutcomeAccepted outcome) =>
        grievance.Employment is null
        || Of(outcome.Worker).JobsOf(outcome.Worker).Any(job => job.Id == grievance.Employment && job.StartedOn <= outcome.AchievedOn && !(job.EndedOn < outcome.AchievedOn));
}
