using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Ledger;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.AcceptanceTests.Settlement;

/// <summary>The sample fund's books, lived by the command line itself in processes of their own.</summary>
internal static class SampleBooks
{
    /// <summary>The source tree these tests were built from.</summary>
    internal static readonly string Repository = RepositoryRoot(AppContext.BaseDirectory);

    /// <summary>The command as its own build made it, with its packages compiled ahead.</summary>
    internal static readonly string Command = Path.Combine(Repository, "src", "WelfareFund.Cli", "bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name, "net10.0", "welfarefund.dll");

    internal static readonly string Folder = Path.Combine(Repository, "fund-config", "care-corridors");

    /// <summary>What the command prints.</summary>
    internal static async Task<string> OutputAsync(EmptyDatabase database, string keys, params string[] arguments) =>
        await RunAsync(database, keys, null, arguments) ?? throw new InvalidOperationException("Nobody killed it.");

    /// <summary>Runs the command until it ends, or kills it at once after a while.</summary>
    /// <returns>What it printed, or null when it did not end by itself.</returns>
    internal static Task<string?> RunAsync(EmptyDatabase database, string keys, TimeSpan? killAfter, params string[] arguments) =>
        RunUntilAsync(database, keys, killAfter is { } after ? ended => Task.Delay(after, ended) : null, arguments);

    /// <summary>Runs the command until it ends, or kills it as soon as something has come about.</summary>
    /// <param name="killWhen">Ends then; told when the command has ended by itself.</param>
    /// <returns>What it printed, or null when it did not end by itself.</returns>
    internal static async Task<string?> RunUntilAsync(EmptyDatabase database, string keys, Func<CancellationToken, Task>? killWhen, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Command);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["WELFAREFUND_DB"] = database.Address;
        start.Environment["WELFAREFUND_KEYS"] = keys;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var ended = new CancellationTokenSource();
        var exit = process.WaitForExitAsync(CancellationToken.None);
        var kill = killWhen?.Invoke(ended.Token) ?? Task.Delay(TimeSpan.FromMinutes(9), ended.Token);
        if (await Task.WhenAny(exit, kill) != exit)
        {
            process.Kill(entireProcessTree: true); // SIGKILL: nothing is cleaned up
            await exit;
            await kill;
            return killWhen is null ? throw new TimeoutException(string.Join(' ', arguments)) : null;
        }

        await ended.CancelAsync();

        process.ExitCode.ShouldBe(0, await output + await errors);
        return await output;
    }

    /// <summary>The log's size and root, every month's seal, and every balance as stored and as the entries give it.</summary>
    internal static async Task<string> EndStateAsync(EmptyDatabase database)
    {
        var opened = await database.OpenAsync();
        await using var context = opened.NewContext();
        var fund = await context.Funds.SingleAsync();
        var head = await context.Heads.SingleAsync();
        var reader = new LedgerReader(context, fund.Number);
        var lines = new List<string> { $"{head.Size} {Convert.ToHexStringLower(head.Frontier)} {head.OpenPeriod}" };
        lines.AddRange((await reader.SealsAsync()).Select(seal => $"{seal.Seal.Period} {seal.Seal.Hash}"));
        lines.AddRange(Words(await reader.BalancesAsync()));
        lines.AddRange(Words(await reader.BalancesAsync(new LocalDate(9999, 12, 31))));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Words(IReadOnlyDictionary<BalanceKey, long> balances) =>
        balances.Where(balance => balance.Value != 0).OrderBy(balance => balance.Key)
            .Select(balance => string.Create(CultureInfo.InvariantCulture, $"{balance.Key.Account} {balance.Key.Currency} {balance.Value}"));

    private static string RepositoryRoot(string folder) => File.Exists(Path.Combine(folder, "WelfareFund.sln")) ? folder : RepositoryRoot(Path.GetDirectoryName(folder)!);
}
