using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>
/// Laws over a worker's whole life in a fund, whatever its terms: each floor rule, one agreement or two, pay from two employers in euros and yen, late and
/// corrected reports, a start that is corrected, a pause, an ending, payments. Each month is settled from what was known by then, so that every
/// correction runs the months before it again.
/// </summary>
public sealed class WholeLifeLawsTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly YearMonth First = new(2025, 1);
    private const int Months = 6;
    private const decimal YenInEuros = 1 / 160m;

    private sealed record Rules(FloorRule Floor, int FloorCents, int Share, int Limit, int Grace, int? Payments, int Window, int CapCents, bool ByServices, RoundingMode Rounding)
    {
        internal ContributionTerms Under(string id) => FundInMemory.Terms.Contributions[0] with
        {
            Id = id,
            Share = new(Share / 100m),
            Floor = new(new FloorTerms { Amount = new(FloorCents, Eur), Rule = Floor }),
            Cap = ByServices ? FundInMemory.Terms.Contributions[0].Cap : null,
            MaxShareOfPay = Limit / 100m,
            GraceMonths = Grace,
            Payments = Payments,
            WindowMonths = Window,
            Rounding = Rounding,
        };
    }

    /// <param name="Corrections">Of a month and employer, to a pay, so many months after the report.</param>
    /// <param name="StartsAt">The month of settlement that learns of the start's correction.</param>
    /// <param name="PausedFrom">Days after New Year.</param>
    private sealed record Life(
        Rules Terms, Rules? Second, IReadOnlyList<int> Euros, IReadOnlyList<int> Yen, IReadOnlyList<int> Known, IReadOnlyList<(int Month, bool IsYen, int Pay, int After)> Corrections,
        int StartMoved, int StartsAt, int PausedFrom, int PausedDays, IReadOnlyList<(int Month, bool IsYen, int Amount)> Payments, int EndsIn, EndingReason Ending)
    {
        internal bool Starts(int month) => StartMoved > 0 && month == StartsAt;
    }

    private static readonly Gen<Rules> AnyRules =
        from floor in Gen.Elements(FloorRule.Cliff, FloorRule.Above, FloorRule.Taper)
        from cents in Gen.Choose(80_000, 280_000)
        from share in Gen.Choose(2, 25)
        from limit in Gen.Choose(5, 25)
        from grace in Gen.Choose(0, 4)
        from payments in Gen.Choose(2, 12)
        from window in Gen.Choose(5, 16)
        from cap in Gen.Choose(10_000, 240_000)
        from services in Gen.Elements(true, false)
        from rounding in Gen.Elements(RoundingMode.Down, RoundingMode.HalfEven, RoundingMode.HalfUp)
        select new Rules(floor, cents, share, limit, grace, payments > 8 ? null : payments, window, cap, services, rounding);

    private static readonly Gen<Life> Lives =
        from terms in AnyRules
        from second in AnyRules
        from two in Gen.Elements(true, false)
        from euros in Gen.Choose(80_000, 400_000).ListOf(Months)
        from yen in Gen.Choose(0, 300_000).ListOf(Months)
        from known in Gen.Choose(1, 3).ListOf(Months)
        from corrections in (from month in Gen.Choose(0, Months - 1) from isYen in Gen.Elements(true, false) from pay in Gen.Choose(0, 400_000) from after in Gen.Choose(1, 3) select (month, isYen, pay, after)).ListOf(4)
        from moved in Gen.Choose(0, 6)
        from startsAt in Gen.Choose(1, Months)
        from paused in Gen.Choose(0, 200)
        from days in Gen.Choose(0, 60)
        from payments in (from month in Gen.Choose(1, Months) from isYen in Gen.Elements(true, false) from amount in Gen.Choose(1, 60_000) select (month, isYen, amount)).ListOf(5)
        from ends in Gen.Choose(2, 24)
        from ending in Gen.Elements(EndingReason.Died, EndingReason.Disabled, EndingReason.Returned)
        select new Life(terms, two ? second : null, [.. euros], [.. yen], [.. known], [.. corrections.DistinctBy(each => (each.month, each.isYen))], moved, startsAt, paused, days, [.. payments], ends, ending);

    [Fact]
    public void Nobody_is_ever_asked_above_cap_or_limit_or_with_less_than_the_floor_left_or_in_a_month_that_is_free() => Check(life => Live(life, (fund, month, proposal) =>
    {
        var wageMonth = month.PlusMonths(-1);
        var asked = Asked(proposal);
        var total = asked.Sum(part => part.Due + part.Arrears);
        var pay = WageReports.Standing(fund.Facts.Wages).Where(report => report.Month == wageMonth).Sum(report => InEuros(report.Gross));
        foreach (var (agreement, due, arrears) in asked)
        {
            var rules = RulesOf(life, agreement);
            var floor = rules.FloorCents / 100m;
            total.ShouldBeLessThanOrEqualTo((rules.Limit / 100m * pay) + Conversion(life), $"{month}");
            if (arrears > 0 || rules.Floor is FloorRule.Taper)
                (pay - total).ShouldBeGreaterThanOrEqualTo(floor - Conversion(life), $"{month}");
            if (rules.Floor is FloorRule.Cliff && due > 0)
                pay.ShouldBeGreaterThanOrEqualTo(floor, $"{month}");
            if (rules.Floor is FloorRule.Above)
                due.ShouldBeLessThanOrEqualTo((Math.Max(0, pay - floor) * rules.Share / 100m) + 0.01m, $"{month}");
            wageMonth.ShouldBeGreaterThan(StartKnownIn(life, month).ToYearMonth().PlusMonths(rules.Grace > 0 ? rules.Grace : -1), $"{month}: grace");
            IsPaused(life, wageMonth).ShouldBeFalse($"{month}: paused");
            if (EndedOn(life) is { } ended)
                wageMonth.OnDayOfMonth(1).ShouldBeLessThanOrEqualTo(ended, $"{month}: ended");
        }

        foreach (var agreement in fund.Facts.Agreements)
        {
            var rules = RulesOf(life, agreement.Id);
            var counted = fund.Events.OfType<ContributionDue>().Where(due => due.Agreement == agreement.Id).Sum(due => due.Counted.MinorUnits)
                - fund.Events.OfType<ContributionWrittenOff>().Where(gone => gone.Agreement == agreement.Id).Sum(gone => gone.Counted.MinorUnits);
            counted.ShouldBeInRange(0, rules.ByServices ? Math.Min(148_500, rules.CapCents) : rules.CapCents, $"{month}");
            var months = fund.Events.OfType<ContributionDue>().Where(due => due.Agreement == agreement.Id).GroupBy(due => due.WageMonth).Count(ofMonth => ofMonth.Sum(due => due.Counted.MinorUnits) > 0);
            months.ShouldBeLessThanOrEqualTo(Math.Min(rules.Payments ?? int.MaxValue, rules.Window), $"{month}");
        }
    }));

    [Fact]
    public void In_each_currency_dues_are_what_was_paid_and_not_given_back_what_was_written_off_and_what_is_open() => Check(life => Live(life, (fund, month, _) =>
    {
        foreach (var account in FundState.Of(fund.Posted).Workers.Accounts(new("W1")))
        {
            var due = Sum(account.Currency, fund.Events.OfType<ContributionDue>().SelectMany(due => due.Parts).Select(part => part.Due));
            var paid = Sum(account.Currency, fund.Events.OfType<ContributionReceived>().Select(paid => paid.Amount));
            var refunded = Sum(account.Currency, fund.Events.OfType<RefundOwed>().Select(refund => refund.Amount));
            var gone = Sum(account.Currency, fund.Events.OfType<ContributionWrittenOff>().SelectMany(gone => gone.Parts).Select(part => part.Due));
            due.ShouldBe(paid - refunded - account.Credit.MinorUnits + gone + account.Open.MinorUnits, $"{month} {account.Currency}");
            refunded.ShouldBeLessThanOrEqualTo(paid);
            (account.Open.IsZero || account.Credit.IsZero).ShouldBeTrue();
        }
    }));

    [Fact]
    public void A_start_that_is_corrected_and_corrected_back_leaves_no_trace_in_balances() => Check(life =>
    {
        // A cap by services comes and goes with the claim for the start; corrections of pay have a law of their own.
        var plain = life with { Terms = life.Terms with { ByServices = false }, Second = life.Second is { } second ? second with { ByServices = false } : null, Corrections = [], Payments = [], EndsIn = 99, StartMoved = 0 };
        Figures(Live(plain with { StartMoved = life.StartMoved }, andBack: true)).ShouldBe(Figures(Live(plain)));
    });

    [Fact]
    public void The_lives_are_about_something()
    {
        var (events, negative, beforeStart, reasons) = (new HashSet<Type>(), 0, 0, new HashSet<string>());
        foreach (var life in Lives.Sample(120))
        {
            Live(life, (_, month, proposal) =>
            {
                events.UnionWith(proposal.Lines.Where(line => line.Event is not null).Select(line => line.Event!.GetType()));
                reasons.UnionWith(proposal.Lines.Where(line => line.Kind == "contribution").Select(line => line.Reason));
                beforeStart += proposal.Lines.Count(line => line.Event is ContributionDue && line.Trace.Any(step => step.Template == TraceTemplates.NothingDue && step.Operands[0] is "not-abroad"));
                negative += proposal.Lines.Count(line => line.Event is ContributionDue { Counted.IsNegative: true });
            });
        }

        foreach (var type in new[] { typeof(ContributionDue), typeof(ArrearsCalled), typeof(ContributionWrittenOff), typeof(RefundOwed) })
            events.ShouldContain(type);
        foreach (var reason in new[] { "grace", "below-floor", "paused", "completed", "window-over", "ended", "share-limit" })
            reasons.ShouldContain(reason);
        negative.ShouldBeGreaterThan(10);
        beforeStart.ShouldBeGreaterThan(0);
    }

    /// <summary>Two agreements see each other's dues as the clocks count them, in whole cents; pay in yen owes whole yen.</summary>
    private static decimal Conversion(Life life) => life.Second is null ? 0.000_000_001m : 0.01m;

    private static List<(AgreementId Agreement, decimal Due, decimal Arrears)> Asked(Proposal proposal) =>
    [
        .. proposal.Lines.Where(line => line.State is LineState.Posts && line.Concerns == line.Effective).Select(line => line.Event switch
        {
            ContributionDue due => (due.Agreement, Due: due.Parts.Sum(part => InEuros(part.Due)), Arrears: 0m),
            ArrearsCalled called => (called.Agreement, Due: 0m, Arrears: InEuros(called.Amount)),
            _ => (Agreement: new AgreementId(""), Due: 0m, Arrears: 0m),
        }).Where(part => part.Due != 0 || part.Arrears != 0).GroupBy(part => part.Agreement).Select(parts => (parts.Key, parts.Sum(part => part.Due), parts.Sum(part => part.Arrears))),
    ];

    private static decimal InEuros(Money amount) => amount.Currency == Jpy ? amount.Amount * YenInEuros : amount.Amount;

    private static Rules RulesOf(Life life, AgreementId agreement) => agreement.Value == "A2" ? life.Second! : life.Terms;

    private static LocalDate StartKnownIn(Life life, YearMonth month) =>
        life.StartMoved > 0 && month >= First.PlusMonths(life.StartsAt) ? MovedStart(life) : new LocalDate(2024, 10, 7);

    private static LocalDate MovedStart(Life life) => new LocalDate(2024, 10, 7).PlusMonths(life.StartMoved);

    private static bool IsPaused(Life life, YearMonth month) => life.PausedDays > 0 && Pause(life).From <= month.ToDateInterval().End && Pause(life).To >= month.OnDayOfMonth(1);

    private static Pause Pause(Life life)
    {
        var from = new LocalDate(2025, 1, 1).PlusDays(life.PausedFrom);
        return new() { Id = "P", Worker = new("W1"), From = from, To = from.PlusDays(life.PausedDays), Reason = "illness", ApprovedBy = "somebody" };
    }

    private static LocalDate? EndedOn(Life life) => life.EndsIn < Months + 10 ? First.PlusMonths(life.EndsIn).OnDayOfMonth(20) : null;

    private static long Sum(Currency currency, IEnumerable<Money> amounts) => amounts.Where(amount => amount.Currency == currency).Sum(amount => amount.MinorUnits);

    private static string Figures(FundInMemory fund) => string.Join('\n', fund.Standing(
        WelfareFund.Accounting.AccountRole.ContributionsReceivable, WelfareFund.Accounting.AccountRole.ContributionIncome, WelfareFund.Accounting.AccountRole.ContributionHeadroom));

    /// <summary>From the first start until three months after everything is known.</summary>
    private static FundInMemory Live(Life life, Action<FundInMemory, YearMonth, Proposal>? settled = null, bool andBack = false)
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with
        {
            Contributions = [life.Terms.Under("germany"), FundInMemory.Terms.Contributions[1], .. life.Second is { } second ? [second.Under("language")] : Array.Empty<ContributionTerms>()],
        });
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Served();
        fund.Tell(facts => facts with
        {
            Agreements =
            [
                facts.Agreements[0] with { DisclosedCap = new(life.Terms.CapCents, Eur) },
                .. life.Second is { } other ? [facts.Agreements[0] with { Intake = fund.NextIntake(), Id = new("A2"), TermsId = "language", ConsentOn = new(2024, 10, 4), DisclosedCap = new(other.CapCents, Eur) }] : Array.Empty<Agreement>(),
            ],
            Employments =
            [
                .. facts.Employments,
                facts.Employments[0] with { Intake = fund.NextIntake(), Id = new("E2"), Employer = new("night"), StartedOn = life.StartMoved > 0 ? MovedStart(life) : new(2025, 1, 6) },
            ],
            Pauses = life.PausedDays > 0 ? [Pause(life)] : [],
        });
        while (fund.OpenPeriod < First)
            fund.Settle(fund.OpenPeriod);
        for (var at = 0; at < Months + 10; at++)
        {
            Tell(fund, life, at, andBack);
            var month = First.PlusMonths(at);
            var proposal = fund.Settle(month);
            settled?.Invoke(fund, month, proposal);
        }

        return fund;
    }

    private static void Tell(FundInMemory fund, Life life, int at, bool andBack)
    {
        for (var i = 0; i < Months; i++)
        {
            if (i + life.Known[i] == at)
            {
                Report(fund, $"R{i}", "home", i, new(life.Euros[i], Eur));
                Report(fund, $"N{i}", "night", i, new(life.Yen[i], Jpy));
            }

            foreach (var correction in life.Corrections.Where(correction => correction.Month == i && i + life.Known[i] + correction.After == at))
                Report(fund, $"{(correction.IsYen ? "N" : "R")}{i}b", correction.IsYen ? "night" : "home", i, new(correction.Pay, correction.IsYen ? Jpy : Eur), $"{(correction.IsYen ? "N" : "R")}{i}");
        }

        if (life.Starts(at))
            fund.StartJob(MovedStart(life));
        if (andBack && life.Starts(at - 2))
            fund.StartJob(new(2024, 10, 7));
        foreach (var payment in life.Payments.Where(payment => payment.Month == at))
            fund.Bank(payment.IsYen ? "tokyo" : "main", First.PlusMonths(at).OnDayOfMonth(10), new(payment.Amount, payment.IsYen ? Jpy : Eur), "A1");
        if (life.EndsIn == at)
            fund.End(EndedOn(life)!.Value, life.Ending);
    }

    private static void Report(FundInMemory fund, string id, string employer, int month, Money gross, string? replaces = null) => fund.Tell(facts => facts with
    {
        Wages =
        [
            .. facts.Wages,
            new()
            {
                Intake = fund.NextIntake(), Id = id, Worker = new("W1"), Employer = new(employer), Month = First.PlusMonths(month), Gross = gross, Source = WageSource.Payroll,
                ReportedOn = First.PlusMonths(month + 1).OnDayOfMonth(3), Replaces = replaces,
            },
        ],
    });

    private static void Check(Action<Life> law) => Prop.ForAll(Arb.From(Lives), life =>
    {
        law(life);
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
}
