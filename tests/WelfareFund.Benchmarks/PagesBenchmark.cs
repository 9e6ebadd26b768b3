using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Storage;
using WelfareFund.Web;

namespace WelfareFund.Benchmarks;

/// <summary>
/// The pages of a fund with many workers whose first month is settled, as the browsers of its administrator, a worker, a provider, an investor and an observer ask for them one after the
/// other, beside a page of the same server that has no list.
/// </summary>
internal static partial class PagesBenchmark
{
    /// <summary>The search before anything is looked for.</summary>
    private const string Empty = "search";

    private static readonly string[] Lists =
    [
        "", "workers", "workers?after=W0005000", "workers?contract=east-2024", "workers/W0000042/file", "search?q=W0000042",
        "months/2025-01", "months/2025-01?state=held", "months/2025-01?kind=contribution", "accounts/1000", "approvals?all=true", "settlement", "payments", "payments/payees", "bank", "capital", "documents",
        "jobs", "audit", "trial-balance", "terms", "reports/held", "reports/outcomes", "reports/contributions", "reports/clearing", "reports/evidence", "reports/liquidity",
    ];

    private static readonly (Role Role, string? Account, string[] Pages)[] Parties =
    [
        (Role.Worker, "W0000042", ["workers/W0000042", "workers/W0000042/pay", "workers/W0000042/pauses", "workers/W0000042/grievances"]),
        (Role.Investor, "bank", ["investors/bank", "investors/bank?whole=true", "investors/bank/documents"]),
        (Role.Provider, "east", ["providers/east", "providers/east/claims", "providers/east/contracts"]),
        (Role.Provider, "north", ["providers/north", "providers/north/claims", "providers/north/claims?state=paid", "providers/north/claims?state=scheduled", "providers/north/claims/CL-0000010", "providers/north/contracts"]),
        (Role.GovernmentObserver, null, ["figures", "figures?whole=true"]),
    ];

    internal static async Task RunAsync(int workers, int times, string? postgreSql)
    {
        await using var measured = await MeasuredDatabase.CreateAsync(postgreSql);
        await using var services = new ServiceCollection().AddWelfareFund(await FundDatabase.OpenAsync(measured.Address), measured.KeyFolder, new MonthBenchmark.BenchmarkClock()).BuildServiceProvider();
        var fund = new ManyWorkersFund(services, workers);
        var started = Stopwatch.GetTimestamp();
        await fund.BeginAsync();
        await fund.SettleAsync(0, seals: true, (_, step) => step());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(postgreSql is null ? "SQLite" : "PostgreSQL")}; {workers:N0} workers, their first month settled in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; each page {times} times"));

        var app = WelfareFundPages.Build(services, new IPEndPoint(IPAddress.Loopback, 0));
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync();
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            await AskAllAsync(await SignedInAsync(services, address, SignIn.SampleAdministrator), Lists.Prepend(Empty), times);
            foreach (var (role, account, pages) in Parties)
            {
                var name = $"one {role} {account}";
                var added = await services.GetRequiredService<AddUser>().RunAsync(Actor.Installer(Channel.Web, null), new(name, true, [new(ManyWorkers.Fund, role, account)]));
                if (added.IsRefused)
                    throw new InvalidOperationException(string.Join(Environment.NewLine, added.Refusals));
                await AskAllAsync(await SignedInAsync(services, address, name), pages, times);
            }
        }
    }

    private static async Task AskAllAsync(HttpClient client, IEnumerable<string> pages, int times)
    {
        using (client)
        {
            foreach (var page in pages)
            {
                var (half, most, bytes) = await MeasureAsync(client, new Uri($"/funds/{ManyWorkers.Fund}/{page}", UriKind.Relative), times);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {page,-34} p50 {half.TotalMilliseconds,8:F1} ms, p95 {most.TotalMilliseconds,8:F1} ms, {bytes / 1024.0,6:F0} KiB"));
            }
        }
    }

    /// <summary>Of so many answers; a page that takes longer than a second is asked for three times only, and one of more than ten seconds once.</summary>
    private static async Task<(TimeSpan Half, TimeSpan Most, int Bytes)> MeasureAsync(HttpClient client, Uri page, int times)
    {
        var (bytes, first) = await AskAsync();
        var taken = new List<TimeSpan>();
        if (first > TimeSpan.FromSeconds(10))
            return (first, first, bytes);
        for (var i = 0; i < (first > TimeSpan.FromSeconds(1) ? 3 : times); i++)
            taken.Add((await AskAsync()).Taken);
        taken.Sort();
        return (taken[taken.Count / 2], taken[Math.Min(taken.Count - 1, taken.Count * 95 / 100)], bytes);

        async Task<(int Bytes, TimeSpan Taken)> AskAsync()
        {
            var from = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(page);
            var body = await answer.Content.ReadAsByteArrayAsync();
            return answer.StatusCode is HttpStatusCode.OK ? (body.Length, Stopwatch.GetElapsedTime(from)) : throw new InvalidOperationException($"{page}: {answer.StatusCode}");
        }
    }

    private static async Task<HttpClient> SignedInAsync(IServiceProvider services, Uri address, string name)
    {
        const string password = "a long password of a benchmark";
        var set = await services.GetRequiredService<SetPassword>().RunAsync(Actor.Installer(Channel.Web, null), name, password);
        if (set.IsRefused)
            throw new InvalidOperationException(string.Join(Environment.NewLine, set.Refusals));
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = address, Timeout = TimeSpan.FromHours(1) };
        var token = Token().Match(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Given.Name"] = name,
            ["Given.Password"] = password,
        });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        return answer.StatusCode is HttpStatusCode.Found ? client : throw new InvalidOperationException($"sign-in: {answer.StatusCode}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
