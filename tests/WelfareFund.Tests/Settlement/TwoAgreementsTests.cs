using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>One worker, two agreements: one after the other, or both at once.</summary>
public sealed class TwoAgreementsTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly YearMonth January = new(2025, 1);
    private static readonly ContributionTerms Germany = FundInMemory.Terms.Contributions[0];

    /// <summary>Another tenth of pay, for a loan that has nothing to do with services.</summary>
    private static readonly ContributionTerms Language = Germany with { Id = "language", Cap = null, GraceMonths = 0 };

    private readonly FundInMemory fund = Fund(Language);

    [Fact]
    public void Each_has_its_own_months_cap_and_entries()
    {
        Consent("A2", "language", new(2024, 12, 10), 30_000);
        Report(January, 400_000);
        Report(new(2025, 2), 400_000);
        Through(new(2025, 3));

        Dues("A1").ShouldBe([40_000, 40_000]);
        Dues("A2").ShouldBe([20_000, 10_000]); // what 15% leave of 4,000.00, then what is left of the cap
        fund.Entries.Select(entry => entry.Body.Key.ToString()).Where(key => key.Contains("/contribution/", StringComparison.Ordinal) || key.StartsWith("contribution/", StringComparison.Ordinal))
            .ShouldBe(["contribution/2025-01/W1/due/0", "contribution/2025-01/W1/due:A2/0", "contribution/2025-02/W1/due/0", "contribution/2025-02/W1/due:A2/0"], ignoreOrder: true);
    }

    [Fact]
    public void The_later_one_takes_what_the_earlier_one_leaves_and_says_so()
    {
        Consent("A2", "language", new(2024, 12, 10), 30_000);
        Report(January, 400_000);
        Through(January);

        var line = fund.Settle(new(2025, 2)).Lines.Single(line => line.Subject == "W1:A2:2025-01");
        TraceText.Sentence(line.Trace).ShouldBe(
            "4,000.00 EUR − floor 1,800.00 leaves 2,200.00; 4,000.00 EUR × 10% = 400.00; at most (15% − 0%) × 4,000.00 = 600.00; "
            + "earlier agreements owe 400.00 of this pay, so that of 600.00 at most 200.00 are left; cap left 300.00; due 200.00");
        RecomputedTraceTests.Recomputes(line);
    }

    [Fact]
    public void Where_the_earlier_one_takes_all_that_may_be_taken_the_later_one_takes_nothing()
    {
        Consent("A2", "language", new(2024, 12, 10), 30_000);
        Report(January, 195_000); // 150.00 over the floor, and a tenth is 195.00
        Through(January);

        var lines = fund.Settle(new(2025, 2)).Lines;
        lines.Single(line => line.Subject == "W1:2025-01").Amount.ShouldBe(new Money(15_000, Eur));
        lines.Single(line => line.Subject == "W1:A2:2025-01").Reason.ShouldBe("share-limit");
    }

    [Fact]
    public void A_new_consent_to_the_same_terms_takes_over_from_its_month_on_with_clocks_of_its_own()
    {
        Consent("A2", "germany", new(2025, 2, 10), 50_000);
        foreach (var month in new[] { January, new(2025, 2), new(2025, 3) })
            Report(month, 270_000);
        Through(new(2025, 3));
        fund.Settle(new(2025, 4)).Lines.Single(line => line.Subject == "W1:2025-03").Reason.ShouldBe("ended");

        Dues("A1").ShouldBe([27_000]);
        Dues("A2").ShouldBe([27_000, 23_000]); // 500.00 were disclosed anew
    }

    [Fact]
    public void A_worker_who_went_home_and_consents_again_later_owes_under_the_new_agreement()
    {
        Report(January, 270_000);
        fund.EndJob(new(2025, 1, 31));
        fund.End(new(2025, 1, 31), EndingReason.Returned);
        Through(new(2025, 2));
        Consent("A2", "language", new(2025, 3, 1), 100_000);
        fund.Tell(facts => facts with { Employments = [.. facts.Employments, facts.Employments[0] with { Intake = fund.NextIntake(), Id = new("E2"), Employer = new("clinic"), StartedOn = new(2025, 3, 3), EndedOn = null }] });
        fund.Tell(facts => facts with { Wages = [.. facts.Wages, facts.Wages[0] with { Intake = fund.NextIntake(), Id = "R9", Employer = new("clinic"), Month = new(2025, 3), ReportedOn = new(2025, 4, 3) }] });
        Through(new(2025, 4));

        Dues("A1").ShouldBe([27_000]);
        Dues("A2").ShouldBe([27_000]);
    }

    [Fact]
    public void The_end_of_one_gives_up_nothing_of_the_other()
    {
        var brief = Fund(Language with { WindowMonths = 1 });
        Consent(brief, "A2", "language", new(2025, 1, 10), 100_000);
        brief.Wage("R1", January, new(400_000, Eur));
        for (var month = brief.OpenPeriod; month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            brief.Settle(month);

        var gone = brief.Events.OfType<ContributionWrittenOff>().Single();
        (gone.Agreement.Value, gone.Counted).ShouldBe(("A2", new Money(20_000, Eur)));
        brief.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(40_000, Eur));
    }

    [Fact]
    public void What_is_paid_too_much_under_one_pays_the_other_and_goes_back_only_when_both_have_ended()
    {
        Consent("A2", "language", new(2025, 2, 10), 60_000);
        Report(January, 400_000);
        Through(new(2025, 2));
        fund.Bank("main", new(2025, 3, 5), new(40_000, Eur), "A1");
        Report(January, 300_000, "R-2025-01"); // 100.00 less than paid
        Report(new(2025, 2), 400_000);
        Through(new(2025, 3));

        fund.Events.OfType<RefundOwed>().ShouldBeEmpty();
        fund.BalanceOf(AccountRole.ContributionsReceivable, Eur).ShouldBe(new Money(40_000 + 20_000 - 10_000, Eur));
    }

    [Fact]
    public void Service_cost_explains_the_contributions_of_both_together_once()
    {
        var shared = Fund(Language with { Cap = Germany.Cap });
        Consent(shared, "A2", "language", new(2024, 12, 10), 240_000);
        shared.Wage("R1", January, new(900_000, Eur));
        shared.Wage("R2", new(2025, 2), new(900_000, Eur));
        for (var month = shared.OpenPeriod; month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            shared.Settle(month);

        shared.Events.OfType<ContributionDue>().Sum(due => due.Counted.MinorUnits).ShouldBe(148_500); // 1.5 × 990.00
    }

    [Fact]
    public void A_report_that_is_missing_is_asked_for_once()
    {
        Consent("A2", "language", new(2024, 12, 10), 30_000);
        Through(January);
        fund.Settle(new(2025, 2)).Lines.Count(line => line.Reason == LineReason.WageReportMissing && line.Concerns == new LocalDate(2025, 2, 28)).ShouldBe(1);
    }

    [Fact]
    public void An_employer_keeps_for_both_what_the_limit_allows()
    {
        Consent("A2", "language", new(2024, 12, 10), 30_000);
        fund.Tell(facts => facts with { Agreements = [.. facts.Agreements.Select(agreement => agreement with { DeductionConsentOn = new(2024, 12, 10) })] });
        Report(January, 400_000);
        Through(new(2025, 2));

        fund.Payroll(new(2025, 2), "home").ShouldBe([new(new("W1"), new Money(60_000, Eur))]);
    }

    private sealed record Case(
        IReadOnlyList<int> Pays, IReadOnlyList<(int Month, int Pay, int After)> Corrections, int FirstShare, int SecondShare, int SecondLimit, int SecondFloor, int ConsentIn, bool SameTerms);

    private static readonly Gen<Case> Cases =
        from pays in Gen.Choose(100_000, 500_000).ListOf(6)
        from corrections in (from month in Gen.Choose(0, 5) from pay in Gen.Choose(0, 500_000) from after in Gen.Choose(1, 3) select (month, pay, after)).ListOf(4)
        from first in Gen.Choose(2, 15)
        from second in Gen.Choose(2, 15)
        from limit in Gen.Choose(5, 20)
        from floor in Gen.Choose(120_000, 240_000)
        from consent in Gen.Choose(-3, 4)
        from same in Gen.Elements(false, false, true)
        select new Case([.. pays], [.. corrections.DistinctBy(each => each.month)], first, second, limit, floor, consent, same);

    [Fact]
    public void Nobody_with_two_agreements_is_asked_above_a_limit_or_with_less_than_a_floor_left() => Prop.ForAll(Arb.From(Cases), each =>
    {
        var first = Germany with { Share = new(each.FirstShare / 100m), Cap = null };
        var second = first with
        {
            Id = "language",
            Share = new(each.SecondShare / 100m),
            GraceMonths = 0,
            MaxShareOfPay = each.SecondLimit / 100m,
            Floor = new(new FloorTerms { Amount = new(each.SecondFloor, Eur), Rule = FloorRule.Taper }),
        };
        var lived = FundInMemory.Under(FundInMemory.Terms with { Contributions = [first, FundInMemory.Terms.Contributions[1], second] });
        Consent(lived, "A2", each.SameTerms ? "germany" : "language", January.PlusMonths(each.ConsentIn).OnDayOfMonth(10), 240_000);
        for (var month = lived.OpenPeriod; month <= new YearMonth(2025, 12); month = month.PlusMonths(1))
        {
            for (var i = 0; i < each.Pays.Count; i++)
            {
                if (January.PlusMonths(i + 1) == month)
                    lived.Wage($"R{i}", January.PlusMonths(i), new(each.Pays[i], Eur));
                foreach (var correction in each.Corrections.Where(correction => correction.Month == i && January.PlusMonths(i + 1 + correction.After) == month))
                    lived.Wage($"R{i}b", January.PlusMonths(i), new(correction.Pay, Eur), $"R{i}");
            }

            var asked = lived.Settle(month).Lines.Where(line => line.State is LineState.Posts && line.Concerns == line.Effective)
                .Select(line => line.Event switch
                {
                    ContributionDue due => (due.Agreement, due.Counted.MinorUnits),
                    ArrearsCalled called => (called.Agreement, called.Amount.MinorUnits),
                    _ => (Agreement: new AgreementId(""), MinorUnits: 0L),
                }).Where(part => part.MinorUnits != 0).ToList();
            var pay = WageReports.Standing(lived.Facts.Wages).Where(report => report.Month == month.PlusMonths(-1)).Sum(report => report.Gross.MinorUnits);
            var total = asked.Sum(part => part.MinorUnits);
            foreach (var terms in asked.Select(part => part.Agreement.Value == "A2" && !each.SameTerms ? second : first))
                total.ShouldBeInRange(0, Math.Max(0, Math.Min((long)(pay * terms.MaxShareOfPay!.Value), pay - terms.Floor!.Versions[0].Value.Amount.MinorUnits)), $"{month}");
        }

        foreach (var ofAgreement in lived.Events.OfType<ContributionDue>().GroupBy(due => due.Agreement))
            ofAgreement.Sum(due => due.Counted.MinorUnits).ShouldBeInRange(0, 240_000);
        if (each.SameTerms)
            lived.Events.OfType<ContributionDue>().GroupBy(due => due.WageMonth).ShouldAllBe(ofMonth => ofMonth.GroupBy(due => due.Agreement).Count(one => one.Sum(due => due.Counted.MinorUnits) > 0) <= 1);
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static FundInMemory Fund(ContributionTerms second)
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with { Contributions = [.. FundInMemory.Terms.Contributions, second] });
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Served();
        return fund;
    }

    private IEnumerable<long> Dues(string agreement) => fund.Events.OfType<ContributionDue>().Where(due => due.Agreement.Value == agreement).Select(due => due.Counted.MinorUnits);

    private void Consent(string id, string terms, LocalDate on, long cap) => Consent(fund, id, terms, on, cap);

    private static void Consent(FundInMemory fund, string id, string terms, LocalDate on, long cap) => fund.Tell(facts => facts with
    {
        Agreements = [.. facts.Agreements, new() { Intake = fund.NextIntake(), Id = new(id), Worker = new("W1"), TermsId = terms, ConsentOn = on, DisclosedCap = new(cap, Eur) }],
    });

    private void Report(YearMonth month, long gross, string? replaces = null) =>
        fund.Wage(replaces is null ? $"R-{month:uuuu-MM}" : replaces + "-b", month, new(gross, Eur), replaces);

    private void Through(YearMonth last)
    {
        for (var month = fund.OpenPeriod; month <= last; month = month.PlusMonths(1))
            fund.Settle(month);
    }
}
