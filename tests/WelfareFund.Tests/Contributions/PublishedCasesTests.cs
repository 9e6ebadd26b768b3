using WelfareFund.Contributions;
using WelfareFund.Terms;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class PublishedCasesTests
{
    /// <summary>A published income share agreement's payment illustration: 17%, 24 payments, cap 34,500, floor 5,000 a month.</summary>
    [Theory]
    [InlineData(65_000, 921, 24, 22_100)]
    [InlineData(85_000, 1_204, 24, 28_900)]
    [InlineData(105_000, 1_488, 24, 34_500)]
    [InlineData(125_000, 1_771, 20, 34_500)]
    [InlineData(135_000, 1_913, 19, 34_500)]
    public void A_published_payment_illustration_is_reproduced(int yearly, int shownMonthly, int payments, int total)
    {
        var terms = Of(
            new()
            {
                Id = "illustration",
                Currency = Usd,
                Share = new(0.17m),
                Payments = 24,
                Floor = Floor(Dollars(5_000), FloorRule.Cliff),
                Rounding = RoundingMode.HalfUp,
            },
            cap: Dollars(34_500));
        var state = default(ContributionState);
        var paid = new List<Money>();
        for (var month = 0; month < 36; month++)
        {
            // A month's salary is kept to the cent; a year's twelve months sum to the yearly salary.
            var gross = Dollars(yearly * (month % 12 + 1) / 12m) - Dollars(yearly * (month % 12) / 12m);
            var step = Step(terms, state, PayOf(gross));
            state = step.State;
            if (step.Decision.IsDue)
                paid.Add(step.Due);
        }

        Rounding.Apply(paid[0].Amount, RoundingMode.HalfUp).ShouldBe(shownMonthly);
        paid.Count.ShouldBe(payments);
        Rounding.Apply(paid.Aggregate((sum, next) => sum + next).Amount, RoundingMode.HalfUp).ShouldBe(total);
        terms.EndedBy(state).ShouldBe(ContributionReason.Completed);
    }

    /// <summary>The UK's student loan repayments: 9% of pay above a monthly threshold, rounded down to whole pounds.</summary>
    [Theory]
    [InlineData(1_577, 2_000, 38)]
    [InlineData(1_577, 2_250, 60)]
    [InlineData(1_682, 2_000, 28)]
    [InlineData(1_682, 2_250, 51)]
    [InlineData(2_082, 2_750, 60)]
    [InlineData(2_274, 2_400, 11)]
    public void The_published_student_loan_repayments_are_reproduced(int threshold, int pay, int due)
    {
        var gbp = Currency.Of("GBP");
        var terms = Of(new()
        {
            Id = "student-loan",
            Currency = gbp,
            Share = new(0.09m),
            Floor = Floor(new(threshold * 100, gbp), FloorRule.Above),
            Rounding = RoundingMode.Down,
            RoundTo = new(100, gbp),
        });

        Step(terms, default, PayOf(new(pay * 100, gbp))).Due.ShouldBe(new Money(due * 100, gbp));
    }
}
