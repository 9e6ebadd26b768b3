using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.SampleFunds;

/// <summary>Audits of the jobs, the providers' claims and the verifier's decisions.</summary>
internal sealed class OutcomeStory(SampleTables tables, FundTerms terms, LocalDate lastDay, Notes notes)
{
    private const string Verifier = "Verdis Prüfgesellschaft";
    private int claims;

    internal void Tell(Life life)
    {
        foreach (var job in life.Jobs)
            Audit(life, job);
        foreach (var metric in life.Route.Contract.RateCardOn(life.EnrolledOn)!.Metrics)
        {
            if (AchievedOn(life, metric) is { } on)
                Claim(life, metric.Id, on);
        }

        if (life.TrainedOn is { } trained && life.Random.Percent(80))
            tables.Add("costs", trained, $"K-{life.Id}", life.Id, "language-training", trained, Money.Round(life.Random.Between(220, 290) * 100, Currency.Of("PHP"), RoundingMode.HalfUp), "PHP",
                life.Route.Corridor == "ph-de" && life.Random.Percent(50) ? "grant:language-grant" : "fund");
    }

    private void Audit(Life life, Job job)
    {
        var own = life.Random;
        var on = job.Start.PlusDays(own.Between(21, 45));
        if (on > lastDay || job.End < on || (life.Twist is Twist.None && own.Percent(15)))
            return;
        var fails = life.Twist is Twist.FailsMust or Twist.FailsMustThenMeets || (job.Employer.CutsCorners && own.Percent(30));
        Audit(job, on, 1, own, fails);
        if (fails)
            notes.Add(Twist.FailsMust, $"{life.Id}: employment {job.Id} fails a must criterion on {on:uuuu-MM-dd} and is in tier C from then on");
        if (life.Twist is Twist.FailsMustThenMeets && on.PlusDays(75) <= lastDay)
        {
            Audit(job, on.PlusDays(75), 2, own, false);
            notes.Add(life.Twist, $"{life.Id}: employment {job.Id} is audited again on {on.PlusDays(75):uuuu-MM-dd} and meets it");
        }
    }

    private void Audit(Job job, LocalDate on, int round, SeededRandom own, bool fails)
    {
        var failed = fails ? terms.Quality.Criteria.Where(criterion => criterion.Must).ElementAt(own.Between(0, 1)).Id : null;
        for (var i = 0; i < terms.Quality.Criteria.Count; i++)
        {
            var criterion = terms.Quality.Criteria[i];
            var promised = criterion.Id != "contract-as-offered" || job.Offered == job.Wage;
            var result = criterion.Id == failed || !promised ? "not-met" : criterion.Must || !own.Percent(9) ? "met" : own.Percent(70) ? "not-met" : "unknown";
            tables.Add("audits", on, FormattableString.Invariant($"Q-{job.Id[2..]}-{round}{i + 1}"), job.Id, on, criterion.Id, result, result == "not-met" ? "visit, interview without the employer" : null);
        }
    }

    private LocalDate? AchievedOn(Life life, MetricTerms metric) => metric.Trigger switch
    {
        EventTrigger { Event: "trained" } => life.TrainedOn,
        EventTrigger { Event: "started" } => life.Jobs.Count > 0 ? life.Jobs[0].Start : null,
        SustainedTrigger sustained => new TimeInWork(life.Jobs.Select(job => new Employment
        {
            Id = new(job.Id),
            Worker = new(life.Id),
            Employer = new(job.Employer.Id),
            StartedOn = job.Start,
            EndedOn = job.End,
            OfferedWage = job.Offered,
            ContractWage = job.Wage,
            HoursPerWeek = job.Hours,
        }), lastDay).Completes(sustained),
        _ => null,
    };

    private void Claim(Life life, string metric, LocalDate achieved)
    {
        var own = life.Random;
        var submitted = achieved.PlusDays(own.Between(4, 20));
        if (life.Twist is Twist.ClaimTooLate && metric == "started")
        {
            submitted = achieved.PlusDays(life.Route.Contract.ClaimWithinDays + 11);
            notes.Add(life.Twist, $"{life.Id}: '{metric}' of {achieved:uuuu-MM-dd} is claimed only on {submitted:uuuu-MM-dd}");
        }

        var decided = submitted.PlusDays(own.Between(3, 10));
        if (submitted > lastDay)
            return;
        var id = FormattableString.Invariant($"CL-{++claims:D4}");
        tables.Add("claims", submitted, id, life.Route.Contract.Id, life.Id, metric, achieved, submitted, Evidence(metric));
        if (life.Twist is Twist.ClaimUndecided && metric == "started")
        {
            notes.Add(life.Twist, $"{life.Id}: claim {id} ('{metric}', submitted {submitted:uuuu-MM-dd}) is still undecided at the end");
            return;
        }

        if (decided > lastDay)
            return;
        if (life.Twist is Twist.ClaimRejected && metric == "retained-6m")
        {
            Decide(id, decided, "rejected", "the employer's letter names another person");
            notes.Add(life.Twist, $"{life.Id}: claim {id} ('{metric}') is rejected on {decided:uuuu-MM-dd}");
            return;
        }

        if (life.Twist is Twist.ClaimReturned && metric == "started")
        {
            Decide(id, decided, "returned", "the contract's second page is missing");
            notes.Add(life.Twist, $"{life.Id}: claim {id} ('{metric}') is returned for evidence on {decided:uuuu-MM-dd} and accepted on {decided.PlusDays(38):uuuu-MM-dd}");
            decided = decided.PlusDays(38);
        }

        Decide(id, decided, "accepted", null);
    }

    private void Decide(string claim, LocalDate on, string decision, string? reason) => tables.Add("decisions", on, claim, on, decision, Verifier, reason);

    private static string Evidence(string metric) => metric switch
    {
        "trained" => "certificate, attendance list",
        "started" => "signed contract, first payslip",
        _ => "six payslips, call with the worker",
    };
}
