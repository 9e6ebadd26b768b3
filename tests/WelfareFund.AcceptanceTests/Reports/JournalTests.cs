using System.Diagnostics;
using System.Globalization;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Exports;
using WelfareFund.Application.Ledger;
using WelfareFund.Exports;

namespace WelfareFund.AcceptanceTests.Reports;

/// <summary>Other people's tools read the exported books and come to the same balances.</summary>
public sealed class JournalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Hledger_and_ledger_have_every_balance_as_the_books_do(int month)
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var asOf = new NodaTime.YearMonth(2025, month).ToDateInterval().End;
        var path = Path.Combine(fund.Folder, "books.journal");
        await using (var writer = new StreamWriter(path))
            (await fund.Get<ExportBooks>().HledgerAsync(fund.Actor, WorkedFund.Id, new(asOf), writer)).Value.ShouldBeGreaterThan(0);
        var trial = (await fund.Get<ShowTrialBalance>().RunAsync(fund.Actor, WorkedFund.Id, asOf, null, false)).Value;
        var ours = trial.Books.Lines.Concat(trial.Memorandum.Lines)
            .Select(line => Words(JournalAccounts.PathOf(line.Account), line.Debit.Currency.Code, line.Debit.Amount - line.Credit.Amount)).Order(StringComparer.Ordinal).ToList();

        Run("hledger", "-f", path, "check", "-s");
        var hledger = Run("hledger", "-f", path, "balance", "--flat", "--no-total", "--layout=bare", "--output-format=csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(',')).Select(cells => Words(cells[0], cells[1], Number(cells[2]))).Order(StringComparer.Ordinal);
        hledger.ShouldBe(ours);

        var ledger = Run("ledger", "-f", path, "register", "--format", "%(account)|%(commodity(amount))|%(quantity(amount))\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|')).GroupBy(cells => (Account: cells[0], Currency: cells[1])).Select(group => (group.Key, Sum: group.Sum(cells => Number(cells[2]))))
            .Where(group => group.Sum != 0).Select(group => Words(group.Key.Account, group.Key.Currency, group.Sum)).Order(StringComparer.Ordinal);
        ledger.ShouldBe(ours);
    }

    [Fact]
    public async Task Beancount_accepts_the_books()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var path = Path.Combine(fund.Folder, "books.beancount");
        await using (var writer = new StreamWriter(path))
            (await fund.Get<ExportBooks>().BeancountAsync(fund.Actor, WorkedFund.Id, new(), writer)).Value.ShouldBeGreaterThan(0);

        Run("bean-check", path).ShouldBeEmpty();
    }

    private static string Words(string account, string currency, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{account} {amount:0.00} {currency}");

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result + output);
        return output;
    }
}
