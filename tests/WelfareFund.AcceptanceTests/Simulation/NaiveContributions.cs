using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What each wage month of one agreement owes by all that is known, from its first month on. Rules: docs/rules.md, section 5.</summary>
internal static class NaiveContributions
{
    /// <param name="Due">In cents.</param>
    /// <param name="WindowUsed">Months of the window used up to the month's end.</param>
    internal sealed record Month(YearMonth Of, long Due, int Payments, long Counted, int WindowUsed);

    /// <param name="serviceCost">In cents, as a wage month may know it.</param>
    internal static List<Month> Of(
        SimulatedTerms.Contribution rule, ToldAgreement agreement, NaiveWork work, IReadOnlyList<ToldWage> reports, IReadOnlyList<ToldPause> pauses, YearMonth through, Func<YearMonth, long> serviceCost)
    {
        var months = new List<Month>();
        var standing = Standing(reports);
        var (payments, counted, window) = (0, 0L, 0);
        for (var month = work.FirstStart?.ToYearMonth() ?? through.PlusMonths(1); month <= through; month = month.PlusMonths(1))
        {
            var cap = Math.Min(agreement.DisclosedCap, rule.CapAmount ?? long.MaxValue);
            if (rule.TimesServiceCost is { } times)
                cap = Math.Min(cap, (long)Math.Truncate(times * serviceCost(month)));
            var days = month.ToDateInterval();
            var isPaused = pauses.Any(pause => pause.From <= days.End && (pause.To is null || pause.To >= days.Start));
            var since = Period.Between(work.FirstStart!.Value.ToYearMonth().OnDayOfMonth(1), days.Start, PeriodUnits.Months).Months;
            var owesNothing = days.End < agreement.ConsentOn || payments >= rule.Payments || cap - counted < rule.RoundTo || window >= rule.WindowMonths
                || (rule.GraceMonths > 0 && since <= rule.GraceMonths) || isPaused;
            var due = owesNothing ? 0 : DueOf(rule, agreement, PayOf(rule, work, standing, month), Math.Max(0, cap - counted));
            (payments, counted) = (payments + (due > 0 ? 1 : 0), counted + due);
            if (window < rule.WindowMonths && (rule.PauseUsesWindow || !isPaused))
                window++;
            months.Add(new(month, due, payments, counted, window));
        }

        return months;
    }

    /// <summary>Reports that nothing replaces; where a payroll tells a month, its payroll alone.</summary>
    private static List<ToldWage> Standing(IReadOnlyList<ToldWage> reports)
    {
        var last = reports.Where(report => reports.All(other => other.Replaces != report.Id)).ToList();
        return last.FindAll(report => report.Source == "payroll" || !last.Exists(other => other.Source == "payroll" && (other.Employer, other.Of) == (report.Employer, report.Of)));
    }

    private static long PayOf(SimulatedTerms.Contribution rule, NaiveWork work, List<ToldWage> reports, YearMonth month) =>
        reports.Where(report => report.Of == month && Counts(rule, work, report)).Sum(report => report.Gross);

    /// <summary>Pay after a job's end belongs to the employer's last one before; an employer without any job is untested.</summary>
    private static bool Counts(SimulatedTerms.Contribution rule, NaiveWork work, ToldWage report)
    {
        if (rule.CarryingTiers is null)
            return true;
        var jobs = work.Jobs.Where(job => job.Employer == report.Employer && NaiveWork.Touches(job, report.Of)).ToList();
        if (jobs.Count == 0)
            jobs.AddRange(work.Jobs.Where(job => job.Employer == report.Employer && job.From <= report.Of.ToDateInterval().End).TakeLast(1));
        return jobs.Count == 0 ? rule.CarryingTiers.Contains(work.Untested) : jobs.TrueForAll(job => rule.CarryingTiers.Contains(work.LowestIn(job.Id, report.Of)));
    }

    private static long DueOf(SimulatedTerms.Contribution rule, ToldAgreement agreement, long pay, long capLeft)
    {
        var counted = Math.Min(pay, rule.UpperCutOff ?? long.MaxValue);
        decimal most = pay;
        var exact = rule.Share * counted;
        switch (rule.FloorRule)
        {
            case "cliff" when pay < rule.Floor: return 0;
            case "above": exact = rule.Share * Math.Max(0, counted - rule.Floor); break;
            case "taper": most = pay - rule.Floor; break;
        }

        if (rule.MaxShareOfPay is { } limit)
            most = Math.Min(most, Math.Max(0, limit - agreement.OtherShare) * pay);
        most = Math.Min(most, capLeft);
        exact = Math.Min(exact, most);
        if (exact <= 0)
            return 0;
        var rounded = NaiveMath.Round(exact / rule.RoundTo, rule.Rounding) * rule.RoundTo;
        return rounded > most ? NaiveMath.Round(exact / rule.RoundTo, "down") * rule.RoundTo : rounded;
    }
}
