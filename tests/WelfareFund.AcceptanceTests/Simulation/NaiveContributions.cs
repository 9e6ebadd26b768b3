using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What is known of one worker's agreement when a month is settled.</summary>
/// <param name="EndedOn">The end of the worker's time in the fund.</param>
/// <param name="Breaches">Jobs that an employer's breach ended, and when.</param>
/// <param name="ServiceCost">In cents, as a wage month may know it.</param>
/// <param name="GivenUp">By the wage month with which it was written off.</param>
internal sealed record NaiveAgreement(
    SimulatedTerms.Contribution Rule, ToldAgreement Told, NaiveWork Work, IReadOnlyList<ToldWage> Reports, IReadOnlyList<ToldPause> Pauses, LocalDate? EndedOn,
    IReadOnlyList<ToldEnding> Breaches, Func<YearMonth, long> ServiceCost, IReadOnlyList<(YearMonth Month, long Amount)> GivenUp);

/// <summary>What each wage month of one agreement owes by all that is known, from its first month on. Rules: docs/rules.md, section 5.</summary>
internal static class NaiveContributions
{
    /// <param name="Due">In cents.</param>
    /// <param name="Counted">Of all months so far, less what was given up.</param>
    /// <param name="WindowUsed">Months of the window used up to the month's end.</param>
    /// <param name="Room">What the month's pay has room for besides its own due.</param>
    internal sealed record Month(YearMonth Of, long Due, int Payments, long Counted, int WindowUsed, long Room, bool HasEnded);

    internal static List<Month> Of(NaiveAgreement own, YearMonth through)
    {
        var (rule, months, reports) = (own.Rule, new List<Month>(), Standing(own.Reports));
        var (payments, counted, window, givenUp) = (0, 0L, 0, 0L);
        for (var month = own.Work.FirstStart?.ToYearMonth() ?? through.PlusMonths(1); month <= through; month = month.PlusMonths(1))
        {
            var days = month.ToDateInterval();
            var isPaused = own.Pauses.Any(pause => pause.From <= days.End && !(pause.To < pause.From) && (pause.To is null || pause.To >= days.Start));
            var since = Period.Between(own.Work.FirstStart!.Value.ToYearMonth().OnDayOfMonth(1), days.Start, PeriodUnits.Months).Months;
            var hasEnded = own.EndedOn < days.Start;
            var isFree = days.End < own.Told.ConsentOn || hasEnded || (rule.GraceMonths > 0 && since <= rule.GraceMonths) || isPaused;
            var left = CapIn(own, month) - counted;
            var isCompleted = payments >= rule.Payments || left < rule.RoundTo;
            var pay = PayOf(own, reports, month);
            var due = isFree || isCompleted || window >= rule.WindowMonths ? 0 : DueOf(rule, own.Told, pay, left);
            var room = isFree || (!isCompleted && window >= rule.WindowMonths) ? 0 : RoomOf(rule, own.Told, pay, due);
            (payments, counted) = (payments + (due > 0 ? 1 : 0), counted + due);
            givenUp += own.GivenUp.Where(part => part.Month == month).Sum(part => part.Amount);
            var gone = Math.Min(givenUp, counted);
            (givenUp, counted) = (givenUp - gone, counted - gone);
            if (window < rule.WindowMonths && (rule.PauseUsesWindow || !isPaused))
                window++;
            months.Add(new(month, due, payments, counted, window, room, hasEnded));
        }

        return months;
    }

    private static long CapIn(NaiveAgreement own, YearMonth month)
    {
        var cap = Math.Min(own.Told.DisclosedCap, own.Rule.CapAmount ?? long.MaxValue);
        return own.Rule.TimesServiceCost is { } times ? Math.Min(cap, (long)Math.Truncate(times * own.ServiceCost(month))) : cap;
    }

    /// <summary>Reports that nothing replaces; where a payroll tells a month, its payroll alone.</summary>
    private static List<ToldWage> Standing(IReadOnlyList<ToldWage> reports)
    {
        var last = reports.Where(report => reports.All(other => other.Replaces != report.Id)).ToList();
        return last.FindAll(report => report.Source == "payroll" || !last.Exists(other => other.Source == "payroll" && (other.Employer, other.Of) == (report.Employer, report.Of)));
    }

    private static long PayOf(NaiveAgreement own, List<ToldWage> reports, YearMonth month) =>
        reports.Where(report => report.Of == month && Counts(own, report)).Sum(report => report.Gross);

    /// <summary>Pay after a job's end belongs to the employer's last one before; an employer without any job is untested.</summary>
    private static bool Counts(NaiveAgreement own, ToldWage report)
    {
        var last = report.Of.ToDateInterval().End;
        var jobs = own.Work.Jobs.Where(job => job.Employer == report.Employer && NaiveWork.Touches(job, report.Of)).ToList();
        if (jobs.Count == 0)
            jobs.AddRange(own.Work.Jobs.Where(job => job.Employer == report.Employer && job.From <= last).TakeLast(1));
        if (own.Breaches.Any(breach => breach.On <= last && jobs.Exists(job => job.Id == breach.Job)))
            return false;
        var carrying = own.Rule.CarryingTiers;
        return carrying is null || (jobs.Count == 0 ? carrying.Contains(own.Work.Untested) : jobs.TrueForAll(job => carrying.Contains(own.Work.LowestIn(job.Id, report.Of))));
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

    /// <summary>The lower of what exceeds the floor and what the limit allows, less the month's own due; without a limit never more than the share once more.</summary>
    private static long RoomOf(SimulatedTerms.Contribution rule, ToldAgreement agreement, long pay, long due)
    {
        var allowed = rule.MaxShareOfPay is { } limit ? Math.Max(0, limit - agreement.OtherShare) * pay : due + (rule.Share * pay);
        return (long)Math.Truncate(Math.Max(0, Math.Min(Math.Max(0, pay - rule.Floor), allowed) - due));
    }
}
