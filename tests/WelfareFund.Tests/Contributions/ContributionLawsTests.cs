using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Contributions.ContributionHistoryTests;
using static WelfareFund.Tests.Contributions.Given;

namespace WelfareFund.Tests.Contributions;

public sealed class ContributionLawsTests
{
    /// <summary>Terms, cap and months of pay without regard to what the rules expect, in two currencies.</summary>
    private static readonly Gen<Case> Cases =
        from share in Gen.Choose(1, 60)
        from rule in Gen.Elements(FloorRule.Cliff, FloorRule.Above, FloorRule.Taper)
        from floor in Gen.Choose(0, 300_000)
        from most in Gen.Choose(1, 50)
        from other in Gen.Choose(0, 20)
        from mode in Gen.Elements(RoundingMode.Down, RoundingMode.HalfEven, RoundingMode.HalfUp)
        from unit in Gen.Elements(1L, 5L, 100L)
        from cap in Gen.Choose(0, 800_000)
        from euros in Gen.Choose(0, 600_000).ListOf(8)
        from yen in Gen.Choose(0, 900_000).ListOf(8)
        from foreign in Gen.Elements(0, 1, 2)
        from rate in Gen.Choose(120_0000, 180_0000)
        select new Case(share / 100m, rule, floor, most / 100m, other / 100m, mode, unit, cap, [.. euros], [.. yen], foreign, 10_000m / rate);

    [Fact]
    public void Nobody_ever_pays_above_the_cap_the_share_limit_or_with_less_than_the_floor_left_under_taper() => Check(Cases, each =>
    {
        var terms = each.Terms;
        var state = default(ContributionState);
        foreach (var pays in each.Months)
        {
            var month = Step(terms, state, pays);
            state = month.State;
            var pay = 0m;
            var due = 0m;
            for (var i = 0; i < pays.Length; i++)
            {
                month.Dues[i].ShouldBeInRange(0, pays[i].Gross.MinorUnits);
                pay += pays[i].Gross.Amount * pays[i].Rate;
                due += new Money(month.Dues[i], pays[i].Gross.Currency).Amount * pays[i].Rate;
            }

            due.ShouldBeLessThanOrEqualTo(Math.Max(0, each.Most - each.Other) * pay + Noise);
            if (each.Rule == FloorRule.Taper && due > 0)
                (pay - due).ShouldBeGreaterThanOrEqualTo(each.Floor / 100m - Noise);
            month.Due.ShouldBe(Money.Round(due, Eur, RoundingMode.HalfUp));
        }

        state.Counted.ShouldBeInRange(0, each.Cap);
        return true;
    });

    [Fact]
    public void A_month_makes_a_payment_exactly_when_something_is_due() => Check(Cases, each =>
    {
        var state = default(ContributionState);
        foreach (var pays in each.Months)
        {
            var month = Step(each.Terms, state, pays);
            month.Decision.IsDue.ShouldBe(month.Due.IsPositive);
            month.Decision.IsDue.ShouldBe(month.Dues.Any(due => due > 0));
            month.State.ShouldBe(new(state.Counted + month.Due.MinorUnits, state.Payments + (month.Decision.IsDue ? 1 : 0), state.WindowMonths + 1));
            state = month.State;
        }

        return true;
    });

    [Fact]
    public void Keeping_a_trace_changes_nothing() => Check(Cases, each =>
    {
        var state = default(ContributionState);
        foreach (var pays in each.Months)
        {
            var traced = Step(each.Terms, state, pays);
            var dues = new long[pays.Length];
            var (after, decision) = ContributionStep.Take(each.Terms, state, new() { Pays = pays }, dues, default(NoTrace));
            (after, decision).ShouldBe((traced.State, traced.Decision));
            dues.ShouldBe(traced.Dues);
            state = after;
        }

        return true;
    });

    [Fact]
    public void The_order_in_which_reports_arrive_does_not_matter()
    {
        var reports =
            from grosses in Gen.Choose(0, 500_000).ListOf(12)
            from corrections in Gen.Choose(0, 500_000).ListOf(4)
            from order in Gen.Shuffle(Enumerable.Range(0, 16).ToArray())
            select (Wages: Reports([.. grosses], [.. corrections]), Order: order);
        Check(reports, each =>
        {
            var shuffled = each.Order.Select(i => each.Wages[i]).ToList();
            Figures(Through6(Facts(shuffled))).ShouldBe(Figures(Through6(Facts(each.Wages))));
            return true;
        });
    }

    [Fact]
    public void A_correction_and_its_reversal_leave_the_history_as_it_was()
    {
        var reports =
            from grosses in Gen.Choose(0, 500_000).ListOf(12)
            from which in Gen.Choose(0, 11)
            from corrected in Gen.Choose(0, 500_000)
            from carried in Gen.Elements(true, false)
            select (Wages: Reports([.. grosses], []), Which: which, Corrected: corrected, Rule: carried ? FloorRule.Taper : FloorRule.Cliff);
        Check(reports, each =>
        {
            var original = each.Wages[each.Which];
            var correction = original with { Id = "there", Gross = new(each.Corrected, Eur), Replaces = original.Id };
            AgreementFacts With(params WageReport[] more) => Facts([.. each.Wages, .. more]) with { Terms = TenPercent with { Floor = Floor(Euros(1_800), each.Rule) } };
            var before = Figures(Through6(With())).ToList();
            Figures(Through6(With(correction, original with { Id = "back", Replaces = "there" }))).ShouldBe(before);
            return true;
        });
    }

    /// <summary>The whole agreement: two employers, euros and yen at each month's own rate, corrections, a pause, other obligations.</summary>
    [Fact]
    public void Over_a_whole_history_nobody_pays_above_the_cap_the_share_limit_or_below_the_floor()
    {
        var cases =
            from grosses in Gen.Choose(0, 500_000).ListOf(12)
            from corrections in Gen.Choose(0, 500_000).ListOf(4)
            from rates in Gen.Choose(120_0000, 180_0000).ListOf(6)
            from share in Gen.Choose(1, 60)
            from other in Gen.Choose(0, 12)
            from cap in Gen.Choose(0, 200_000)
            from pause in Gen.Choose(0, 150)
            from mode in Gen.Elements(RoundingMode.Down, RoundingMode.HalfEven, RoundingMode.HalfUp)
            select (Wages: Reports([.. grosses], [.. corrections]), Rates: rates.ToArray(), Share: share / 100m, Other: other / 100m, Cap: new Money(cap, Eur), Pause: pause, Mode: mode);
        Check(cases, each =>
        {
            var facts = Facts([.. each.Wages.Select((report, i) => i % 2 == 0 ? report : report with { Gross = Yen(report.Gross.MinorUnits) })]);
            facts = facts with
            {
                Agreement = facts.Agreement with { DisclosedCap = each.Cap, OtherShare = each.Other },
                Terms = TenPercent with { Share = new(each.Share), Floor = Floor(Euros(1_800), FloorRule.Taper), MaxShareOfPay = 0.15m, Rounding = each.Mode },
                Pauses = [new() { Id = "p", Worker = new("w"), From = new LocalDate(2025, 1, 1).PlusDays(each.Pause), To = new LocalDate(2025, 1, 10).PlusDays(each.Pause), Reason = "illness", ApprovedBy = "somebody" }],
            };
            var rates = new ExchangeRates(each.Rates.Select((rate, i) => new ExchangeRate(new YearMonth(2025, i + 1).ToDateInterval().End, Eur, Jpy, rate / 10_000m, "ecb", 1)));
            var history = ContributionHistory.Of(facts, rates, new(2025, 6));
            foreach (var month in history)
            {
                var pay = month.Pays.Sum(each => each.Gross.Amount * each.Rate);
                var due = month.Dues.Sum(due => due.Due.Amount * month.Pays.First(pay => pay.Employer == due.Employer && pay.Gross.Currency == due.Due.Currency).Rate);
                due.ShouldBeLessThanOrEqualTo(Math.Max(0, 0.15m - each.Other) * pay + Noise);
                if (due > 0)
                    (pay - due).ShouldBeGreaterThanOrEqualTo(1_800 - Noise);
            }

            history[^1].State.Counted.ShouldBe(history.Sum(month => month.Decision.Counted.MinorUnits));
            history[^1].State.Counted.ShouldBeInRange(0, each.Cap.MinorUnits);
            return true;
        });
    }

    private const decimal Noise = 1e-15m;

    private static void Check<T>(Gen<T> cases, Func<T, bool> law) => Prop.ForAll(Arb.From(cases), law).QuickCheckThrowOnFailure();

    private static IReadOnlyList<ContributionMonth> Through6(AgreementFacts facts) => ContributionHistory.Of(facts, new([]), new YearMonth(2025, 6));

    /// <summary>Two employers over six months; the first four reports are corrected.</summary>
    private static List<WageReport> Reports(int[] grosses, int[] corrections) =>
    [
        .. grosses.Select((gross, i) => Wage($"w-{i}", gross / 100m, i / 2 + 1, i % 2 == 0 ? "care-home" : "night-job")),
        .. corrections.Select((gross, i) => Wage($"c-{i}", gross / 100m, i / 2 + 1, i % 2 == 0 ? "care-home" : "night-job") with { Replaces = $"w-{i}" }),
    ];

    private sealed record Case(
        decimal Share, FloorRule Rule, int Floor, decimal Most, decimal Other, RoundingMode Mode, long Unit, int Cap, int[] Euros, int[] Yens, int Foreign, decimal Rate)
    {
        internal MonthTerms Terms => Of(
            TenPercent with
            {
                Share = new(Share),
                Floor = Given.Floor(new(Floor, Eur), Rule),
                MaxShareOfPay = Most,
                Rounding = Mode,
                RoundTo = new(Unit, Eur),
            },
            new(Cap, Eur), Other);

        internal IEnumerable<Pay[]> Months => Euros.Zip(Yens, (euros, yen) => Foreign switch
        {
            0 => new[] { PayOf(new(euros, Eur), employer: "a"), PayOf(new(yen / 3, Eur), employer: "b") },
            1 => [PayOf(Yen(yen), Rate)],
            _ => [PayOf(new(euros, Eur), employer: "a"), PayOf(Yen(yen), Rate, "b")],
        });
    }
}
