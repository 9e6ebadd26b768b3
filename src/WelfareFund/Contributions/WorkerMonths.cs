using NodaTime;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;

namespace WelfareFund.Contributions;

/// <summary>One worker's facts, sorted by month.</summary>
internal sealed class WorkerMonths
{
    private readonly AgreementFacts facts;
    private readonly ExchangeRates rates;
    private readonly List<Employment> employments;
    private readonly ILookup<YearMonth, WageReport> reports;
    private readonly Dictionary<EmploymentId, QualityTiers> tiers;
    private readonly LocalDate? endedOn;
    private readonly YearMonth? firstStart;

    internal WorkerMonths(AgreementFacts facts, ExchangeRates rates)
    {
        this.facts = facts;
        this.rates = rates;
        employments = [.. EmploymentRecord.Latest(facts.Employments)];
        reports = WageReports.Standing(facts.WageReports).ToLookup(report => report.Month);
        var audits = facts.Audits.ToLookup(audit => audit.Employment);
        tiers = employments.ToDictionary(job => job.Id, job => new QualityTiers(facts.Quality, audits[job.Id]));
        endedOn = facts.Endings.Where(ending => ending.Worker == facts.Agreement.Worker && !(facts.FollowsAnother && ending.EndedOn < facts.Agreement.ConsentOn))
            .Select(ending => (LocalDate?)ending.EndedOn).Append(facts.ReplacedOn?.With(DateAdjusters.StartOfMonth).PlusDays(-1)).Min();
        firstStart = employments.Find(job => !facts.FollowsAnother || !(job.EndedOn < facts.Agreement.ConsentOn))?.StartedOn.ToYearMonth();
        First = facts.FollowsAnother && firstStart < facts.Agreement.ConsentOn.ToYearMonth() ? facts.Agreement.ConsentOn.ToYearMonth() : firstStart;
    }

    /// <summary>The month in which the first employment started; of an agreement that follows another, never before its consent.</summary>
    internal YearMonth? First { get; }

    /// <summary>By employer, then by currency.</summary>
    internal Pay[] PaysIn(YearMonth month, out Refusal? noRate)
    {
        noRate = null;
        var pays = new List<Pay>();
        foreach (var ofOne in reports[month].GroupBy(report => (report.Employer, report.Gross.Currency)))
        {
            var gross = ofOne.Select(report => report.Gross).Aggregate((sum, next) => sum + next);
            var standing = StandingOf(ofOne.Key.Employer, month);
            var rate = rates.Find(gross.Currency, facts.Terms.Currency, month.ToDateInterval().End);
            if (rate.IsRefused && standing == PayStanding.Counts)
            {
                standing = PayStanding.NoRate;
                noRate ??= rate.Refusals[0];
            }

            pays.Add(new(ofOne.Key.Employer, gross, rate.IsRefused ? 0 : rate.Value.Rate, standing));
        }

        pays.Sort((left, right) => string.CompareOrdinal(left.Employer.Value, right.Employer.Value) is var byEmployer and not 0
            ? byEmployer
            : left.Gross.Currency.CompareTo(right.Gross.Currency));
        return [.. pays];
    }

    internal MonthFacts FactsOf(YearMonth month, ReadOnlySpan<Pay> pays, decimal owedBefore, decimal mostBefore)
    {
        var days = month.ToDateInterval();
        return new()
        {
            Pays = pays,
            MonthsSinceStart = First <= month ? Period.Between(firstStart!.Value.OnDayOfMonth(1), days.Start, PeriodUnits.Months).Months : -1,
            HasConsent = facts.Agreement.ConsentOn <= days.End,
            HasEnded = endedOn < days.Start,
            IsPaused = facts.Pauses.Any(pause => pause.From <= days.End && (pause.To is not { } to || to >= days.Start)),
            IsReportMissing = MissingIn(month).Any(),
            OwedBefore = owedBefore,
            MostBefore = mostBefore,
        };
    }

    /// <summary>Employers whose report is expected and not there.</summary>
    internal IEnumerable<EmployerId> MissingIn(YearMonth month) =>
        employments.Where(job => Touches(job, month) && !reports[month].Any(report => report.Employer == job.Employer)).Select(job => job.Employer).Distinct();

    /// <summary>Pay after an employment's end belongs to the employer's last one before.</summary>
    private PayStanding StandingOf(EmployerId employer, YearMonth month)
    {
        var last = month.ToDateInterval().End;
        var jobs = employments.FindAll(job => job.Employer == employer && Touches(job, month));
        if (jobs.Count == 0 && employments.FindLast(job => job.Employer == employer && job.StartedOn <= last) is { } before)
            jobs.Add(before);

        if (facts.Endings.Any(ending => ending is { Reason: EndingReason.EmployerBreach, Employment: { } broken } && ending.EndedOn <= last && jobs.Exists(job => job.Id == broken)))
            return PayStanding.EmployerBreach;

        var carries = jobs.Count == 0
            ? facts.Terms.Carries(facts.Quality.UntestedTier)
            : jobs.TrueForAll(job => facts.Terms.Carries(tiers[job.Id].LowestIn(month)));
        return carries ? PayStanding.Counts : PayStanding.LowTier;
    }

    private static bool Touches(Employment job, YearMonth month)
    {
        var days = month.ToDateInterval();
        return job.StartedOn <= days.End && (job.EndedOn is not { } end || end >= days.Start);
    }
}
