using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Samples;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Web;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>The web application on a free port, over the sample fund's first months, with people of every role.</summary>
public sealed class ServedFund : IAsyncLifetime
{
    public const string Id = "care-corridors";
    public const string LastMonth = "2024-12";

    /// <summary>Whom the sample worker stands for.</summary>
    public const string Worker = "W00002";

    /// <summary>Lived once; every class that is served the fund has a copy.</summary>
    private static readonly Lazy<Task<(byte[] Books, Dictionary<string, byte[]> Keys)>> Lived = new(LiveAsync);

    private readonly Dictionary<string, string> passwords = [];
    private readonly List<HttpClient> clients = [];
    private readonly SettableClock clock = new();
    private EmptyDatabase database = null!;
    private ServiceProvider services = null!;
    private WebApplication app = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Signed in as the sample administrator.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (books, keyFiles) = await Lived.Value;
        database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await File.WriteAllBytesAsync(database.SqlitePath, books);
        Directory.CreateDirectory(KeysOf(database));
        foreach (var (name, content) in keyFiles)
            await File.WriteAllBytesAsync(Path.Combine(KeysOf(database), name), content);
        services = await ServicesAsync(database, clock);

        app = WelfareFundPages.Build(services, new IPEndPoint(IPAddress.Loopback, 0));
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        foreach (var (name, password) in await services.GetRequiredService<SamplePeople>().WithNewPasswordsAsync())
            passwords.Add(name, password);
        Client = await SignedInAsync(SignIn.SampleAdministrator);
    }

    private static async Task<(byte[] Books, Dictionary<string, byte[]> Keys)> LiveAsync()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using (var services = await ServicesAsync(database, new()))
            (await services.GetRequiredService<LoadSample>().RunAsync(SampleBooks.Folder, new YearMonth(2024, 12))).Refusals.ShouldBeEmpty();
        var copy = database.SqlitePath + ".copy";
        await database.ExecutePlainAsync($"VACUUM INTO '{copy}'");
        return (await File.ReadAllBytesAsync(copy), Directory.GetFiles(KeysOf(database)).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes));
    }

    private static async Task<ServiceProvider> ServicesAsync(EmptyDatabase database, SettableClock clock) =>
        new ServiceCollection().AddWelfareFund(await database.OpenAsync(), KeysOf(database), clock).BuildServiceProvider();

    private static string KeysOf(EmptyDatabase database) => Path.Combine(Path.GetDirectoryName(database.SqlitePath)!, "keys");

    public string PasswordOf(string name) => passwords[name];

    /// <summary>Of people whom a test brings into the fund, one a role.</summary>
    public async Task<string> AddAsync(Role role, bool isSample = true)
    {
        if (isSample && passwords.ContainsKey(SamplePeople.NameOf(role)))
            return SamplePeople.NameOf(role);
        var name = (isSample ? "one-" : "real-") + Words.Of(role);
        if (passwords.ContainsKey(name))
            return name;
        var installer = Actor.Installer(Channel.Web, null);
        (await services.GetRequiredService<AddUser>().RunAsync(installer, new(name, isSample, [new(role is Role.SystemAdministrator ? null : Id, role)]))).Refusals.ShouldBeEmpty();
        passwords.Add(name, "a long password of " + name);
        (await services.GetRequiredService<SetPassword>().RunAsync(installer, name, passwords[name])).Refusals.ShouldBeEmpty();
        return name;
    }

    /// <summary>A sample person whose own account in the fund is this one.</summary>
    internal async Task<string> AddOwnAsync(Role role, string account)
    {
        var name = $"own-{account}";
        if (passwords.TryAdd(name, "a long password of " + name))
        {
            var installer = Actor.Installer(Channel.Web, null);
            (await services.GetRequiredService<AddUser>().RunAsync(installer, new(name, true, [new(Id, role, account)]))).Refusals.ShouldBeEmpty();
            (await services.GetRequiredService<SetPassword>().RunAsync(installer, name, passwords[name])).Refusals.ShouldBeEmpty();
        }

        return name;
    }

    /// <summary>A client that sends a new key of the user's, and no cookie.</summary>
    internal async Task<HttpClient> ProgramAsync(string user, string scope)
    {
        var made = await services.GetRequiredService<ApiKeys>().AddAsync(await ActorAsync(user), null, "a test", scope, 90);
        made.Refusals.ShouldBeEmpty();
        return Program(made.Value.Secret);
    }

    internal HttpClient Program(string secret)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    /// <summary>As the administrator and the approver live it, by the sample's files.</summary>
    internal async Task LiveThroughAsync(YearMonth month) => (await services.GetRequiredService<LoadSample>().RunAsync(SampleBooks.Folder, month)).Refusals.ShouldBeEmpty();

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>What the pages themselves run on.</summary>
    internal IServiceProvider Web => app.Services;

    internal SettableClock Clock => clock;

    /// <summary>How many rows each table has, but those that count requests themselves.</summary>
    internal async Task<string> RowsAsync()
    {
        await using var context = NewContext();
        var counts = new List<string>();
#pragma warning disable EF1002 // The tables' names are this program's.
        foreach (var table in context.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Order(StringComparer.Ordinal))
            counts.Add($"{table} {await context.Database.SqlQueryRaw<int>($"SELECT count(*) AS \"Value\" FROM {table}").SingleAsync()}");
#pragma warning restore EF1002
        return string.Join('\n', counts);
    }

    /// <summary>Why nobody can be given the role.</summary>
    internal async Task<Refusal> RefusedAsync(GivenRole role) =>
        (await services.GetRequiredService<AddUser>().RunAsync(Actor.Installer(Channel.Web, null), new("somebody", true, [role]))).Refusals.ShouldHaveSingleItem();

    internal async Task<Actor> ActorAsync(string name) => (await services.GetRequiredService<SignIn>().RunAsync(name, null, Channel.Web, null)).Value;

    internal FundContext NewContext() => services.GetRequiredService<FundDatabase>().NewContext();

    /// <summary>What the command says.</summary>
    public async Task<string> SetPasswordAsync(string name, string password) =>
        LivedFund.Said(await services.GetRequiredService<SetPassword>().RunAsync(Actor.Installer(Channel.Web, null), name, password));

    /// <summary>Follows no redirection, and keeps its cookies.</summary>
    public HttpClient Stranger()
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    public async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Stranger();
        using var answer = await PostAsync(client, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", PasswordOf(name)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, name);
        return client;
    }

    /// <summary>Opens the page, fills its form and sends it, as a browser without JavaScript does.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var page = Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)));
        var shown = page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Single(one => one.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form);
        var hidden = shown.QuerySelectorAll("input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!));
        using var content = new FormUrlEncodedContent([.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync(new Uri(shown.GetAttribute("action")!, UriKind.Relative), content);
    }

    internal static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public async Task DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await app.DisposeAsync();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
