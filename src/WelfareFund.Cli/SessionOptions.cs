using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;

namespace WelfareFund.Cli;

/// <summary>What every command takes: the database, who acts, and how the result is written.</summary>
internal sealed class SessionOptions(TextWriter output, TextWriter errors)
{
    private readonly Option<string?> database = new("--db") { Description = "sqlite:PATH or postgres:CONNECTION; else WELFAREFUND_DB, else sqlite:data/welfarefund.db", Recursive = true };
    private readonly Option<string?> user = new("--as") { Description = "who acts; on a real fund with their own key in WELFAREFUND_KEY", Recursive = true };
    private readonly Option<bool> json = new("--json") { Description = "the result as JSON", Recursive = true };
    private readonly Option<bool> csv = new("--csv") { Description = "a table as CSV", Recursive = true };

    internal IEnumerable<Option> All => [database, user, json, csv];

    internal TextWriter Output => output;

    /// <summary>Messages and progress; never the result.</summary>
    internal TextWriter Errors => errors;

    /// <summary>Opens the database, finds out who acts, runs, and draws refusals: exit 1.</summary>
    internal async Task<int> RunAsync(ParseResult parsed, Func<Session, CancellationToken, Task<Result<int>>> command, CancellationToken cancellation)
    {
        var address = Address(parsed);
        if (address.IsRefused)
            return Refuse(address.Refusals);
        var useCases = new ServiceCollection();
        try
        {
            await useCases.AddWelfareFundAsync(address.Value, Environment.GetEnvironmentVariable("WELFAREFUND_KEYS"), Clock(), cancellation);
        }
        catch (FormatException wrong)
        {
            await errors.WriteLineAsync(wrong.Message);
            return 2;
        }

        catch (DbException wrong) when (Composition.WhyUnavailable(address.Value, wrong) is { } refusal)
        {
            return Refuse(refusal);
        }

        await using var services = useCases.BuildServiceProvider();
        try
        {
            return await RunAsync(parsed, services, command, cancellation);
        }
        catch (Exception wrong) when (Composition.WhyUnavailable(address.Value, wrong) is { } refusal)
        {
            return Refuse(refusal);
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, ServiceProvider services, Func<Session, CancellationToken, Task<Result<int>>> command, CancellationToken cancellation)
    {
        var actor = await services.GetRequiredService<SignIn>().RunAsync(
            parsed.GetValue(user) ?? SignIn.SampleAdministrator, Environment.GetEnvironmentVariable("WELFAREFUND_KEY"), Channel.Cli, Environment.UserName, cancellation);
        if (actor.IsRefused)
            return Refuse(actor.Refusals);
        var result = await command(new(services, actor.Value, output, errors, parsed.GetValue(json), parsed.GetValue(csv)), cancellation);
        return result.IsRefused ? Refuse(result.Refusals) : result.Value;
    }

    /// <summary>A password belongs in the variable: the command line is seen by everybody on the machine.</summary>
    private Result<string> Address(ParseResult parsed)
    {
        if (parsed.GetValue(database) is not { } given)
            return Environment.GetEnvironmentVariable("WELFAREFUND_DB") is { Length: > 0 } variable ? variable : "sqlite:data/welfarefund.db";
        return given.Contains("password", StringComparison.OrdinalIgnoreCase) || given.Contains("pwd=", StringComparison.OrdinalIgnoreCase)
            ? new Refusal("password-shown", "--db", "a connection with a password stands on the command line", "put it into the variable WELFAREFUND_DB")
            : given;
    }

    internal bool Json(ParseResult parsed) => parsed.GetValue(json);

    internal bool Csv(ParseResult parsed) => parsed.GetValue(csv);

    /// <returns>1, the command's exit.</returns>
    internal int Refuse(params IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
            errors.WriteLine(refusal);
        return 1;
    }

#pragma warning disable RS0030 // The composition root names the system clock.
    private static SystemClock Clock() => SystemClock.Instance;
#pragma warning restore RS0030
}

/// <summary>One command's run.</summary>
internal sealed record Session(IServiceProvider Services, Actor Actor, TextWriter Output, TextWriter Errors, bool Json, bool Csv)
{
    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
