using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

public sealed class SettlementLawsTests
{
    private static readonly YearMonth First = new(2024, 10);
    private static readonly YearMonth Last = new(2025, 5);

    /// <summary>Facts without regard to what the rules expect, and a seed for the order in which they arrive.</summary>
    private static readonly Gen<(Story Story, int Seed)> Stories =
        from wages in Gen.Choose(0, 400_000).ListOf(18)
        from corrections in Gen.Choose(0, 400_000).ListOf(5)
        from ends in Gen.Choose(30, 300).ListOf(3)
        from audits in Gen.Elements(AuditResult.Met, AuditResult.NotMet, AuditResult.Unknown).ListOf(6)
        from claims in Gen.Choose(0, 240).ListOf(12)
        from pause in Gen.Choose(0, 200)
        from seed in Gen.Choose(0, int.MaxValue)
        select (new Story([.. wages], [.. corrections], [.. ends], [.. audits], [.. claims], pause), seed);

    [Fact]
    public void The_order_in_which_facts_arrive_changes_no_byte_of_any_month() => Check((story, seed) =>
    {
        var (told, shuffled) = (story.Facts(), Shuffled(story.Facts(), seed));
        var (posted, others) = (new List<SettlementLine>(), new List<SettlementLine>());
        for (var month = First; month <= Last; month = month.PlusMonths(1))
        {
            var proposal = MonthSettlement.Calculate(FundInMemory.Terms, month, told, posted);
            var other = MonthSettlement.Calculate(FundInMemory.Terms, month, shuffled, others);
            MonthSettlementTests.Bytes(other).ShouldBe(MonthSettlementTests.Bytes(proposal));
            posted.AddRange(proposal.Lines.Where(line => line.State is not LineState.Held));
            others.AddRange(other.Lines.Where(line => line.State is not LineState.Held));
        }
    });

    [Fact]
    public void How_many_workers_are_looked_at_together_changes_no_line_but_its_place() => Check((story, _) =>
    {
        var (together, apart) = (new List<SettlementLine>(), new List<SettlementLine>());
        for (var month = First; month <= Last; month = month.PlusMonths(1))
        {
            var ofMonth = new List<SettlementLine>();
            MonthSettlement.Calculate(FundInMemory.Terms, month, new FactsAtOnce(story.KnownIn(month), apart, workersAtOnce: 1), ofMonth.Add);
            var proposal = MonthSettlement.Calculate(FundInMemory.Terms, month, story.KnownIn(month), together);

            Lines(ofMonth).ShouldBe(Lines(proposal.Lines));
            together.AddRange(proposal.Lines.Where(line => line.State is not LineState.Held));
            apart.AddRange(ofMonth.Where(line => line.State is not LineState.Held));
        }

        static IEnumerable<string> Lines(IEnumerable<SettlementLine> lines) => lines.Select(line => MonthSettlementTests.Bytes(new(First, [line with { Number = 0 }]))).Order(StringComparer.Ordinal);
    });

    [Fact]
    public void No_metric_is_ever_accepted_twice_and_no_worker_ever_owes_more_than_was_disclosed() => Check((story, seed) =>
    {
        var posted = new List<SettlementLine>();
        for (var month = First; month <= Last; month = month.PlusMonths(1))
            posted.AddRange(MonthSettlement.Calculate(FundInMemory.Terms, month, Shuffled(story.KnownIn(month), seed + month.Month), posted).Lines.Where(line => line.State is not LineState.Held));

        posted.Select(line => line.Event).OfType<OutcomeAccepted>().GroupBy(outcome => (outcome.Worker, outcome.Metric)).ShouldAllBe(same => same.Count() == 1);
        foreach (var dues in posted.Select(line => line.Event).OfType<ContributionDue>().GroupBy(due => due.Worker))
            dues.Sum(due => due.Counted.MinorUnits).ShouldBeInRange(0, Story.Cap);
    });

    [Fact]
    public void A_correction_that_is_taken_back_leaves_what_everybody_owes_as_it_was() => Check((story, _) =>
    {
        var told = new FundInMemory();
        told.Tell(_ => story.Facts() with { Wages = [.. story.Wages] });
        var corrected = new FundInMemory();
        corrected.Tell(_ => told.Facts);
        for (var month = First; month <= Last; month = month.PlusMonths(1))
        {
            told.Settle(month);
            if (month == new YearMonth(2025, 3))
                corrected.Tell(facts => facts with { Wages = [.. facts.Wages, .. story.Corrections] });
            if (month == Last)
                corrected.Tell(facts => facts with { Wages = [.. facts.Wages, .. story.Reversals] });
            corrected.Settle(month);
        }

        foreach (var currency in new[] { FundInMemory.Eur, Currency.Of("JPY") })
        {
            corrected.BalanceOf(AccountRole.ContributionsReceivable, currency).ShouldBe(told.BalanceOf(AccountRole.ContributionsReceivable, currency));
            corrected.BalanceOf(AccountRole.ContributionHeadroom, FundInMemory.Eur).ShouldBe(told.BalanceOf(AccountRole.ContributionHeadroom, FundInMemory.Eur));
        }
    });

    [Fact]
    public void The_stories_are_about_something()
    {
        var lines = new List<SettlementLine>();
        foreach (var (story, _) in Stories.Sample(40))
        {
            var posted = new List<SettlementLine>();
            for (var month = First; month <= Last; month = month.PlusMonths(1))
            {
                var proposal = MonthSettlement.Calculate(FundInMemory.Terms, month, story.KnownIn(month), posted);
                lines.AddRange(proposal.Lines);
                posted.AddRange(proposal.Lines.Where(line => line.State is not LineState.Held));
            }
        }

        lines.ShouldContain(line => line.Event is OutcomeAccepted);
        lines.ShouldContain(line => line.Reason == LineReason.AlreadyPaid);
        lines.ShouldContain(line => line.Event is ContributionDue);
        lines.ShouldContain(line => line.Kind == "contribution" && line.Subject.EndsWith(":1", StringComparison.Ordinal), "a correction");
        lines.ShouldContain(line => line.Kind == "contribution" && line.Amount.GetValueOrDefault().IsNegative);
    }

    /// <summary>Each case settles eight months, twice.</summary>
    private static void Check(Action<Story, int> law) => Prop.ForAll(Arb.From(Stories), each => law(each.Story, each.Seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    /// <summary>
    /// Every list in another order, and everything but what a later report replaces (employments) or the bank numbers (its lines) told at another time.
    /// </summary>
    private static SettlementFacts Shuffled(SettlementFacts facts, int seed)
    {
        var list = 0u;
        return facts with
        {
            Commitments = Any(facts.Commitments, (fact, intake) => fact with { Intake = intake }),
            Workers = Any(facts.Workers, (fact, intake) => fact with { Intake = intake }),
            Agreements = Any(facts.Agreements, (fact, intake) => fact with { Intake = intake }),
            Employments = Any(facts.Employments, (fact, _) => fact),
            Audits = Any(facts.Audits, (fact, intake) => fact with { Intake = intake }),
            Wages = Any(facts.Wages, (fact, intake) => fact with { Intake = intake }),
            Pauses = Any(facts.Pauses, (fact, intake) => fact with { Intake = intake }),
            Claims = Any(facts.Claims, (fact, intake) => fact with { Intake = intake }),
            Verifications = Any(facts.Verifications, (fact, intake) => fact with { Intake = intake }),
            BankLines = Any(facts.BankLines, (fact, _) => fact),
        };

        T[] Any<T>(IReadOnlyList<T> facts, Func<T, long, T> told)
        {
            list++;
            return [.. facts.Select((fact, i) => (Fact: fact, Place: Mixed((uint)seed + list, (uint)i))).OrderBy(each => each.Place).Select((each, i) => told(each.Fact, 1_000 + i))];
        }

        static uint Mixed(uint seed, uint number)
        {
            unchecked
            {
                var mixed = seed * 0x9E3779B9u + number * 0x85EBCA6Bu;
                mixed = (mixed ^ (mixed >> 15)) * 0xC2B2AE35u;
                return mixed ^ (mixed >> 13);
            }
        }
    }

    /// <summary>Three workers, one of them with two jobs at once, paid in euros and yen.</summary>
    private sealed record Story(int[] Grosses, int[] Corrected, int[] Ends, AuditResult[] Results, int[] ClaimDays, int PauseDay)
    {
        internal const long Cap = 40_000;
        private static readonly LocalDate Start = new(2024, 10, 7);
        private static readonly string[] Workers = ["W1", "W2", "W3"];
        private static readonly string[] Metrics = ["started", "trained", "retained-6m", "started"];

        internal IReadOnlyList<WageReport> Wages =>
            [.. Grosses.Select((gross, i) => Wage($"R{i}", Workers[i % 3], i % 2 == 0 ? "home" : "night", new YearMonth(2024, 12).PlusMonths(i / 5), gross))];

        internal IReadOnlyList<WageReport> Corrections =>
            [.. Corrected.Select((gross, i) => Original(i) with { Id = $"C{i}", Replaces = Original(i).Id, Gross = new(gross, Original(i).Gross.Currency), ReportedOn = new(2025, 3, 10) })];

        internal IReadOnlyList<WageReport> Reversals =>
            [.. Corrections.Select((correction, i) => Original(i) with { Id = $"B{i}", Replaces = correction.Id, ReportedOn = new(2025, 5, 10) })];

        /// <summary>Of January and February 2025, the first months after the grace months.</summary>
        private WageReport Original(int i) => Wages[5 + 2 * i];

        internal SettlementFacts KnownIn(YearMonth month)
        {
            var all = Facts();
            var last = month.ToDateInterval().End;
            return all with { Wages = [.. all.Wages.Where(wage => wage.ReportedOn <= last)], Audits = [.. all.Audits.Where(audit => audit.AuditedOn <= last)] };
        }

        internal SettlementFacts Facts()
        {
            var fund = new FundInMemory();
            fund.Bank("main", new(2024, 10, 18), new(18_000_001, FundInMemory.Eur), "call-1 bank");
            for (var i = 0; i < ClaimDays.Length; i++)
                fund.Claim($"K{i}", Metrics[i % 4], Start.PlusDays(ClaimDays[i]), Start.PlusDays(ClaimDays[i] + 10), Workers[i % 3]);
            fund.Tell(facts => facts with
            {
                Workers = [.. Workers.Select(id => FundInMemory.Worker(id, "maharlika-2024", "ph-de"))],
                Agreements = [.. Workers.Select(id => facts.Agreements[0] with { Id = new("A" + id), Worker = new(id), DisclosedCap = new(Cap, FundInMemory.Eur) })],
                Employments =
                [
                    .. Workers.Select((id, i) => facts.Employments[0] with { Intake = 100 + i, Id = new("E" + id), Worker = new(id) }),
                    facts.Employments[0] with { Intake = 110, Id = new("night"), Worker = new("W1"), Employer = new("night"), StartedOn = new(2024, 11, 4) },
                    .. Workers.Select((id, i) => facts.Employments[0] with { Intake = 120 + i, Id = new("E" + id), Worker = new(id), EndedOn = Start.PlusDays(Ends[i]) }),
                ],
                Audits =
                [
                    .. Results.Select((result, i) => new Audit
                    {
                        Id = $"Q{i}",
                        Employment = new("E" + Workers[i % 3]),
                        AuditedOn = Start.PlusDays(40 * (i / 3)),
                        Criterion = FundInMemory.Terms.Quality.Criteria[i % 2].Id,
                        Result = result,
                    }),
                ],
                Wages = [.. Wages, .. Corrections],
                Pauses = [new() { Id = "P", Worker = new("W2"), From = Start.PlusDays(PauseDay), To = Start.PlusDays(PauseDay + 20), Reason = "illness", ApprovedBy = "somebody" }],
            });
            return fund.Facts;
        }

        private static WageReport Wage(string id, string worker, string employer, YearMonth month, int gross) => new()
        {
            Id = id,
            Worker = new(worker),
            Employer = new(employer),
            Month = month,
            Gross = new(gross, Currency.Of(employer == "home" ? "EUR" : "JPY")),
            Source = WageSource.Payroll,
            ReportedOn = month.PlusMonths(1).OnDayOfMonth(5),
        };
    }
}
