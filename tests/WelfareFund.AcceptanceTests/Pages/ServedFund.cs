using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Samples;
using WelfareFund.Web;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>The web application on a free port, over the sample fund's first months.</summary>
public sealed class ServedFund : IAsyncLifetime
{
    public const string Id = "care-corridors";
    public const string LastMonth = "2024-12";

    private EmptyDatabase database = null!;
    private ServiceProvider services = null!;
    private WebApplication app = null!;

    public Uri Address { get; private set; } = null!;
    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        var keys = Path.Combine(Path.GetDirectoryName(database.SqlitePath)!, "keys");
        services = new ServiceCollection().AddWelfareFund(await database.OpenAsync(), keys, new SettableClock()).BuildServiceProvider();
        var loaded = await services.GetRequiredService<LoadSample>().RunAsync(SampleBooks.Folder, new YearMonth(2024, 12));
        loaded.Refusals.ShouldBeEmpty();

        app = WelfareFundPages.Build(services, new IPEndPoint(IPAddress.Loopback, 0));
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
