using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Samples;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Web;
using WelfareFund.Web.Jobs;

namespace WelfareFund.Cli.Commands;

/// <summary><c>serve [--demo] [--port N] [--no-jobs] [--ring-every TIME] [--watch DIR]</c>.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 5080;

    internal static Command Of(SessionOptions options)
    {
        var demo = new Option<bool>("--demo") { Description = "fills an empty database with the sample funds first" };
        var address = new Option<string>("--address") { Description = "this machine's own address, 127.0.0.1 or ::1", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "0 takes a free one", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > IPEndPoint.MaxPort)
                result.AddError("A port is a number from 0 to 65535.");
        });
        var noJobs = new Option<bool>("--no-jobs") { Description = "serves the pages and runs no jobs on this node" };
        var ringEvery = new Option<TimeSpan>("--ring-every") { Description = "how often this node looks for what is due, as hours:minutes:seconds", DefaultValueFactory = _ => TimeSpan.FromMinutes(1) };
        ringEvery.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<TimeSpan>() < TimeSpan.FromSeconds(1) || result.GetValueOrDefault<TimeSpan>() > TimeSpan.FromDays(1))
                result.AddError("--ring-every is a time from 00:00:01 to one day.");
        });
        var watch = JobsCommands.Watch();
        var command = new Command("serve", "The web application, on this machine alone, and the jobs that run by themselves.") { demo, address, port, noJobs, ringEvery, watch };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var given = parsed.GetRequiredValue(address);
            if (!IPAddress.TryParse(given, out var own) || !IPAddress.IsLoopback(own))
                return new Refusal("not-this-machine", "--address", $"'{given}' is not this machine's own address, and nothing is encrypted on the way", "leave it at 127.0.0.1");
            if (JobsCommands.WhyNotWatched(parsed.GetValue(watch)) is { } notThere)
                return notThere;
            if (parsed.GetValue(demo) && await FillAsync(session, token) is { } refused)
                return Result.Refused<int>(refused);
            var bell = parsed.GetValue(noJobs) ? null : new BellSettings(parsed.GetValue(ringEvery), parsed.GetValue(watch)?.FullName);
            return await ServeAsync(session, new IPEndPoint(own, parsed.GetValue(port)), bell, parsed.GetValue(demo), token);
        }, cancellation));
        return command;
    }

    /// <summary>Null when the pages can be served. What keeps a database that was filled before from going on is told, and its pages answer.</summary>
    private static async Task<IReadOnlyList<Refusal>?> FillAsync(Session session, CancellationToken cancellation)
    {
        var folders = SampleFolders();
        if (folders.Count == 0)
            return [new Refusal("not-found", "--demo", "there is no sample fund here", "start it where the folder fund-config is")];
        var told = false;
        var months = new InlineProgress<YearMonth>(month =>
        {
            if (!told)
                session.Errors.WriteLine("Living the sample funds' lives, month by month; this happens once.");
            told = true;
            session.Errors.WriteLine($"{YearMonthPattern.Iso.Format(month)} settled and sealed");
        });
        var filled = await session.Get<FillWithSamples>().RunAsync(folders, months, cancellation);
        if (!filled.IsRefused || filled.Refusals[0].Code == "not-empty" || (await session.Get<ListFunds>().RunAsync(session.Actor, cancellation)).Count == 0)
            return filled.IsRefused ? filled.Refusals : null;
        foreach (var refusal in filled.Refusals)
            await session.Errors.WriteLineAsync(refusal.ToString());
        return null;
    }

    /// <summary>Under the working directory, else under the nearest folder above the program that has <c>fund-config</c>.</summary>
    private static List<string> SampleFolders()
    {
        for (var (folder, next) = (Environment.CurrentDirectory, (string?)AppContext.BaseDirectory); folder is not null; folder = next, next = Path.GetDirectoryName(folder))
        {
            var funds = Path.Combine(folder, "fund-config");
            if (Directory.Exists(funds))
                return [.. Directory.EnumerateDirectories(funds).Where(fund => Directory.Exists(Path.Combine(fund, "sample")) && File.Exists(Path.Combine(fund, "fund.json"))).Order(StringComparer.Ordinal)];
        }

        return [];
    }

    private static async Task<Result<int>> ServeAsync(Session session, IPEndPoint at, BellSettings? bell, bool withSamples, CancellationToken cancellation)
    {
        await using var app = WelfareFundPages.Build(session.Services, at, bell);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            return new Refusal("port-taken", string.Create(CultureInfo.InvariantCulture, $"--port {at.Port}"), taken.Message.TrimEnd('.'), "name another port with --port");
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await session.Output.WriteLineAsync(address.Replace("//127.0.0.1:", "//localhost:", StringComparison.Ordinal)); // Browsers offer passkeys for a name alone.
        if (withSamples)
        {
            foreach (var (name, password) in await session.Get<SamplePeople>().WithNewPasswordsAsync(cancellation))
                await session.Output.WriteLineAsync($"sign in as {name} with the password {password}");
        }

        await session.Output.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
