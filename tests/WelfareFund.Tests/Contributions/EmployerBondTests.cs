using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class EmployerBondTests
{
    private static readonly BondTerms Terms = new() { Amount = Euros(2400), Months = 24 };

    [Fact]
    public void It_accrues_by_day_to_the_employer()
    {
        var months = Bond([Signed("A1", new(2025, 1, 1))], [Job("home", new(2025, 1, 16))]).Through(new(2025, 2));

        // 730 days: 2,400.00 × 16 ÷ 730 = 52.60 by the end of January, × 44 ÷ 730 = 144.65 by the end of February
        months.Select(month => (month.Month, month.Employer?.Value, month.Owed)).ShouldBe([(new(2025, 1), "home", Euros(52.60m)), (new(2025, 2), "home", Euros(92.05m))]);
        TraceText.Sentence(months[1].Trace).ShouldBe("2025-02-01 to 2025-02-28: 2,400.00 EUR × 44 ÷ 730 days, rounded down, 144.65, less 52.60 up to the day before");
    }

    [Fact]
    public void Between_two_signatures_nobody_owes()
    {
        var months = Bond(
            [Signed("A1", new(2025, 1, 1)), Signed("A2", new(2025, 3, 21))],
            [Job("home", new(2025, 1, 1), new(2025, 2, 28)), Job("clinic", new(2025, 3, 11))]).Through(new(2025, 3));

        months.Where(month => month.Month == new YearMonth(2025, 3)).Select(month => (month.Employer?.Value, month.Owed, month.WrittenOff)).ShouldBe(
            [(null, Euros(0), Euros(65.75m)), ("clinic", Euros(36.17m), Euros(0))]);
    }

    [Fact]
    public void An_employer_that_never_signs_never_owes() =>
        Bond([Signed("A1", new(2025, 1, 1))], [Job("home", new(2025, 1, 1), new(2025, 1, 31)), Job("clinic", new(2025, 2, 1))]).Through(new(2025, 12))
            .Where(month => month.Month > new YearMonth(2025, 1)).ShouldAllBe(month => month.Agreement == null && month.Owed.IsZero);

    [Fact]
    public void A_signature_binds_for_no_more_than_was_disclosed()
    {
        var months = Bond([Signed("A1", new(2025, 1, 1), 150)], [Job("home", new(2025, 1, 1))]).Through(new(2025, 3));

        months.Select(month => month.Owed).ShouldBe([Euros(101.91m), Euros(48.09m), Euros(0)]);
        months[1].WrittenOff.ShouldBe(Euros(43.97m));
    }

    [Fact]
    public void After_the_workers_ending_nobody_owes() =>
        Bond([Signed("A1", new(2025, 1, 1))], [Job("home", new(2025, 1, 1))], new(2025, 1, 31)).Through(new(2025, 2))[1].Owed.ShouldBe(Euros(0));

    [Fact]
    public void Whoever_owes_which_days_all_of_them_sum_to_the_amount() =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(0, 600).ToArbitrary(), (minor, months, gap) =>
        {
            var terms = new BondTerms { Amount = new(minor, Eur), Months = months };
            var moved = new LocalDate(2025, 1, 20).PlusDays(gap);
            var bond = new EmployerBond(terms, RoundingMode.Down, [Signed("A1", new(2025, 1, 5), 100_000), Signed("A2", moved.PlusDays(9), 100_000)],
                [Job("home", new(2025, 1, 10), moved), Job("clinic", moved.PlusDays(3))], null);
            return bond.Through(new(2031, 1)).Aggregate(Money.Zero(Eur), (sum, month) => sum + month.Owed + month.WrittenOff) == terms.Amount;
        }).QuickCheckThrowOnFailure();

    private static EmployerBond Bond(Agreement[] agreements, Employment[] jobs, LocalDate? endedOn = null) => new(Terms, RoundingMode.Down, agreements, jobs, endedOn);

    private static Agreement Signed(string id, LocalDate on, decimal cap = 2400) => new() { Id = new(id), Worker = new("W1"), TermsId = "bond", ConsentOn = on, DisclosedCap = Euros(cap) };

    private static Employment Job(string employer, LocalDate from, LocalDate? to = null) => new()
    {
        Id = new($"E-{employer}"),
        Worker = new("W1"),
        Employer = new(employer),
        StartedOn = from,
        EndedOn = to,
        OfferedWage = Euros(2000),
        ContractWage = Euros(2000),
        HoursPerWeek = 40,
    };
}
