using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Documents;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.AcceptanceTests.Documents;

/// <summary>A foundation in two tranches, after five quarters.</summary>
internal static class SampleStatement
{
    private static readonly Currency Eur = Currency.Of("EUR");

    public static readonly byte[] Proof = """{"size":48211,"leaves":[{"sequence":212,"path":["00ff"]}]}"""u8.ToArray();

    public static Issue FirstIssue { get; } = new("care-corridors-2026-0007", 1, KnownAt: 48_377, Changes: [], NamesChanged: false);

    public static Paper Paper(InvestorStatement statement) =>
        WelfareFund.Documents.Paper.Of(statement, new Dictionary<string, ReadOnlyMemory<byte>> { ["proof.json"] = Proof });

    public static InvestorStatement For(string investor = "Stiftung Faire Wege gGmbH", int transactions = 46) => new(
        new StatementHead("care-corridors", "Care Corridors Fund", Eur, new("INV-003"), investor, new DateInterval(new(2026, 1, 1), new(2026, 3, 31)), KnownAt: 48_377),
        [
            new("Senior", Euros(1_500_000), Euros(1_050_000), Euros(1_050_000), Euros(487_500), Euros(37_500)),
            new("First loss", Euros(500_000), Euros(350_000), Euros(337_500), Euros(150_000), Euros(0)),
        ],
        new CapitalRollForward(
            opening: new(Euros(1_268_455.37m), Euros(1_268_455.37m), Euros(0)),
            paidIn: new(Euros(125_000), Euros(125_000), Euros(1_387_500)),
            distributions: new(Euros(-18_750), Euros(-18_750), Euros(-75_000)),
            new NetResultShare(
                ContributionIncome: new(Euros(96_204.18m), Euros(96_204.18m), Euros(311_870.44m)),
                GrantIncome: new(Euros(12_500), Euros(12_500), Euros(48_000)),
                OutcomePayments: new(Euros(-141_873.90m), Euros(-141_873.90m), Euros(-298_114.62m)),
                AdministrationAndOversight: new(Euros(-9_600), Euros(-9_600), Euros(-46_212.75m)),
                ExchangeResult: new(Euros(1_204.66m), Euros(1_204.66m), Euros(-3_377.12m)),
                Losses: new(Euros(-2_140.31m), Euros(-2_140.31m), Euros(-5_665.95m)),
                Other: new(Euros(310), Euros(310), Euros(12_310)))),
        Performance,
        [.. Enumerable.Range(1, transactions).Select(Transaction)],
        [
            new(new(new(2026, 2, 28), 41_902, "Wage report of November corrected: contribution income", Euros(212.40m)), new(2025, 11, 30)),
            new(new(new(2026, 3, 31), 47_655, "Outcome payment clawed back, retained for six months", Euros(1_480)), new(2025, 12, 31)),
        ],
        [
            "The capital account is what the fund’s waterfall would pay if its net assets at book were paid out on the statement’s date, without recycling and without a reserve.",
            "Expected future contributions of workers are claims on future pay. They are not part of these figures.",
            "Of the called capital, 12,500.00 EUR was due on 25 March 2026 and had not arrived; it lowers equity until it does.",
        ])
    {
        Approval = new("Amara Okafor", "Jonas Lindqvist"),
        Seal = new(new YearMonth(2026, 3), 48_211,
            Digest.Of("the log"u8), Digest.Of("the key"u8)),
    };

    private static InvestorPerformance Performance
    {
        get
        {
            DatedFlow[] flows = [new(new(2025, 1, 15), Euros(-1_262_500)), new(new(2025, 12, 1), Euros(56_250)), new(new(2026, 1, 12), Euros(-125_000)), new(new(2026, 3, 2), Euros(18_750))];
            LocalDate[] ends = [new(2025, 12, 31), new(2026, 3, 31)];
            Money AccountOn(LocalDate day) => day == ends[0] ? Euros(1_268_455.37m) : day == ends[1] ? Euros(1_331_310) : Euros(0);
            return new([.. ends.Select(end => Returns.Of(end, Euros(2_000_000), flows, AccountOn(end)))], PeriodReturn.ByYear(new(2025, 1, 1), ends[1], new(12, 31), flows, AccountOn));
        }
    }

    public static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static StatementLine Transaction(int number) => new(
        new LocalDate(2026, 1, 1).PlusDays((number * 2) - 2 < 90 ? (number * 2) - 2 : 89), 37_000 + (number * 211),
        (number % 5) switch
        {
            0 => "Distribution, preferred return, Senior",
            1 => "Share of contributions received from workers",
            2 => "Outcome payments to Maharlika Manpower Training, retained for six months in work",
            3 => "Administration",
            _ => "Capital call 7 paid in, First loss",
        },
        Euros((number % 5) switch { 0 => -625.5m * number, 1 => 2_013.4m + number, 2 => -1_333.33m, 3 => -533.34m, _ => 12_500 }));
}
