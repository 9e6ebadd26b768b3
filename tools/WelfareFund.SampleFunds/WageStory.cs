using NodaTime;

namespace WelfareFund.SampleFunds;

/// <summary>What the employers' payrolls report, month by month.</summary>
internal sealed class WageStory(SampleTables tables, LocalDate lastDay, Notes notes)
{
    private int reports;

    internal void Tell(Life life)
    {
        var own = life.Random;
        foreach (var job in life.Jobs)
        {
            for (var month = job.Start.ToYearMonth(); month < lastDay.ToYearMonth() && job.Touches(month); month = month.PlusMonths(1))
                Report(life, job, month, own);
        }
    }

    private void Report(Life life, Job job, YearMonth month, SeededRandom own)
    {
        var nth = 12 * (month.Year - job.Start.Year) + month.Month - job.Start.Month;
        var isFirstJob = job == life.Jobs[0];
        var share = Share(job, month, own);
        if (own.PerThousand(25) || (life.Twist is Twist.UnderFloor && nth is 4 or 5))
        {
            share *= own.Between(52, 72) / 100m;
            if (life.Twist is Twist.UnderFloor)
                notes.Add(life.Twist, $"{life.Id}: unpaid leave in {month:uuuu-MM}, pay below the floor");
        }

        var gross = Part(job.Wage, share);
        var reportedOn = month.PlusMonths(1).OnDayOfMonth(own.Between(3, 10));
        if ((life.Twist is Twist.WageMissing && nth == 5) || own.PerThousand(3))
        {
            notes.Add(Twist.WageMissing, $"{life.Id}: the pay of {month:uuuu-MM} is never reported");
            return;
        }

        if ((life.Twist is Twist.WageLate && isFirstJob && nth == 4) || own.PerThousand(12))
        {
            reportedOn = month.PlusMonths(own.OneOf(2, 2, 3)).OnDayOfMonth(own.Between(8, 20));
            if (life.Twist is Twist.WageLate)
                notes.Add(life.Twist, $"{life.Id}: the pay of {month:uuuu-MM} is reported only on {reportedOn:uuuu-MM-dd}");
        }

        var id = Report(life, job, month, gross, reportedOn, own, null);
        var isTold = life.Twist is Twist.WageCorrectedUp or Twist.WageCorrectedDown && nth == 5;
        if (id is not null && (isTold || own.PerThousand(8)))
            Correct(life, job, month, gross, reportedOn, id, own, isTold);
    }

    private void Correct(Life life, Job job, YearMonth month, Money gross, LocalDate reportedOn, string id, SeededRandom own, bool isTold)
    {
        var correctedOn = reportedOn.PlusDays(own.Between(45, 80));
        var up = isTold ? life.Twist is Twist.WageCorrectedUp : own.Percent(50);
        var right = Part(gross, up ? own.Between(104, 112) / 100m : own.Between(86, 95) / 100m);
        if (Report(life, job, month, right, correctedOn, own, id) is { } correction && isTold)
            notes.Add(life.Twist, $"{life.Id}: the pay of {month:uuuu-MM}, {gross}, is corrected to {right} on {correctedOn:uuuu-MM-dd} (report {correction})");
    }

    /// <summary>Null when it comes after the story's end.</summary>
    private string? Report(Life life, Job job, YearMonth month, Money gross, LocalDate on, SeededRandom own, string? replaces)
    {
        if (on > lastDay)
            return null;
        var id = FormattableString.Invariant($"WG-{++reports:D5}");
        var net = Part(gross, gross.Currency.Code == "JPY" ? 0.80m : 0.69m);
        tables.Add("wages", on, id, life.Id, job.Employer.Id, month, gross, net, gross.Currency, own.PerThousand(960) ? "payroll" : own.OneOf("payslip", "payslip", "self-report"), on, replaces);
        return id;
    }

    /// <summary>Days in work of the month's days, and in some months a shift more or less.</summary>
    private static decimal Share(Job job, YearMonth month, SeededRandom own)
    {
        var (worked, days) = job.DaysIn(month);
        var shifts = own.Percent(35) ? own.Between(-20, 65) / 1000m : 0m;
        return (1 + shifts) * worked / days;
    }

    private static Money Part(Money money, decimal share) => Money.Round(money.Amount * share, money.Currency, RoundingMode.HalfUp);
}
