using System.Diagnostics;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Jobs;

/// <summary>A process of its own that serves and rings every second.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private Node(Process process) => (this.process, errors) = (process, process.StandardError.ReadToEndAsync());

    internal int Id => process.Id;

    internal static Node Start(EmptyDatabase database, string keys, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[SampleBooks.Command, "serve", "--port", "0", "--ring-every", "00:00:01", .. more])
            start.ArgumentList.Add(argument);
        start.Environment["WELFAREFUND_DB"] = database.Address;
        start.Environment["WELFAREFUND_KEYS"] = keys;
        return new(Process.Start(start)!);
    }

    /// <summary>SIGKILL: nothing is cleaned up.</summary>
    internal async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    /// <returns>Its exit code and what it wrote to standard error.</returns>
    internal async Task<(int Code, string Errors)> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
