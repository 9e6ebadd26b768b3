using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>
/// Throws what happens to a small fund's people and contracts over its months: some of it late, corrected, missing, contradictory or wrong. It knows what a
/// file may say, and nothing of what the product or the model makes of it.
/// </summary>
internal sealed class RandomBusiness
{
    private readonly Dice dice;
    private readonly SimulatedTerms terms;
    private readonly List<SimulatedFact> facts = [];
    private readonly string[] employers;
    private readonly LocalDate lastDay;
    private int claims;
    private int wages;
    private int audits;
    private int deductions;

    private RandomBusiness(Dice dice, SimulatedTerms terms)
    {
        (this.dice, this.terms) = (dice, terms);
        lastDay = terms.LastDay(terms.Months - 1);
        employers = [.. Enumerable.Range(1, dice.Between(1, 3)).Select(number => $"employer-{number}")];
    }

    internal static IReadOnlyList<SimulatedFact> Of(Dice dice, SimulatedTerms terms)
    {
        var business = new RandomBusiness(dice, terms);
        business.Parties();
        business.Capital(dice.For(1));
        foreach (var number in Enumerable.Range(1, dice.Between(3, 12)))
            business.Worker($"worker-{number}");
        return business.facts;
    }

    private LocalDate FirstDay => terms.FirstMonth.OnDayOfMonth(1);

    private void Parties()
    {
        facts.AddRange(employers.Select(id => new ToldParty(0, "employers", $"{id},Employer {id},DE")));
        facts.AddRange(terms.Contracts.Select(contract => new ToldParty(0, "providers", $"{contract.Provider},Provider {contract.Provider},PH,EUR,")));
    }

    private void Capital(Dice own)
    {
        var investors = Enumerable.Range(1, own.Between(1, 3)).Select(number => $"investor-{number}").ToArray();
        facts.AddRange(investors.Select(id => new ToldParty(0, "investors", $"{id},Investor {id},foundation,DE")));
        var number = 0;
        foreach (var investor in investors)
        {
            foreach (var (tranche, _) in terms.Tranches.Where(_ => own.Percent(70)))
                facts.Add(new ToldCommitment(0, $"commitment-{++number}", investor, tranche, own.Cents(5000, 40000), FirstDay.PlusDays(own.Between(0, 2))));
        }

        if (own.Percent(30))
            facts.Add(new ToldCommitment(2, $"commitment-{++number}", investors[0], terms.Tranches[0].Id, own.Cents(1000, 9000), terms.Month(2).OnDayOfMonth(own.Between(1, 28))));
        for (var month = 0; month < terms.Months; month++)
        {
            if (month == 0 || own.Percent(35))
            {
                var on = terms.Month(month).OnDayOfMonth(own.Between(3, 25));
                facts.Add(new ToldCall(Late(own, month), $"call-{month}", on, on.PlusDays(own.Between(10, 40)), own.Cents(1000, month == 0 ? 30000 : 12000)));
            }
        }
    }

    /// <summary>Mostly in its month, sometimes later.</summary>
    private int Late(Dice own, int month) => Math.Min(terms.Months, month + (own.Percent(85) ? 0 : own.Between(1, 3)));

    private int MonthOf(LocalDate day) => Math.Max(0, Period.Between(FirstDay, day.ToYearMonth().OnDayOfMonth(1), PeriodUnits.Months).Months);

    private void Worker(string id)
    {
        var contract = dice.OneOf(terms.Contracts.ToArray());
        var enrolled = FirstDay.PlusDays(dice.Between(0, Math.Max(40, Period.DaysBetween(FirstDay, lastDay) - 150)));
        var told = Late(dice, MonthOf(enrolled));
        facts.Add(new ToldWorker(told, id, enrolled, contract.Id, dice.OneOf("", "", "woman", "remote", "remote|woman", "other")));
        if (dice.Percent(88))
            Agreement(id, enrolled, told);
        if (dice.Percent(25))
            Pause(id, enrolled, told);
        var jobs = dice.Percent(92) ? Jobs(id, enrolled, told) : [];
        if (dice.Percent(18))
            End(id, enrolled, told);
        Claims(id, contract, enrolled, jobs, told);
        if (dice.Percent(5))
            Wage(told, id, dice.OneOf(employers), enrolled.ToYearMonth(), dice.Cents(500, 4000));
    }

    private void Agreement(string worker, LocalDate enrolled, int told)
    {
        var consent = enrolled.PlusDays(dice.Between(-5, 45));
        var agreement = new ToldAgreement(Math.Max(told, Late(dice, MonthOf(consent))), $"agreement-{worker}", worker, dice.OneOf(terms.Contributions.ToArray()).Id, consent, dice.Cents(200, 4000), dice.OneOf(0m, 0m, 0.04m), null, null);
        facts.Add(agreement);
        if (!dice.Percent(30))
            return;
        var from = consent.PlusDays(dice.Between(0, 60));
        facts.Add(agreement = agreement with { Told = agreement.Told + dice.Between(1, 3), DeductionsFrom = from });
        if (dice.Percent(30))
            facts.Add(agreement with { Told = agreement.Told + dice.Between(1, 3), WithdrawnOn = from.PlusDays(dice.Between(10, 150)) });
    }

    private void End(string worker, LocalDate enrolled, int told)
    {
        var on = enrolled.PlusDays(dice.Between(20, 260));
        if (on <= lastDay)
            facts.Add(new ToldEnding(Math.Max(told, Late(dice, MonthOf(on))), worker, "", on, dice.OneOf("returned", "returned", "died", "disabled", "withdrawn")));
    }

    private void Pause(string worker, LocalDate enrolled, int told)
    {
        var from = enrolled.PlusDays(dice.Between(30, 200));
        var to = from.PlusDays(dice.Between(0, 70));
        var first = Math.Max(told, Late(dice, MonthOf(from)));
        if (dice.Percent(50))
        {
            facts.Add(new ToldPause(first, $"pause-{worker}", worker, from, to));
            return;
        }

        facts.Add(new ToldPause(first, $"pause-{worker}", worker, from, null));
        if (dice.Percent(80))
            facts.Add(new ToldPause(Math.Max(first + 1, Late(dice, MonthOf(to))), $"pause-{worker}", worker, from, to));
    }

    private List<(LocalDate From, LocalDate To)> Jobs(string worker, LocalDate enrolled, int told)
    {
        var jobs = new List<(LocalDate, LocalDate)>();
        var from = enrolled.PlusDays(dice.OneOf(0, dice.Between(0, 10), dice.Between(0, 60)));
        foreach (var number in Enumerable.Range(1, dice.OneOf(1, 1, 1, 2, 2, 3)))
        {
            var to = from.PlusDays(dice.Percent(60) ? 800 : dice.Between(5, 250));
            Job($"job-{number}-{worker}", worker, from, to, told);
            jobs.Add((from, to));
            from = to.PlusDays(dice.Percent(25) ? -dice.Between(1, 60) : dice.Between(1, 50));
            if (from < enrolled)
                from = enrolled;
            if (from > lastDay)
                break;
        }

        return jobs;
    }

    private void Job(string id, string worker, LocalDate from, LocalDate to, int toldWorker)
    {
        var employer = dice.OneOf(employers);
        var told = Math.Max(toldWorker, Late(dice, MonthOf(from)));
        facts.Add(new ToldJob(told, id, worker, employer, from, null));
        var known = to <= lastDay ? Math.Max(told + 1, Late(dice, MonthOf(to))) : (int?)null;
        if (known is { } ended)
        {
            var wrong = dice.Percent(20);
            facts.Add(new ToldJob(ended, id, worker, employer, from, wrong ? LocalDate.Max(from, to.PlusDays(dice.Between(-40, 40))) : to));
            if (wrong && dice.Percent(70))
                facts.Add(new ToldJob(ended + dice.Between(1, 3), id, worker, employer, from, to));
        }

        if (dice.Percent(8) && LocalDate.Min(to, lastDay) is var breach)
            facts.Add(new ToldEnding(Math.Max(told, Late(dice, MonthOf(breach))), "", id, breach, "employer-breach"));
        foreach (var _ in Enumerable.Range(0, dice.OneOf(0, 0, 1, 3, 5)))
            Audit(id, from, told);
        var (wage, isDeducted) = (dice.Cents(1200, 3800), dice.Percent(25));
        for (var month = from.ToYearMonth(); month <= to.ToYearMonth() && month <= lastDay.ToYearMonth(); month = month.PlusMonths(1))
        {
            if (dice.Percent(92))
                Wage(told, worker, employer, month, dice.Percent(80) ? wage : dice.Percent(30) ? dice.OneOf(terms.Contributions.ToArray()).Floor : dice.Cents(0, 4500));
            if (isDeducted && month >= terms.FirstMonth)
                Deduction(told, worker, employer, month);
        }
    }

    private void Audit(string job, LocalDate from, int told)
    {
        var on = from.PlusDays(dice.Between(0, 200));
        if (on <= lastDay)
            facts.Add(new ToldAudit(Math.Max(told, Late(dice, MonthOf(on))), $"audit-{++audits}", job, on, dice.OneOf(terms.Criteria.ToArray()).Id, dice.OneOf("met", "met", "met", "not-met", "unknown")));
    }

    private void Deduction(int told, string worker, string employer, YearMonth month)
    {
        var on = month.OnDayOfMonth(dice.Between(1, 28));
        var transfer = dice.Percent(90) ? $"transfer {employer} {month:uuuuMM}" : $"transfer {month:uuuuMM}";
        facts.Add(new ToldDeduction(Math.Max(told, Late(dice, MonthOf(on))), $"deduction-{++deductions}", worker, employer, on, dice.Cents(20, 300), transfer));
    }

    private void Wage(int toldWorker, string worker, string employer, YearMonth month, long gross)
    {
        var reported = month.OnDayOfMonth(1).PlusDays(dice.Between(20, 50));
        var told = Math.Max(toldWorker, MonthOf(month.OnDayOfMonth(1)) + Math.Min(terms.WageMonthLag, 1) + (dice.Percent(85) ? 0 : dice.Between(1, 4)));
        var source = dice.OneOf("payroll", "payroll", "payroll", "payslip", "self-report");
        var id = $"wage-{++wages}";
        facts.Add(new ToldWage(told, id, worker, employer, month, gross, source, reported, null));
        if (dice.Percent(8))
            facts.Add(new ToldWage(told + dice.Between(0, 1), $"wage-{++wages}", worker, employer, month, dice.Cents(500, 4000), dice.OneOf("payroll", "self-report"), reported.PlusDays(5), null));
        foreach (var correction in Enumerable.Range(1, dice.OneOf(0, 0, 0, 0, 0, 0, 0, 0, 1, 2)))
        {
            var corrects = id;
            id = $"wage-{++wages}";
            told += dice.Between(1, 2);
            facts.Add(new ToldWage(told, id, worker, employer, month, Math.Max(0, gross + dice.Cents(-600, 700)), source, reported.PlusDays(30 * correction), corrects));
        }
    }

    private void Claims(string worker, SimulatedTerms.Contract contract, LocalDate enrolled, List<(LocalDate From, LocalDate To)> jobs, int told)
    {
        foreach (var metric in contract.Metrics.Where(_ => dice.Percent(85)))
        {
            var about = metric.Trigger switch
            {
                "enrolled" => enrolled,
                "trained" => enrolled.PlusDays(dice.Between(5, 60)),
                "started" => jobs is [var first, ..] ? first.From : enrolled.PlusDays(20),
                _ => (jobs is [var first, ..] ? first.From : enrolled).PlusDays((metric.Months * 365 / 12) + dice.OneOf(0, 0, 1, 15, 40)),
            };
            Claim(worker, dice.Percent(3) ? dice.OneOf(terms.Contracts.ToArray()) : contract, metric.Id, about.PlusDays(dice.OneOf(0, 0, 0, 1, 4, -3)), told);
            if (dice.Percent(6))
                Claim(worker, contract, metric.Id, about.PlusDays(dice.Between(0, 30)), told);
        }
    }

    private void Claim(string worker, SimulatedTerms.Contract contract, string metric, LocalDate achieved, int toldWorker)
    {
        if (contract.Metrics.All(known => known.Id != metric))
            return;
        var id = $"claim-{++claims}";
        var submitted = achieved.PlusDays(dice.OneOf(0, 2, 6, 15, 30, 70));
        var told = Math.Max(toldWorker, Late(dice, MonthOf(submitted)));
        facts.Add(new ToldClaim(told, id, contract.Id, worker, metric, achieved, submitted));
        var decided = submitted.PlusDays(dice.Between(0, 25));
        foreach (var word in dice.OneOf<string[]>(["accepted"], ["accepted"], ["accepted"], ["accepted"], ["returned", "accepted"], ["rejected"], ["rejected", "accepted"], ["accepted", "rejected"], ["accepted", "rejected", "accepted"], []))
        {
            told = Math.Max(told, Late(dice, MonthOf(decided)));
            facts.Add(new ToldDecision(told, id, decided, word));
            decided = decided.PlusDays(dice.Between(1, 30));
        }
    }
}
