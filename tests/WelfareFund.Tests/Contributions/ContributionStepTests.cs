using WelfareFund.Contributions;
using WelfareFund.Terms;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class ContributionStepTests
{
    [Fact]
    public void The_trace_shows_the_share_what_is_left_of_the_cap_and_what_is_due() =>
        Step(Of(TenPercent, cap: Euros(90)), default, PayOf(Euros(1_250))).Trace
            .ShouldBe("1,250.00 EUR × 10% = 125.00; cap left 90.00; due 90.00");

    [Theory]
    [InlineData(FloorRule.Cliff, "1799.99", "0.00")]
    [InlineData(FloorRule.Cliff, "1800.00", "180.00")]
    [InlineData(FloorRule.Above, "1800.00", "0.00")]
    [InlineData(FloorRule.Above, "2000.00", "20.00")]
    [InlineData(FloorRule.Taper, "1800.00", "0.00")]
    [InlineData(FloorRule.Taper, "1850.00", "50.00")]
    [InlineData(FloorRule.Taper, "2500.00", "250.00")]
    public void The_floor_is_whole_in_every_month(FloorRule rule, string pay, string due)
    {
        var terms = Of(TenPercent with { Floor = Floor(Euros(1_800), rule) });
        var month = Step(terms, default, PayOf(Euros(Dec(pay))));
        month.Due.ShouldBe(Euros(Dec(due)));
        month.Reason.ShouldBe(Dec(due) == 0 ? ContributionReason.BelowFloor : ContributionReason.None);
    }

    [Fact]
    public void Income_above_the_upper_cut_off_is_left_out() =>
        Step(Of(TenPercent with { UpperCutOff = Euros(4_000) }), default, PayOf(Euros(6_000))).Due.ShouldBe(Euros(400));

    [Fact]
    public void Other_obligations_leave_only_what_is_left_of_the_share_limit()
    {
        var terms = TenPercent with { MaxShareOfPay = 0.15m };
        Step(Of(terms, otherShare: 0.09m), default, PayOf(Euros(2_000))).Due.ShouldBe(Euros(120));
        var nothing = Step(Of(terms, otherShare: 0.15m), default, PayOf(Euros(2_000)));
        nothing.Reason.ShouldBe(ContributionReason.ShareLimit);
        nothing.Trace.ShouldBe("2,000.00 EUR × 10% = 200.00; other obligations take 15% of pay already, and all together may take 15%");
    }

    [Fact]
    public void Rounding_never_lifts_an_amount_over_what_is_left_of_the_cap()
    {
        var whole = TenPercent with { Rounding = RoundingMode.HalfUp, RoundTo = Euros(1) };
        var month = Step(Of(whole, cap: Euros(90.70m)), default, PayOf(Euros(1_000)));
        month.Due.ShouldBe(Euros(90));
        Step(Of(whole, cap: Euros(90.70m)), month.State, PayOf(Euros(1_000))).Reason.ShouldBe(ContributionReason.Completed);
    }

    [Fact]
    public void A_month_with_nothing_due_uses_window_and_no_payment() =>
        Step(Of(TenPercent with { Floor = Floor(Euros(1_800), FloorRule.Cliff) }), default, PayOf(Euros(1_000))).State.ShouldBe(new ContributionState(0, 0, 1));

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Whether_a_pause_uses_window_is_a_term(bool uses, int window)
    {
        var month = Step(Of(TenPercent with { PauseUsesWindow = uses }), default, new MonthFacts { Pays = new[] { PayOf(Euros(2_000)) }, IsPaused = true });
        month.Reason.ShouldBe(ContributionReason.Paused);
        month.State.WindowMonths.ShouldBe(window);
    }

    [Fact]
    public void The_window_ends_an_agreement_however_little_was_paid()
    {
        var terms = Of(TenPercent with { WindowMonths = 12 }, cap: Euros(10_000));
        Step(terms, new(0, 0, 11), PayOf(Euros(2_000))).Due.ShouldBe(Euros(200));
        Step(terms, new(0, 0, 12), PayOf(Euros(2_000))).Reason.ShouldBe(ContributionReason.WindowOver);
    }

    [Fact]
    public void The_last_payment_completes_an_agreement()
    {
        var terms = Of(TenPercent with { Payments = 36 });
        terms.EndedBy(new(0, 36, 40)).ShouldBe(ContributionReason.Completed);
        Step(terms, new(0, 36, 40), PayOf(Euros(2_000))).Trace.ShouldBe("all 36 payments were made");
    }

    [Fact]
    public void Nothing_is_due_in_the_month_of_the_first_start_and_the_grace_months_after_it()
    {
        var terms = Of(TenPercent with { GraceMonths = 2 });
        for (var after = 0; after <= 3; after++)
        {
            Step(terms, default, new MonthFacts { Pays = new[] { PayOf(Euros(2_000)) }, MonthsSinceStart = after })
                .Reason.ShouldBe(after <= 2 ? ContributionReason.Grace : ContributionReason.None);
        }
    }

    [Fact]
    public void Without_grace_months_the_first_month_already_owes() =>
        Step(Of(TenPercent), default, PayOf(Euros(2_000))).Due.ShouldBe(Euros(200));

    [Fact]
    public void Yen_pay_owes_its_share_in_yen_whatever_the_rate()
    {
        foreach (var rate in new[] { 1 / 162.53m, 1 / 160m, 1 / 158.17m, 0.0061m })
        {
            var month = Step(Of(TenPercent, cap: Euros(10_000)), default, PayOf(Yen(250_000), rate));
            month.Dues.ShouldBe([25_000L]);
            month.Due.ShouldBe(Money.Round(25_000 * rate, Eur, RoundingMode.HalfUp));
        }
    }

    [Fact]
    public void The_effective_share_reaches_each_employers_pay_in_its_own_currency()
    {
        var terms = Of(TenPercent with { Floor = Floor(Euros(1_800), FloorRule.Taper) });
        var month = Step(terms, default, PayOf(Yen(200_000), 0.00625m, "a"), PayOf(Euros(600), employer: "b"));
        month.Dues.ShouldBe([5_405L, 1_621L]);
        month.Due.ShouldBe(Euros(49.99m));
        month.Trace.ShouldBe(
            "a paid 200,000 JPY × 0.00625 = 1,250.00 EUR; b paid 600.00 EUR; 1,850.00 EUR − floor 1,800.00 leaves 50.00; 1,850.00 EUR × 10% = 185.00; "
            + "50.00 ÷ 1,850.00 is a share of 2.7027027027%; a: 200,000 JPY × 2.7027027027%, rounded down to a multiple of 1, 5,405; b: 600.00 EUR × 2.7027027027%, rounded down to a multiple of 0.01, 16.21; due 49.99");
    }

    [Fact]
    public void Several_employers_in_one_currency_share_one_rounded_amount()
    {
        var month = Step(Of(TenPercent), default, PayOf(Euros(1_000.05m), employer: "a"), PayOf(Euros(1_000.05m), employer: "b"));
        month.Due.ShouldBe(Euros(200.01m));
        month.Dues.Sum().ShouldBe(20_001);
        month.Dues.ShouldBe([10_001L, 10_000L]);
    }

    [Fact]
    public void Pay_that_does_not_count_changes_nothing()
    {
        var low = PayOf(Euros(3_000), employer: "b", standing: PayStanding.LowTier);
        Step(Of(TenPercent), default, PayOf(Euros(1_000)), low).Due.ShouldBe(Euros(100));
        Step(Of(TenPercent), default, low).Reason.ShouldBe(ContributionReason.Tier);
    }

    [Fact]
    public void A_month_without_a_report_invents_nothing()
    {
        var month = Step(Of(TenPercent), default, new MonthFacts { IsReportMissing = true });
        month.Reason.ShouldBe(ContributionReason.MissingReport);
        month.State.ShouldBe(new ContributionState(0, 0, 1));
    }

    private static decimal Dec(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
