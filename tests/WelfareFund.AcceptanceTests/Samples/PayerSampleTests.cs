using NodaTime;
using WelfareFund.AcceptanceTests.Reports;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.AcceptanceTests.Workers;
using WelfareFund.SampleFunds;

namespace WelfareFund.AcceptanceTests.Samples;

/// <summary>Every payer model has a folder in fund-config that runs; the big sample's life is told elsewhere.</summary>
public sealed class PayerSampleTests
{
    private static readonly string Folders = Path.GetDirectoryName(SampleBooks.Folder)!;

    private static IEnumerable<string> Names =>
        Directory.GetDirectories(Folders).Where(folder => folder != SampleBooks.Folder && File.Exists(Path.Combine(folder, "fund.json"))).Select(folder => Path.GetFileName(folder));

    public static TheoryData<string> Funds => [.. Names];

    /// <summary>At the year's end. What nobody owes of a bond was never due.</summary>
    private static readonly Dictionary<string, string[]> WhoPaid = new()
    {
        ["cost-share"] = ["worker,5488.00,4907.00,0.00,581.00,EUR"],
        ["employer-bond"] = ["employer-bond,7562.41,7005.98,1176.16,556.43,EUR"],
        ["employer-repaid"] = ["employer,18859.00,18520.00,0.00,339.00,EUR"],
        ["government-pathway"] = ["government,31050.00,31050.00,0.00,0.00,AUD", "donor,9600.00,8800.00,0.00,800.00,AUD"],
        ["membership"] = ["membership,325.00,325.00,0.00,0.00,USD"],
        ["pooled-savings"] = ["donor,720.00,660.00,0.00,60.00,NZD", "savings,36390.00,34791.00,0.00,1599.00,NZD"],
    };

    [Theory]
    [MemberData(nameof(Funds))]
    public async Task A_payers_fund_settles_and_seals_its_year_says_who_paid_and_others_can_read_its_books(string fund)
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        var folder = Directory.CreateTempSubdirectory("welfarefund-payer-").FullName;
        var journal = Path.Combine(folder, "books.journal");

        await AskAsync("fund", "load", Path.Combine(Folders, fund));
        await AskAsync("verify", "--fund", fund);
        (await AskAsync("report", "contributions", "--fund", fund, "--totals", "--csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["payer,due,paid,written_off,open,currency", .. WhoPaid[fund]]);
        await AskAsync("export", "hledger", "--fund", fund, "--out", journal);

        OutsideBooks.Run("hledger", "-f", journal, "check", "-s").ShouldBeEmpty();
        OutsideBooks.Hledger(journal, new(2025, 12, 31)).Count().ShouldBeGreaterThan(3);
        (await SampleBooks.EndStateAsync(database)).ShouldContain("2025-12 ");
        await OneWorkersReadingTests.CompareAsync(database, new(2025, 12, 31));
        await LinesOfClaimsTests.CompareAsync(database);
        Directory.Delete(folder, recursive: true);

        Task<string> AskAsync(params string[] arguments) => SampleBooks.OutputAsync(database, Path.Combine(folder, "keys"), arguments);
    }

    [Theory]
    [MemberData(nameof(Funds))]
    public async Task A_payers_bank_is_byte_for_byte_what_its_generator_writes(string fund)
    {
        var (committed, folder) = (Path.Combine(Folders, fund), Directory.CreateTempSubdirectory("welfarefund-payer-").FullName);
        File.Copy(Path.Combine(committed, "fund.json"), Path.Combine(folder, "fund.json"));
        Directory.CreateDirectory(Path.Combine(folder, "sample"));
        foreach (var file in Directory.GetFiles(Path.Combine(committed, "sample")).Where(file => !IsTheBanks(file)))
            File.Copy(file, Path.Combine(folder, "sample", Path.GetFileName(file)));

        await SmallSample.RunAsync(folder, new ClockAt(Instant.FromUtc(2026, 1, 6, 6, 0)));

        foreach (var file in Directory.GetFiles(Path.Combine(committed, "sample")).Where(IsTheBanks))
            File.ReadAllText(Path.Combine(folder, "sample", Path.GetFileName(file))).ShouldBe(File.ReadAllText(file), $"--bank-only writes {file} anew");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_fund_has_its_page() =>
        Names.Append(Path.GetFileName(SampleBooks.Folder)).Where(fund => !File.Exists(Path.Combine(Folders, "..", "docs", "funds", fund + ".md"))).ShouldBeEmpty();

    private static bool IsTheBanks(string file) => Path.GetFileName(file).StartsWith("bank", StringComparison.Ordinal);

    private sealed class ClockAt(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
