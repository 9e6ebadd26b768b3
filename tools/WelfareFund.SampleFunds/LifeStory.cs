using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.SampleFunds;

/// <summary>Who enrols, learns, works where and until when.</summary>
internal sealed class LifeStory(SeededRandom random, FundTerms terms, LocalDate lastDay)
{
    private static readonly Dictionary<(string Contract, int Place), Twist> Twists = new()
    {
        [("maharlika-2024", 3)] = Twist.PaysDouble,
        [("maharlika-2024", 5)] = Twist.ClaimRejected,
        [("maharlika-2024", 8)] = Twist.ClaimReturned,
        [("maharlika-2024", 11)] = Twist.ClaimTooLate,
        [("maharlika-2024", 14)] = Twist.LongGap,
        [("maharlika-2024", 17)] = Twist.TwoEmployers,
        [("maharlika-2024", 20)] = Twist.EmployerBreach,
        [("maharlika-2024", 23)] = Twist.Died,
        [("maharlika-2024", 26)] = Twist.Illness,
        [("maharlika-2024", 29)] = Twist.ParentalLeave,
        [("maharlika-2024", 32)] = Twist.PaysNever,
        [("maharlika-2024", 35)] = Twist.FailsMust,
        [("maharlika-2024", 38)] = Twist.FailsMustThenMeets,
        [("maharlika-2024", 41)] = Twist.WageCorrectedUp,
        [("maharlika-2024", 44)] = Twist.WageCorrectedDown,
        [("maharlika-2024", 47)] = Twist.WageLate,
        [("maharlika-2024", 50)] = Twist.UnderFloor,
        [("maharlika-2024", 53)] = Twist.WageMissing,
        [("maharlika-2024", 56)] = Twist.NoConsent,
        [("maharlika-2024", 118)] = Twist.ClaimUndecided,
        [("sakura-bridge-2024", 4)] = Twist.ShortGap,
        [("sakura-bridge-2024", 9)] = Twist.Returned,
        [("sakura-bridge-2024", 13)] = Twist.WageCorrectedDown,
        [("sakura-bridge-2024", 18)] = Twist.UnderFloor,
        [("sakura-bridge-2024", 22)] = Twist.WageLate,
        [("sakura-bridge-2024", 7)] = Twist.MovesCountry,
    };

    internal List<Life> Live(IReadOnlyList<Route> routes)
    {
        var enrolments = new List<(Route Route, int Place, LocalDate On)>();
        for (var r = 0; r < routes.Count; r++)
        {
            var ofRoute = random.For(9_000_000 + r);
            var days = Period.DaysBetween(routes[r].From, routes[r].To);
            var dates = Enumerable.Range(0, routes[r].Workers).Select(_ => routes[r].From.PlusDays(ofRoute.Between(0, days))).Order().ToList();
            enrolments.AddRange(dates.Select((on, i) => (routes[r], i + 1, on)));
        }

        return [.. enrolments.OrderBy(enrolment => enrolment.On).Select((enrolment, i) => Live(i + 1, enrolment.Route, enrolment.Place, enrolment.On))];
    }

    private Life Live(int number, Route route, int place, LocalDate enrolledOn)
    {
        var life = new Life
        {
            Id = FormattableString.Invariant($"W{number:D5}"),
            Route = route,
            Twist = Twists.GetValueOrDefault((route.Contract.Id, place)),
            Random = random.For(number),
            EnrolledOn = enrolledOn,
        };
        life.Consents = life.Twist is not Twist.NoConsent && (life.Twist is not Twist.None || life.Random.Percent(98));
        Prepare(life);
        if (life.Jobs.Count > 0)
            Work(life);
        return life;
    }

    private void Prepare(Life life)
    {
        var (route, own) = (life.Route, life.Random);
        var ready = life.EnrolledOn.PlusDays(own.Between(35, 70));
        if (life.Twist is Twist.None && own.Percent(5))
        {
            End(life, life.EnrolledOn.PlusDays(own.Between(15, 60)), "withdrawn");
            return;
        }

        if (route.Trains && ready <= lastDay)
            life.TrainedOn = ready;
        if (life.Twist is Twist.None && own.Percent(4))
        {
            End(life, ready.PlusDays(own.Between(5, 40)), "withdrawn");
            return;
        }

        var start = ready.PlusDays(own.Between(20, 55));
        if (start <= lastDay.PlusMonths(-1))
            life.Jobs.Add(NewJob(life, start, life.Twist is Twist.FailsMust or Twist.FailsMustThenMeets));
    }

    private void Work(Life life)
    {
        var (own, first) = (life.Random, life.Jobs[0]);
        switch (life.Twist)
        {
            case Twist.LongGap: ChangeJob(life, first.Start.PlusDays(110), 48, "business closed"); break;
            case Twist.ShortGap: ChangeJob(life, first.Start.PlusDays(95), 12, "worker's wish"); break;
            case Twist.MovesCountry:
                ChangeJob(life, first.Start.PlusDays(150), 24, "worker's wish");
                life.Jobs[1] = life.Jobs[1] with { Employer = Cast.German[0], Wage = Money.Round(2480, Currency.Of("EUR"), RoundingMode.HalfUp), Offered = Money.Round(2480, Currency.Of("EUR"), RoundingMode.HalfUp) };
                break;
            case Twist.EmployerBreach: ChangeJob(life, first.Start.PlusDays(130), 12, "employer broke the contract"); break;
            case Twist.TwoEmployers:
                life.Jobs.Add(NewJob(life, first.Start.PlusDays(120), false) with { End = first.Start.PlusDays(185), EndReason = "weekend contract ended", Wage = InWages(life, 450), Offered = InWages(life, 450), Hours = 8 });
                break;
            case Twist.Died: Leave(life, first.Start.PlusDays(205), "died"); break;
            case Twist.Returned: Leave(life, first.Start.PlusDays(150), "returned"); break;
            case Twist.None when own.Percent(12): ChangeJob(life, first.Start.PlusDays(own.Between(60, 260)), own.Between(3, 26), own.OneOf("laid off", "business closed", "worker's wish")); break;
            case Twist.None when own.Percent(5): Leave(life, first.Start.PlusDays(own.Between(70, 330)), "returned"); break;
            default: break;
        }
    }

    private void ChangeJob(Life life, LocalDate lastInWork, int gapDays, string reason)
    {
        if (lastInWork > lastDay)
            return;
        life.Jobs[0] = life.Jobs[0] with { End = lastInWork, EndReason = reason };
        var next = lastInWork.PlusDays(gapDays + 1);
        if (next <= lastDay.PlusMonths(-1))
            life.Jobs.Add(NewJob(life, next, false));
    }

    private void Leave(Life life, LocalDate on, string reason)
    {
        if (on > lastDay)
            return;
        life.Jobs[0] = life.Jobs[0] with { End = on, EndReason = reason == "died" ? "death" : "returned home" };
        End(life, reason == "died" ? on : on.PlusDays(life.Random.Between(2, 9)), reason);
    }

    private void End(Life life, LocalDate on, string reason)
    {
        if (on <= lastDay)
            (life.EndedOn, life.EndReason) = (on, reason);
    }

    private static Job NewJob(Life life, LocalDate start, bool cutsCorners)
    {
        var (route, own) = (life.Route, life.Random);
        Cast.Employer employer;
        do
        {
            employer = cutsCorners ? route.Employers.Single(one => one.CutsCorners) : own.OneOf([.. route.Employers]);
        }
        while (life.Jobs.Exists(job => job.Employer == employer) || (life.Twist is not Twist.None && employer.CutsCorners != cutsCorners));
        var wage = InWages(life, own.Between(route.LeastWage / route.WageStep, route.MostWage / route.WageStep) * route.WageStep);
        var offered = own.PerThousand(30) && life.Twist is Twist.None ? Money.Round(wage.Amount * 1.05m, wage.Currency, RoundingMode.HalfUp) : wage;
        return new(FormattableString.Invariant($"E-{life.Id}-{life.Jobs.Count + 1}"), employer, start, null, "", offered, wage, own.OneOf(39, 39, 40, 38));
    }

    private static Money InWages(Life life, int major) => Money.Round(major, life.Route.Agreement.Currency, RoundingMode.HalfUp);

    /// <summary>What the contract pays for services for one worker who comes through: what a contribution's cap is disclosed from.</summary>
    internal Money ServiceCostOf(Life life)
    {
        var services = terms.CostLines.Where(line => line.Kind is CostLineKind.Service).Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        var card = life.Route.Contract.RateCardOn(life.EnrolledOn)!;
        var cost = card.Metrics.Sum(metric => metric.Price.Amount * metric.CostLines.Where(line => services.Contains(line.Key)).Sum(line => line.Value));
        return Money.Round(cost, life.Route.Contract.Currency, RoundingMode.HalfUp);
    }
}
