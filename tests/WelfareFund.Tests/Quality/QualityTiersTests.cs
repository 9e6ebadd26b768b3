using NodaTime;
using WelfareFund.Quality;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Quality;

public sealed class QualityTiersTests
{
    private static readonly LocalDate Day = new(2025, 3, 10);

    [Fact]
    public void Before_all_must_criteria_are_audited_the_tier_is_untested()
    {
        Tiers().On(Day).ShouldBe("B");
        Tiers(Audit(Day, "contract-as-offered", AuditResult.Met), Audit(Day, "housing", AuditResult.Met)).On(Day).ShouldBe("B");
        Tiers(Audit(Day, "contract-as-offered", AuditResult.Met), Audit(Day, "wage-paid-in-full", AuditResult.Unknown)).On(Day).ShouldBe("B");
    }

    [Fact]
    public void The_score_is_the_weight_met_of_the_weight_audited()
    {
        Tiers([.. BothMusts]).On(Day).ShouldBe("A");
        Tiers([.. BothMusts, Audit(Day, "housing", AuditResult.NotMet)]).On(Day).ShouldBe("B");
    }

    [Fact]
    public void A_failed_must_criterion_means_the_lowest_tier_from_the_audits_day()
    {
        var tiers = Tiers([.. BothMusts, Audit(Day.PlusDays(20), "wage-paid-in-full", AuditResult.NotMet)]);
        tiers.On(Day.PlusDays(19)).ShouldBe("A");
        tiers.On(Day.PlusDays(20)).ShouldBe("C");
    }

    [Fact]
    public void A_later_result_takes_the_place_of_an_earlier_one()
    {
        var tiers = Tiers([Audit(Day.PlusDays(-5), "wage-paid-in-full", AuditResult.NotMet), .. BothMusts]);
        tiers.On(Day.PlusDays(-1)).ShouldBe("C");
        tiers.On(Day).ShouldBe("A");
    }

    [Fact]
    public void The_lowest_tier_of_a_month_is_that_of_its_worst_day()
    {
        var tiers = Tiers([.. BothMusts, Audit(new(2025, 4, 10), "wage-paid-in-full", AuditResult.NotMet), Audit(new(2025, 4, 20), "wage-paid-in-full", AuditResult.Met)]);
        tiers.LowestIn(new(2025, 4)).ShouldBe("C");
        tiers.LowestIn(new(2025, 5)).ShouldBe("A");
    }

    [Fact]
    public void Of_two_results_of_one_day_the_worse_one_holds_in_whatever_order_they_came()
    {
        Audit[] audits = [.. BothMusts, Audit(Day, "wage-paid-in-full", AuditResult.NotMet)];
        Tiers(audits).On(Day).ShouldBe("C");
        Tiers([.. audits.Reverse()]).On(Day).ShouldBe("C");
    }

    private static Audit[] BothMusts => [Audit(Day, "contract-as-offered", AuditResult.Met), Audit(Day, "wage-paid-in-full", AuditResult.Met)];

    private static QualityTiers Tiers(params Audit[] audits) => new(WelfareFund.Tests.Outcomes.Given.Quality, audits);
}
