using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.Terms;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Outcomes;

/// <summary>The published fees of Ireland's JobPath: registration, then accumulated weeks in work.</summary>
public sealed class PublishedCasesTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly ContractTerms JobPath = new()
    {
        Id = "maharlika-2025",
        Currency = Eur,
        From = new(2025, 1, 1),
        To = new(2027, 12, 31),
        RateCards =
        [
            new()
            {
                Effective = new(2025, 1, 1),
                Metrics =
                [
                    new() { Id = "registered", Price = Euros(311), Trigger = new EventTrigger { Event = "registered" } },
                    .. new[] { (13, 613), (26, 737), (39, 892), (52, 1_165) }.Select(fee => new MetricTerms
                    {
                        Id = $"weeks-{fee.Item1}", Price = Euros(fee.Item2), Trigger = new SustainedTrigger { Weeks = fee.Item1 }, After = ["registered"],
                    }),
                ],
            },
        ],
    };

    [Fact]
    public void A_year_in_work_pays_all_fees()
    {
        var facts = Facts(Worker(), [Job(Start)]);
        Total(Decide(JobPath, facts, AllClaims(facts))).ShouldBe(Euros(3_718));
    }

    [Fact]
    public void Thirty_weeks_with_a_break_pay_registration_and_two_steps()
    {
        var again = Start.PlusWeeks(20);
        var facts = Facts(Worker(), [Job(Start, Start.PlusWeeks(10).PlusDays(-1)), Job(again, again.PlusWeeks(20).PlusDays(-1), "job-2")]);
        var decided = Decide(JobPath, facts, AllClaims(facts));
        Total(decided).ShouldBe(Euros(1_661));
        decided.Count(one => one.Decision is HeldOutcome { Why.Code: "not-achieved" }).ShouldBe(2);
    }

    [Fact]
    public void A_second_registration_of_the_same_person_pays_nothing()
    {
        var facts = Facts(Worker(), []);
        var decided = Decide(JobPath, facts, Claim("registered", Enrolled), Claim("registered", Enrolled.PlusMonths(8), "second"));
        Total(decided).ShouldBe(Euros(311));
        decided[1].Decision.ShouldBeOfType<RefusedOutcome>().Why.Code.ShouldBe("already-paid");
    }

    private static AcceptedClaim[] AllClaims(OutcomeFacts facts) =>
    [
        Claim("registered", Enrolled),
        .. new[] { 13, 26, 39, 52 }.Select(weeks => Claim(
            $"weeks-{weeks}", new TimeInWork(facts.Employments, facts.Through).Completes(new() { Weeks = weeks }) ?? new LocalDate(2026, 6, 1))),
    ];

    private static Money Total(IEnumerable<DecidedClaim> decided) =>
        decided.Select(one => one.Decision).OfType<PayableOutcome>().Aggregate(Money.Zero(Eur), (sum, one) => sum + one.Gross);

    private static Money Euros(int amount) => new(amount * 100, Eur);
}
