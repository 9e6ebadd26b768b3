using System.Globalization;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Ledger;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Storage.Ledger;
using Verification = WelfareFund.Outcomes.Verification;

namespace WelfareFund.Benchmarks;

/// <summary>
/// A fund's facts for as many workers as one likes, always the same ones: four in five earn euros and one in five yen; six in ten have their
/// contributions deducted, three in ten pay them themselves, one in ten does not pay. An employer has a hundred workers. Each month one worker in ten has
/// a claim accepted and one in fifty joins.
/// </summary>
internal sealed class ManyWorkers(int workers)
{
    internal const string Fund = "many-workers";
    internal static readonly YearMonth First = new(2025, 1);
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Jpy = Currency.Of("JPY");

    internal static string Terms(int workers) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "id": "many-workers", "name": "Many Workers", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Berlin",
          "firstMonth": "2025-01", "fiscalYearEnd": "12-31", "wageMonthLag": 1,
          "bankAccounts": [{ "id": "main", "currency": "EUR" }, { "id": "tokyo", "currency": "JPY" }],
          "fx": { "source": "ecb", "maxAgeDays": 5 },
          "corridors": [
            { "id": "ph-de", "from": "PH", "to": "DE", "sector": "aged care", "minimumMonthlyWage": { "amount": "2150.00", "currency": "EUR" } },
            { "id": "ph-jp", "from": "PH", "to": "JP", "sector": "aged care", "minimumMonthlyWage": { "amount": "185000", "currency": "JPY" } }
          ],
          "costLines": [
            { "id": "job-finding", "kind": "recruitment" },
            { "id": "settling-in", "kind": "service", "basis": "Offered after arrival and refused freely; the job does not depend on it." }
          ],
          "quality": {
            "criteria": [{ "id": "contract-as-offered", "weight": 1, "must": true }],
            "tiers": [{ "id": "A", "from": 80 }, { "id": "B", "from": 0 }],
            "untestedTier": "B"
          },
          "contracts": [{{Contract("north-2024", "north", "ph-de", workers)}}, {{Contract("east-2024", "east", "ph-jp", workers)}}],
          "contributions": [
            { "id": "germany", "payer": "worker", "share": "0.10", "floor": { "amount": "1800.00", "currency": "EUR", "rule": "taper" }, "currency": "EUR",
              "payments": 36, "windowMonths": 60, "graceMonths": 0, "pauseUsesWindow": false, "maxShareOfPay": "0.15", "rounding": "down", "carryingTiers": ["A", "B"] },
            { "id": "japan", "payer": "worker", "share": "0.08", "floor": { "amount": "170000", "currency": "JPY", "rule": "taper" }, "currency": "JPY",
              "payments": 36, "windowMonths": 60, "graceMonths": 0, "pauseUsesWindow": false, "maxShareOfPay": "0.15", "rounding": "down", "carryingTiers": ["A", "B"] }
          ],
          "capital": {
            "tranches": [{ "id": "senior", "rank": 1 }],
            "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }],
            "windUp": { "to": "worker-welfare" }
          },
          "reserve": { "monthsOfOutcomes": 1, "minimum": "50000.00" },
          "administration": { "monthly": "8000.00" },
          "oversight": [{ "payee": "PH-DMW", "shareOfOutcomes": "0.01" }],
          "allowance": [{ "overdueDays": 90, "share": "0.50" }, { "overdueDays": 365, "share": "1.00" }],
          "settlement": { "dayOfMonth": 5, "time": "06:00" }
        }
        """);

    private static string Contract(string id, string provider, string corridor, int workers) => string.Create(CultureInfo.InvariantCulture, $$"""
        { "id": "{{id}}", "provider": "{{provider}}", "corridors": ["{{corridor}}"], "currency": "EUR", "from": "2024-10-01", "to": "2029-12-31", "maximum": "{{workers * 5000L}}.00",
          "rateCards": [{ "effective": "2024-10-01", "rounding": "half-up", "metrics": [
            { "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "900.00", "costLines": { "job-finding": "0.60", "settling-in": "0.40" } },
            { "id": "retained-6m", "trigger": { "kind": "sustained", "months": 6, "mode": "accumulated", "maxGapDays": 30 }, "price": "700.00", "costLines": { "settling-in": "1.00" }, "after": ["started"] }],
            "qualityFactors": { "A": "1.10", "B": "1.00" } }],
          "holdback": { "share": "0.10", "releaseOn": "retained-6m" }, "clawbackDays": 180, "claimWithinDays": 90, "paymentTermsDays": 30 }
        """);

    internal IEnumerable<int> Employers => Enumerable.Range(0, (workers + 99) / 100);

    internal IEnumerable<PartyId> Parties =>
        Enumerable.Range(0, workers).Select(number => new PartyId(PartyKind.Worker, Worker(number).Value))
            .Concat(Employers.Select(number => new PartyId(PartyKind.Employer, Employer(number).Value))).Append(new(PartyKind.Holding, "bank/senior", "bank"));

    internal static IEnumerable<Fact> Rates => Enumerable.Range(0, 200).Select(day => new PublishedRate
    {
        Date = new LocalDate(2024, 11, 1).PlusDays(day),
        Base = Eur,
        Quote = Jpy,
        Rate = 160m + (day % 7),
        Source = "ecb",
    });

    internal IEnumerable<Fact> Capital =>
    [
        new Investor { Id = new("bank"), Kind = InvestorKind.Foundation, Country = "DE" },
        new Provider { Id = new("north"), Country = "PH", Currency = Eur },
        new Provider { Id = new("east"), Country = "PH", Currency = Eur },
        new Commitment { Id = "C-1", Investor = new("bank"), Tranche = "senior", Amount = Capitalised, SignedOn = new(2025, 1, 2) },
        new CapitalCall { Id = "CALL-1", CalledOn = new(2025, 1, 3), DueOn = new(2025, 1, 20), Amount = Capitalised, Purpose = "outcomes" },
        new BankLine { BankReference = "B-CALL-1", BankAccount = "main", BookedOn = new(2025, 1, 20), ValueOn = new(2025, 1, 20), Amount = Capitalised, Counterparty = "Bank", Reference = "CALL-1 bank" },
    ];

    private Money Capitalised => new(workers * 2_000_00L, Eur);

    /// <summary>Who and what is there when the fund begins.</summary>
    internal IEnumerable<Fact> People => Enumerable.Range(0, workers).SelectMany(number => (Fact[])
    [
        new Worker
        {
            Id = Worker(number), EnrolledOn = Joined(number), Contract = IsInJapan(number) ? "east-2024" : "north-2024", Corridor = IsInJapan(number) ? "ph-jp" : "ph-de",
            Gender = "woman", Groups = "woman", HomeMonthlyIncome = 13_000, HomeCurrency = Currency.Of("PHP"),
        },
        new Agreement
        {
            Id = new($"A-{number:D7}"), Worker = Worker(number), TermsId = IsInJapan(number) ? "japan" : "germany", ConsentOn = Joined(number),
            DisclosedCap = IsInJapan(number) ? new(900_000, Jpy) : new(9_000_00, Eur), DeductionConsentOn = IsDeducted(number) ? Joined(number) : null,
        },
        new Employment
        {
            Id = new($"E-{number:D7}"), Worker = Worker(number), Employer = Employer(number / 100), StartedOn = Joined(number).PlusDays(5),
            OfferedWage = Gross(number, 0), ContractWage = Gross(number, 0), HoursPerWeek = 39,
        },
    ]);

    /// <summary>What a month brings: pay of the month before, what was paid of the dues of the month before, claims and their verification.</summary>
    /// <param name="month">0 for the fund's first.</param>
    internal IEnumerable<Fact> MonthOf(int month)
    {
        var paidIn = First.PlusMonths(month);
        for (var number = 0; number < workers; number++)
        {
            var worked = paidIn.PlusMonths(-1);
            if (Joined(number).PlusDays(5) <= worked.ToDateInterval().End && number % 50 != 3)
                yield return new WageReport { Id = $"W-{month}-{number:D7}", Worker = Worker(number), Employer = Employer(number / 100), Month = worked, Gross = Gross(number, month), Source = WageSource.Payroll, ReportedOn = paidIn.OnDayOfMonth(8) };
            if ((number + month) % 10 == 0 && Joined(number).PlusDays(5) <= paidIn.OnDayOfMonth(1))
            {
                var claim = new ClaimId($"CL-{number:D7}");
                yield return new Claim { Id = claim, Contract = IsInJapan(number) ? "east-2024" : "north-2024", Worker = Worker(number), Metric = "started", AchievedOn = Joined(number).PlusDays(5), SubmittedOn = paidIn.OnDayOfMonth(4), Evidence = "contract" };
                yield return new Verification { Claim = claim, DecidedOn = paidIn.OnDayOfMonth(12), Decision = ClaimDecision.Accepted, DecidedBy = "verifier" };
            }

            if (month == 0 || Joined(number).PlusDays(5) > worked.PlusMonths(-1).ToDateInterval().End || number % 50 == 3)
                continue;
            if (IsDeducted(number))
                yield return new Deduction { Id = $"D-{month}-{number:D7}", Worker = Worker(number), Employer = Employer(number / 100), Month = worked, DeductedOn = paidIn.OnDayOfMonth(25), Amount = Due(number, month - 1), TransferReference = Transfer(number / 100, month, IsInJapan(number)) };
            else if (number % 10 < 9)
                yield return new BankLine { BankReference = $"B-{month}-{number:D7}", BankAccount = IsInJapan(number) ? "tokyo" : "main", BookedOn = paidIn.OnDayOfMonth(1 + (number % 27)), ValueOn = paidIn.OnDayOfMonth(1 + (number % 27)), Amount = Due(number, month - 1), Counterparty = $"Worker {number}", Reference = $"A-{number:D7}" };
        }

        if (month > 0)
        {
            foreach (var line in Transfers(month))
                yield return line;
        }
    }

    private IEnumerable<Fact> Transfers(int month) =>
        from employer in Employers
        from japan in (bool[])[false, true]
        let own = Enumerable.Range(employer * 100, Math.Min(100, workers - (employer * 100)))
            .Where(number => IsInJapan(number) == japan && IsDeducted(number) && number % 50 != 3 && Joined(number).PlusDays(5) <= First.PlusMonths(month - 2).ToDateInterval().End).ToList()
        where own.Count > 0
        select (Fact)new BankLine
        {
            BankReference = $"B-{Transfer(employer, month, japan)}",
            BankAccount = japan ? "tokyo" : "main",
            BookedOn = First.PlusMonths(month).OnDayOfMonth(26),
            ValueOn = First.PlusMonths(month).OnDayOfMonth(26),
            Amount = own.Select(number => Due(number, month - 1)).Aggregate((sum, due) => sum + due),
            Counterparty = $"Employer {employer}",
            Reference = Transfer(employer, month, japan),
        };

    private static string Transfer(int employer, int month, bool japan) => $"T-{employer:D5}-{month}-{(japan ? "jp" : "de")}";
    private static WorkerId Worker(int number) => new($"W{number:D7}");
    private static EmployerId Employer(int number) => new($"employer-{number:D5}");
    private static bool IsInJapan(int number) => number % 5 == 4;
    private static bool IsDeducted(int number) => number % 10 < 6;

    /// <summary>One in fifty joins in each of the fund's first months, the others before.</summary>
    private static LocalDate Joined(int number) => number % 50 is var place and < 2 ? First.PlusMonths(place).OnDayOfMonth(10) : new LocalDate(2024, 12, 1 + (number % 20));

    private static Money Gross(int number, int month) => IsInJapan(number)
        ? new(220_000 + (number * 37L % 40_000) + month, Jpy)
        : new(2_400_00 + (number * 37L % 60_000) + month, Eur);

    /// <summary>On the pay that month <paramref name="month"/> was told of.</summary>
    private static Money Due(int number, int month) => Gross(number, month) is var pay && IsInJapan(number)
        ? new(pay.MinorUnits * 8 / 100, Jpy)
        : new(pay.MinorUnits * 10 / 100, Eur);
}
