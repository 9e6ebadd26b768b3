using System.Net;
using Microsoft.AspNetCore.DataProtection;
using WelfareFund.Application.Access;
using WelfareFund.Application.Jobs;
using WelfareFund.Application.Ledger;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Web.Components;
using WelfareFund.Web.Jobs;

namespace WelfareFund.Web;

/// <summary>The web application: pages on the server, each a function of its address, all of them without JavaScript.</summary>
public static class WelfareFundPages
{
    /// <param name="useCases">Where the use cases are asked for.</param>
    /// <param name="at">This machine's own address: as long as nobody signs in, the pages answer nobody else. Port 0 takes a free one.</param>
    /// <param name="bell">Null where jobs do not run on this node.</param>
    /// <exception cref="ArgumentException">Others could reach the address.</exception>
    public static WebApplication Build(IServiceProvider useCases, IPEndPoint at, BellSettings? bell = null)
    {
        ArgumentNullException.ThrowIfNull(useCases);
        ArgumentNullException.ThrowIfNull(at);
        if (!IPAddress.IsLoopback(at.Address))
            throw new ArgumentException($"{at.Address} is not this machine's alone.", nameof(at));

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WelfareFundPages).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(at);
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // Pages that only read keep no secret, and the framework would still write a key into the home folder at every first start.
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        builder.Services
            .AddSingleton(useCases.GetRequiredService<SignIn>())
            .AddSingleton(useCases.GetRequiredService<ListFunds>())
            .AddSingleton(useCases.GetRequiredService<ShowFund>())
            .AddSingleton(useCases.GetRequiredService<ShowMonth>())
            .AddSingleton(useCases.GetRequiredService<ShowTrialBalance>())
            .AddSingleton(useCases.GetRequiredService<ShowAccount>())
            .AddSingleton(useCases.GetRequiredService<ShowEntry>())
            .AddSingleton(useCases.GetRequiredService<FindEntries>())
            .AddSingleton(useCases.GetRequiredService<ListJobs>())
            .AddSingleton<Reader>();
        if (bell is not null)
            QuartzBell.Hang(builder.Services.AddSingleton(useCases.GetRequiredService<RingJobs>()), bell);

        var app = builder.Build();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.Use(Guard.AnswerAsync);
        app.UseRouting();
        StaticFile.Map(app);
        MonthCsv.Map(app);
        app.MapRazorComponents<App>().DisableAntiforgery();
        return app;
    }
}
