using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.Documents;
using WelfareFund.Ledger;
using WelfareFund.Statements;
using WelfareFund.Terms;

namespace WelfareFund.AcceptanceTests.Documents;

/// <summary>A provider with many claims, and a worker after some months.</summary>
internal static class SamplePapers
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Php = Currency.Of("PHP");

    internal static Issue FirstIssue { get; } = new("care-corridors-2026-0008", 1, KnownAt: 6_368, Changes: [], NamesChanged: false);

    /// <param name="kind">As the template's name has it.</param>
    /// <param name="name">Of whom it is for; of a fund's report, the fund's.</param>
    internal static Paper Of(string kind, string name) => kind switch
    {
        "investor-statement" => SampleStatement.Paper(SampleStatement.For(name, transactions: 3) with { Outcomes = [new("started", 3.25m, Euros(4_050), 12.5m, Euros(15_700))] }),
        "capital-call-notice" => Of(CallNotice(name)),
        "distribution-notice" => Of(DistributionNotice(name)),
        "provider-statement" => Of(Provider(name, 3)),
        "worker-statement" => Of(Worker(name)),
        "fund-report" => Of(FundReport(name)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such paper."),
    };

    internal static Paper Of(IDocument document) => Paper.Of(document, new Dictionary<string, ReadOnlyMemory<byte>>());

    /// <summary>Every claim pays 49,500.00 of 55,000.00, less 1,000.00 each for a clawback and for the advance.</summary>
    internal static ProviderStatement Provider(string name = "Maharlika Care Academy, Inc.", int claims = 20)
    {
        var paid = Enumerable.Range(1, claims).Select(number => Claim(number, "started", recovered: 1_000)).ToList();
        var owed = Claim(claims + 1, "retained-6m", recovered: 0);
        var heldBack = paid.ConvertAll(claim => new HeldBackClaim(claim.Claim, claim.Worker!.Value, claim.Contract, claim.Metric, new(2026, 3, 2), claim.HeldBack, "retained-6m", null));
        var payment = Pesos(47_500 * claims);
        var opening = new ProviderBalance(payment, Pesos(0), Pesos(1_500_000), Pesos(10_000));
        var change = new ProviderBalance(owed.Paid, Pesos(5_500 * claims), Pesos(0), Pesos(0));
        return new ProviderStatement(
            new("care-corridors", "Care Corridors Fund", new("maharlika"), name, "4711", new(new(2026, 3, 1), new(2026, 3, 31)), 6_368),
            [
                new("maharlika-2025", Php, opening,
                    [new(ProviderMovementKind.OutcomesAccepted, change), new(ProviderMovementKind.PaymentsInstructed, ProviderBalance.Zero(Php) with { Owed = -payment })],
                    opening + change + (ProviderBalance.Zero(Php) with { Owed = -payment })),
            ],
            [
                new("P-202602-001", "maharlika-2025", "manila", new(2026, 2, 28), Pesos(47_500), [Claim(900, "trained", recovered: 1_000)]) { PaidOn = new LocalDate(2026, 3, 5) },
                new("P-202603-001", "maharlika-2025", "manila", new(2026, 3, 31), payment, paid),
            ],
            [new(owed, new LocalDate(2026, 4, 20), "it waits for PHP to be bought, after what was accepted before")],
            heldBack,
            [
                new(new("CL-9001"), new("W00777"), "maharlika-2025", "retained-6m", new(2026, 3, 20), ClaimStanding.Held, null, "waits: 'retained-6m' comes after 'started', which has not been accepted"),
                new(new("CL-9002"), new("W00778"), "maharlika-2025", "started", new(2026, 3, 2), ClaimStanding.Rejected, null, "rejected by the verifier on 2026-03-12"),
            ]);
    }

    internal static WorkerStatement Worker(string name = "Makisig Tolentino", decimal lastDue = 272, long knownAt = 6_368, string id = "W00019")
    {
        WorkerMonth[] months =
        [
            new(new(2025, 12), [Euros(2_390)], [], ContributionReason.Grace, IsReportMissing: false),
            new(new(2026, 1), [Euros(2_720)], [new(Euros(272), Euros(272), Euros(0))], ContributionReason.None, IsReportMissing: false),
            new(new(2026, 2), [Euros(2_720)], [new(Euros(lastDue), Euros(0), Euros(0))], ContributionReason.None, IsReportMissing: false),
        ];
        return new WorkerStatement(
            new("care-corridors", "Care Corridors Fund", new(id), name, new(2026, 3, 31), knownAt),
            new(new("A-" + id), new(2025, 11, 1), Eur, 0.10m, new FloorTerms { Amount = Euros(1_800), Rule = FloorRule.Taper }, 36, 60, 2, Euros(2_125.16m), IsDeducted: false,
                "DE02120300000000202051", new() { Questions = "workers@care-corridors.example", Complaints = "complaints@care-corridors.example" }),
            months, [], [Euros(272)], [Euros(lastDue)],
            new(Euros(1_600.47m), Euros(272 + lastDue), Euros(1_328.47m - lastDue), 2, 34, new(2030, 11), ContributionReason.None));
    }

    private static NoticeHead Investor(string name) => new("care-corridors", "Care Corridors Fund", Eur, new("INV-003"), name, 6_368);

    private static StatementApproval Approval => new("Amara Okafor", "Jonas Lindqvist");

    internal static CapitalCallNotice CallNotice(string name)
    {
        var before = new TrancheCommitment("senior", Euros(600_000), Euros(400_000), Euros(400_000), Euros(200_000), Euros(0));
        return new(Investor(name), new("CALL-2", 2, new(2026, 3, 2), new(2026, 3, 31), Euros(90_000), "Workers who leave in spring", 20, 10),
            [new(Euros(60_000), before, before with { Called = Euros(460_000), Unfunded = Euros(140_000) }, "90,000.00 EUR × 200,000.00 ÷ 300,000.00 = 60,000.00")],
            new("Care Corridors Fund", "DE02120300000000202051", "CALL-2 INV-003"), Approval);
    }

    internal static DistributionNotice DistributionNotice(string name)
    {
        var before = new TrancheCommitment("senior", Euros(600_000), Euros(400_000), Euros(400_000), Euros(200_000), Euros(0));
        return new(Investor(name), new("DIST-2", 2, new(2026, 3, 31), Euros(120_000), Euros(90_000), [new("Bank: main", Euros(200_000)), new("Provider payable", Euros(-80_000))]),
            [
                new(1, "senior", DistributedKind.Preferred, Euros(12_000), Euros(0), "3% of 400,000.00 EUR for 365 of 365 days is 12,000.00"),
                new(2, "senior", DistributedKind.Recycled, Euros(10_000), Euros(0), "10,000.00 EUR stay in the fund"),
                new(2, "senior", DistributedKind.Capital, Euros(50_000), Euros(20_000), "60,000.00 EUR less 10,000.00 that stay is 50,000.00"),
            ],
            [new(before, before with { Unfunded = Euros(220_000), Recallable = Euros(20_000) })],
            [new("senior", "P-202603-007", new(2026, 3, 31), Euros(62_000))], "4711", Approval);
    }

    /// <summary>One quarter: 1,000.00 paid in, 300.00 contributed, 200.00 spent on outcomes and 50.00 granted.</summary>
    internal static FundReport FundReport(string name)
    {
        var quarter = new DateInterval(new(2026, 1, 1), new(2026, 3, 31));
        var result = new FundResult(Euros(300), Euros(50), Euros(-200), Euros(0), Euros(0), Euros(0), Euros(0));
        ColumnAmounts Same(decimal amount) => new(Euros(amount), Euros(amount), Euros(amount));
        return new(
            new("care-corridors", name, Eur, quarter, 6_368),
            [new(quarter, Euros(1_000), Euros(300), Euros(200), Euros(150), Euros(1_300), Euros(1_200))],
            new([new(new("senior", Euros(2_000), Euros(1_000), Euros(1_000), Euros(1_000), Euros(0)), Euros(0), Euros(1_080))], Euros(50), Euros(20), Euros(50)),
            new([new("main", Euros(1_300), Euros(1_300))], [new("Provider payable", Euros(100)), new("Unspent grants", Euros(50))], Euros(250), "250.00 EUR at least", "75.00 is not covered"),
            [new("started", "PH to DE, aged care", "maharlika", 2, Euros(200), 2, Euros(200), 1, 1)],
            [new(Euros(0), Euros(300), Euros(280), Euros(0), Euros(300), Euros(280))],
            [new("PH to DE, aged care", 12, 1.25m, 0.1m, Euros(1_900), Euros(1_400))],
            new([new("Contribution income", Same(300)), new("Grant income", Same(50))], [new("Outcome payments", Same(200))], Same(0), new(result, result, result)),
            new([new("Bank: main", Euros(0), Euros(1_300))], [new("Provider payable", Euros(0), Euros(100))], [new("Investor capital", Euros(0), Euros(1_000)), new("Unspent grants", Euros(0), Euros(50)), new("Accumulated result", Euros(0), Euros(150))], Eur),
            ["The figures follow the fund’s accounting policy."])
        {
            Approval = Approval,
            Seal = new(new YearMonth(2026, 3), 6_368, Digest.Of("the log"u8), Digest.Of("the key"u8)),
        };
    }

    private static ClaimPayout Claim(int number, string metric, decimal recovered) => new(
        new($"CL-{number:D4}"), new($"W{number:D5}"), "maharlika-2025", metric, new LocalDate(2026, 1, 5).PlusDays(number % 28), Pesos(55_000), Pesos(metric == "retained-6m" ? 0 : 5_500), Pesos(0),
        Pesos(metric == "retained-6m" ? 7_500 : 1_000), Pesos(recovered));

    private static Money Pesos(decimal amount) => Money.Round(amount, Php, RoundingMode.HalfUp);
    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
}
