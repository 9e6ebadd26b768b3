using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tests.House;

namespace WelfareFund.Tests.Settlement;

/// <summary>The published cases of docs/examples, lived month by month by whole funds and posted to their books.</summary>
public sealed class PublishedFundsTests
{
    [Fact]
    public void The_income_share_illustration()
    {
        var fund = Fund("USD", "2025-01", Contract("USD"), Example("income-share/terms.json"));
        foreach (var yearly in new[] { 65_000, 85_000, 105_000, 125_000, 135_000 })
            Work(fund, Invariant($"{yearly}"), "income-share", $"income-share/wages-{yearly}.csv", "USD");

        var dues = Dues(fund, new(2025, 1), new(2027, 2));

        dues.OrderBy(worker => int.Parse(worker.Key, CultureInfo.InvariantCulture))
            .Select(worker => (worker.Key, Whole(worker.Value[0]), worker.Value.Count, Whole(worker.Value.Sum()), worker.Value[^1])).ShouldBe(
        [
            ("65000", 921, 24, 22_100, 920.83m),
            ("85000", 1_204, 24, 28_900, 1_204.17m),
            ("105000", 1_488, 24, 34_500, 287.50m),
            ("125000", 1_771, 20, 34_500, 854.23m),
            ("135000", 1_913, 19, 34_500, 75.00m),
        ]);
        fund.BalanceOf(AccountRole.ContributionsReceivable, Currency.Of("USD")).Amount.ShouldBe(dues.Values.SelectMany(paid => paid).Sum());
    }

    [Fact]
    public void The_student_loan_repayments()
    {
        var terms = Example("student-loan/terms.json").Replace("\"share\":", "\"windowMonths\": 300, \"share\":", StringComparison.Ordinal); // a fund's agreements end some day
        var fund = Fund("GBP", "2025-01", Contract("GBP"), terms);
        Work(fund, "graduate", "student-loan", "student-loan/wages.csv", "GBP");

        Dues(fund, new(2025, 1), new(2025, 7))["graduate"].ShouldBe([38m, 60m, 28m, 51m, 60m, 11m]);
        fund.BalanceOf(AccountRole.ContributionIncome, Currency.Of("GBP")).Amount.ShouldBe(-248m);
    }

    [Fact]
    public void The_job_path_fees()
    {
        var contract = Example("jobpath/contract.json").Replace("\"trigger\":", "\"costLines\": { \"advice\": \"1.00\" }, \"trigger\":", StringComparison.Ordinal)
            .Replace("\"currency\": \"EUR\",", "\"provider\": \"turas\", \"corridors\": [\"a-b\"], \"claimWithinDays\": 1000, \"currency\": \"EUR\",", StringComparison.Ordinal);
        var fund = Fund("EUR", "2016-01", contract, "");
        Enrol(fund, "stays", "jobpath");
        Enrol(fund, "leaves", "jobpath");
        Employ(fund, "stays", "first", new(2016, 3, 7), new(2017, 3, 5));
        Employ(fund, "leaves", "first", new(2016, 3, 7), new(2016, 6, 5));
        Employ(fund, "leaves", "second", new(2016, 9, 5), new(2017, 1, 1));
        var claims = 0;
        foreach (var worker in new[] { "stays", "leaves" })
            foreach (var metric in new[] { "registration", "registration", "13-weeks", "26-weeks", "39-weeks", "52-weeks" })
                Claim(fund, Invariant($"C{++claims}"), worker, metric);

        var paid = Lines(fund, new(2016, 1), new(2017, 6)).Select(line => line.Event).OfType<OutcomeAccepted>().ToLookup(outcome => outcome.Worker.Value, outcome => (outcome.Metric, outcome.Gross.Amount));

        paid["stays"].ShouldBe([("registration", 311m), ("13-weeks", 613m), ("26-weeks", 737m), ("39-weeks", 892m), ("52-weeks", 1_165m)], ignoreOrder: true);
        paid["stays"].Sum(outcome => outcome.Amount).ShouldBe(3_718m);
        paid["leaves"].Sum(outcome => outcome.Amount).ShouldBe(1_661m);
        fund.BalanceOf(AccountRole.OutcomePayments, Currency.Of("EUR"), "advice").Amount.ShouldBe(3_718m + 1_661m);
    }

    private static string Contract(string currency) => $$"""
        { "id": "placement", "provider": "turas", "corridors": ["a-b"], "currency": "{{currency}}", "from": "2016-01-01", "to": "2029-12-31",
          "rateCards": [{ "effective": "2016-01-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "1.00", "costLines": { "advice": "1.00" } }] }] }
        """;

    private static FundInMemory Fund(string currency, string firstMonth, string contract, string contributions) => FundInMemory.Bare(FundFile.Read("fund.json", $$"""
        {
          "id": "published", "name": "A published case", "sample": true, "baseCurrency": "{{currency}}", "timeZone": "Europe/Dublin", "firstMonth": "{{firstMonth}}",
          "bankAccounts": [{ "id": "main", "currency": "{{currency}}" }],
          "corridors": [{ "id": "a-b", "from": "PH", "to": "DE", "sector": "care" }],
          "costLines": [{ "id": "advice", "kind": "service", "basis": "offered to all, and no job depends on it" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 1, "must": true }], "tiers": [{ "id": "good", "from": 50 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{{contract}}],
          "contributions": [{{contributions}}],
        }
        """).Value);

    private static void Enrol(FundInMemory fund, string worker, string contract) => fund.Tell(facts => facts with
    {
        Workers = [.. facts.Workers, new() { Intake = fund.NextIntake(), Id = new(worker), EnrolledOn = new(2016, 2, 1), Contract = contract, Corridor = "a-b" }],
    });

    private static void Employ(FundInMemory fund, string worker, string employer, LocalDate from, LocalDate? to) => fund.Tell(facts => facts with
    {
        Employments =
        [
            .. facts.Employments,
            new()
            {
                Intake = fund.NextIntake(), Id = new($"{worker}-{employer}"), Worker = new(worker), Employer = new(employer), StartedOn = from, EndedOn = to,
                OfferedWage = new(100_000, Currency.Of("EUR")), ContractWage = new(100_000, Currency.Of("EUR")), HoursPerWeek = 31,
            },
        ],
    });

    /// <summary>Works from the first month of the file on, under the terms.</summary>
    private static void Work(FundInMemory fund, string worker, string terms, string wages, string currency)
    {
        Enrol(fund, worker, "placement");
        Employ(fund, worker, "employer", new(2025, 1, 1), null);
        fund.Tell(facts => facts with
        {
            Agreements = [.. facts.Agreements, new() { Intake = fund.NextIntake(), Id = new("A-" + worker), Worker = new(worker), TermsId = terms, ConsentOn = new(2025, 1, 1), DisclosedCap = new(3_450_000, Currency.Of(currency)) }],
            Wages =
            [
                .. facts.Wages,
                .. Example(wages).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Select(cells => new WageReport
                {
                    Intake = fund.NextIntake(), Id = $"{worker}-{cells[0]}", Worker = new(worker), Employer = new("employer"), Month = YearMonthPattern.Iso.Parse(cells[0]).Value,
                    Gross = Money.Round(decimal.Parse(cells[1], CultureInfo.InvariantCulture), Currency.Of(currency), RoundingMode.HalfUp), Source = WageSource.Payroll,
                    ReportedOn = YearMonthPattern.Iso.Parse(cells[0]).Value.PlusMonths(1).OnDayOfMonth(3),
                }),
            ],
        });
    }

    /// <summary>Claimed and accepted once all is over.</summary>
    private static void Claim(FundInMemory fund, string id, string worker, string metric) => fund.Tell(facts => facts with
    {
        Claims = [.. facts.Claims, new() { Intake = fund.NextIntake(), Id = new(id), Contract = "jobpath", Worker = new(worker), Metric = metric, AchievedOn = new(2017, 3, 5), SubmittedOn = new(2017, 3, 6), Evidence = "file" }],
        Verifications = [.. facts.Verifications, new() { Intake = fund.NextIntake(), Claim = new(id), DecidedOn = new(2017, 3, 20), Decision = ClaimDecision.Accepted, DecidedBy = "department" }],
    });

    private static List<SettlementLine> Lines(FundInMemory fund, YearMonth first, YearMonth last)
    {
        var lines = new List<SettlementLine>();
        for (var month = first; month <= last; month = month.PlusMonths(1))
            lines.AddRange(fund.Settle(month).Lines);
        return lines;
    }

    private static Dictionary<string, List<decimal>> Dues(FundInMemory fund, YearMonth first, YearMonth last) =>
        Lines(fund, first, last).Select(line => line.Event).OfType<ContributionDue>().GroupBy(due => due.Worker.Value)
            .ToDictionary(worker => worker.Key, worker => worker.Select(due => due.Counted.Amount).ToList());

    private static decimal Whole(decimal amount) => Rounding.Apply(amount, RoundingMode.HalfUp);

    private static string Example(string path) => File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", path));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
