using System.Diagnostics;
using System.Globalization;
using NodaTime;
using WelfareFund.Application.Ledger;
using WelfareFund.Ledger;

namespace WelfareFund.AcceptanceTests.Reports;

/// <summary>Every balance that is not zero, as other people's tools compute it from an exported journal: <c>account amount currency</c>, sorted.</summary>
internal static class OutsideBooks
{
    /// <param name="asOf">The last day that counts.</param>
    internal static IEnumerable<string> Hledger(string journal, LocalDate asOf) => Sorted(
        Rows(Run("hledger", "-f", journal, "balance", "--end", DayAfter(asOf), "--flat", "--no-total", "--layout=bare", "--output-format=csv"))
            .Select(cells => (cells[0], cells[1], Number(cells[2]))));

    internal static IEnumerable<string> Ledger(string journal, LocalDate asOf) => Sorted(
        Run("ledger", "-f", journal, "register", "--end", DayAfter(asOf), "--format", "%(account)|%(commodity(amount))|%(quantity(amount))\n")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|')).GroupBy(cells => (Account: cells[0], Currency: cells[1]))
            .Select(group => (group.Key.Account, group.Key.Currency, group.Sum(cells => Number(cells[2])))));

    internal static IEnumerable<string> Beancount(string journal, LocalDate asOf) => Sorted(
        Rows(Run("bean-query", "-f", "csv", journal, $"SELECT account, currency, sum(number) WHERE date <= {asOf:uuuu-MM-dd} GROUP BY account, currency"))
            .Select(cells => (cells[0], cells[1], Number(cells[2]))));

    /// <summary>The same of our own trial balance.</summary>
    internal static IEnumerable<string> Ours(FundTrialBalance trial, Func<Account, string> pathOf) => Sorted(
        trial.Books.Lines.Concat(trial.Memorandum.Lines).Select(line => (pathOf(line.Account), line.Debit.Currency.Code, line.Debit.Amount - line.Credit.Amount)));

    internal static string Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result + output);
        return output;
    }

    private static IEnumerable<string> Sorted(IEnumerable<(string Account, string Currency, decimal Amount)> balances) => balances
        .Where(balance => balance.Amount != 0)
        .Select(balance => string.Create(CultureInfo.InvariantCulture, $"{balance.Account} {balance.Amount:0.00} {balance.Currency}"))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string[]> Rows(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries));

    private static string DayAfter(LocalDate day) => day.PlusDays(1).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
