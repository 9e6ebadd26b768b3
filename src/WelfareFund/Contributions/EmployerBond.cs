using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>What a bond accrues in one month to one employer, or to nobody.</summary>
/// <param name="Agreement">The employer's signature; null for days that nobody owes.</param>
/// <param name="WrittenOff">What nobody owes, the worker least of all.</param>
public sealed record BondMonth(YearMonth Month, Agreement? Agreement, EmployerId? Employer, Money Owed, Money WrittenOff, IReadOnlyList<TraceStep> Trace);

/// <summary>An amount over months, accruing by day to the employer of that day, if it signed.</summary>
/// <remarks>Rules: docs/rules.md, section 5.3 "Employers".</remarks>
public sealed class EmployerBond
{
    private readonly record struct Days(LocalDate From, LocalDate To, Agreement? Owner);

    private readonly Money amount;
    private readonly RoundingMode rounding;
    private readonly IReadOnlyDictionary<AgreementId, EmployerId> bound;
    private readonly List<Agreement> signatures;
    private readonly IReadOnlyCollection<Employment> jobs;
    private readonly LocalDate? endedOn;
    private readonly LocalDate start;
    private readonly LocalDate end;

    /// <param name="agreements">Of one worker on one set of terms: one for each employer that signed.</param>
    /// <param name="jobs">The last word on each of the worker's employments.</param>
    /// <param name="endedOn">The last day of the worker's time in the fund.</param>
    public EmployerBond(BondTerms terms, RoundingMode rounding, IEnumerable<Agreement> agreements, IReadOnlyCollection<Employment> jobs, LocalDate? endedOn)
    {
        ArgumentNullException.ThrowIfNull(terms);
        (amount, this.rounding, this.jobs, this.endedOn) = (terms.Amount, rounding, jobs, endedOn);
        var all = agreements.ToList();
        bound = EmployerSignatures.Of(all, jobs);
        signatures = [.. all.Where(agreement => bound.ContainsKey(agreement.Id)).OrderBy(agreement => agreement.ConsentOn).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal)];
        start = signatures.SelectMany(signed => JobsUnder(signed).Select(job => LocalDate.Max(job.StartedOn, signed.ConsentOn))).DefaultIfEmpty(LocalDate.MaxIsoValue).Min();
        end = start == LocalDate.MaxIsoValue ? start : start.PlusMonths(terms.Months).PlusDays(-1);
    }

    /// <summary>Each month from the first day that an employer owes; one line for each employer in it, and one for nobody.</summary>
    public IReadOnlyList<BondMonth> Through(YearMonth last)
    {
        var months = new List<BondMonth>();
        var owedSoFar = new Dictionary<AgreementId, Money>();
        foreach (var ofOne in DaysThrough(LocalDate.Min(end, last.ToDateInterval().End)).GroupBy(days => (Month: days.From.ToYearMonth(), days.Owner?.Id)))
        {
            var trace = new TraceList();
            var accrued = Money.Zero(amount.Currency);
            foreach (var days in ofOne)
                accrued += Accrued(days, trace);
            var owner = ofOne.First().Owner;
            var before = owner is null ? accrued : owedSoFar.GetValueOrDefault(owner.Id, Money.Zero(amount.Currency));
            var owed = owner is null ? Money.Zero(amount.Currency) : Money.Min(accrued, owner.DisclosedCap - before);
            if (owner is not null)
                owedSoFar[owner.Id] = before + owed;
            if (owner is not null && owed < accrued)
                trace.Write(TraceTemplates.BondCut, owed, owner.DisclosedCap, before);
            months.Add(new(ofOne.Key.Month, owner, owner is null ? null : bound[owner.Id], owed, accrued - owed, trace.Steps));
        }

        return months;
    }

    /// <summary>Cumulative and rounded once a day, so that the days of a bond sum to its amount whoever owes them.</summary>
    private Money Accrued(Days days, TraceList trace)
    {
        var (before, through) = (AccruedBy(days.From.PlusDays(-1)), AccruedBy(days.To));
        trace.Write(TraceTemplates.BondDays, days.From, days.To, amount, NumberOf(days.To), NumberOf(end), through, before, TraceAmount.Of(rounding));
        return through - before;
    }

    private Money AccruedBy(LocalDate day) => Money.Round(amount.Amount * NumberOf(day) / NumberOf(end), amount.Currency, rounding);

    /// <summary>The bond's first day is day 1.</summary>
    private int NumberOf(LocalDate day) => Period.DaysBetween(start, day) + 1;

    /// <summary>Runs of days of one owner within one month.</summary>
    private List<Days> DaysThrough(LocalDate last)
    {
        var runs = new List<Days>();
        for (var day = start; day <= last; day = day.PlusDays(1))
        {
            var owner = OwnerOn(day);
            if (runs.Count > 0 && runs[^1].Owner?.Id == owner?.Id && day.Day > 1)
                runs[^1] = runs[^1] with { To = day };
            else
                runs.Add(new(day, day, owner));
        }

        return runs;
    }

    private Agreement? OwnerOn(LocalDate day) =>
        endedOn < day ? null : signatures.Find(signed => signed.ConsentOn <= day && JobsUnder(signed).Any(job => job.StartedOn <= day && !(job.EndedOn < day)));

    private IEnumerable<Employment> JobsUnder(Agreement signed) => jobs.Where(job => job.Employer == bound[signed.Id] && !(job.EndedOn < signed.ConsentOn));
}
