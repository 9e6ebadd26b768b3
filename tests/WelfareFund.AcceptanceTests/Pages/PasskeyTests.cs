using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Storage.Access;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Passkeys in a browser whose device is a virtual one, which says yes to everything.</summary>
public sealed class PasskeyTests(ServedFund served) : IClassFixture<ServedFund>, IAsyncLifetime
{
    private const string Own = "/account/second-factor";
    private const string Fund = $"/funds/{ServedFund.Id}";
    private const string Add = "form[data-options] button";

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserTests.Chromium, Args = ["--no-sandbox"] });
    }

    [Fact]
    public async Task Who_moves_money_signs_in_by_a_passkey_alone_and_by_a_removed_one_no_more()
    {
        var name = await served.AddAsync(Role.Approver, isSample: false);
        var page = await OpenAsync(name);
        page.Url.ShouldEndWith(Own, Case.Sensitive, "a password alone is not enough");
        await AddPasskeyAsync(page, "my phone");
        (await page.Locator("[role=status]").TextContentAsync()).ShouldBe("It is added. From now on it signs you in.");

        (await page.GotoAsync(Fund))!.Status.ShouldBe(200, "who has just made it has shown it");

        // A session of a password alone is no better for a passkey that it did not show, and changes neither passkeys nor authenticator.
        await SignOutAsync(page);
        await SignInAsync(page, name);
        page.Url.ShouldEndWith(Own);
        (await page.Locator("main").TextContentAsync())!.ShouldContain("You have signed in with a password alone.");
        (await page.Locator("main form").CountAsync()).ShouldBe(0);
        await page.GotoAsync(Fund);
        page.Url.ShouldEndWith(Own);

        await SignOutAsync(page);
        await page.ClickAsync(Add);
        await page.WaitForURLAsync("**/");
        (await page.GotoAsync(Fund))!.Status.ShouldBe(200);
        using (new EachRequestChecks(served))
        {
            (await page.GotoAsync(Fund))!.Status.ShouldBe(200);
            (await page.GotoAsync(Fund))!.Status.ShouldBe(200, "a session that was checked is as good as before");
        }

        await page.GotoAsync(Own);
        await page.ClickAsync("button[aria-label^='Remove my phone']");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldStartWith("It signs nobody in any more");
        await SignOutAsync(page);
        await page.ClickAsync(Add);
        (await page.Locator("main form:first-child [role=alert]").TextContentAsync())!.ShouldStartWith("This passkey does not sign you in");
        (await page.GotoAsync(Fund))!.Status.ShouldBe(404);

        string[] acts = ["add-passkey", "sign-in-by-passkey", "remove-passkey"];
        await using var context = served.NewContext();
        (await context.Set<AuditRow>().Where(act => act.Subject == name && acts.Contains(act.Act)).OrderBy(act => act.Number).Select(act => act.Act).ToListAsync()).ShouldBe(acts);
    }

    [Fact]
    public async Task Who_has_an_authenticator_shows_its_code_before_a_passkey_is_added()
    {
        var page = await OpenAsync(await served.AddAsync(Role.Approver));
        await page.GotoAsync(Own);
        await page.ClickAsync("main form button");
        var secret = (await page.Locator(".secret").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await page.FillAsync("#code", SecondFactorTests.CodeOf(secret));
        await page.ClickAsync("main form button");
        await page.GotoAsync(Own);
        await page.FillAsync("#name", "a key");
        await page.FillAsync("#now", "000000");
        await page.ClickAsync(Add);
        await page.Locator("form[data-options] [role=alert]").WaitForAsync();
        (await page.Locator("form[data-options] [role=alert]").TextContentAsync())!.ShouldStartWith("This is not the code that is right now.");
        await page.FillAsync("#now", SecondFactorTests.CodeOf(secret));
        await page.ClickAsync(Add);
        await page.WaitForURLAsync("**?passkey=added");
        await SignOutAsync(page);
        await page.ClickAsync(Add);
        await page.WaitForURLAsync("**/");
        (await page.GotoAsync(Fund))!.Status.ShouldBe(200, "no code is asked for");
    }

    [Fact]
    public async Task Nobody_sees_or_removes_the_passkeys_of_somebody_else()
    {
        var page = await OpenAsync(await served.AddAsync(Role.Investor));
        await AddPasskeyAsync(page, "the investor's own");
        var handler = await page.Locator("main table form input[name=_handler]").GetAttributeAsync("value");
        handler.ShouldNotBeNull();

        var other = await served.SignedInAsync(await served.AddAsync(Role.Provider));
        (await other.GetStringAsync(new Uri(Own, UriKind.Relative))).ShouldNotContain("the investor");
        using var answer = await ServedFund.PostAsync(other, Own, "begin", ("_handler", handler));
        answer.StatusCode.ShouldNotBe(HttpStatusCode.Found);
        await page.GotoAsync(Own);
        (await page.Locator("main table tbody tr").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_to_another_question_than_was_asked_is_refused_in_words()
    {
        var page = await OpenAsync(await served.AddAsync(Role.Auditor));
        await page.GotoAsync(Own);
        await page.RouteAsync("**/passkey-options", ChangeAsync);
        await page.FillAsync("#name", "my phone");
        await page.ClickAsync(Add);
        await page.Locator("main > .wrong").WaitForAsync();
        (await page.Locator("main > .wrong").TextContentAsync())!.Trim().ShouldStartWith("Nothing was added: what the device answered does not fit");
        (await page.Locator("main table").CountAsync()).ShouldBe(0);

        await page.UnrouteAsync("**/passkey-options");
        // The device keeps what the pages refused and has to have none of theirs: a new one.
        var again = await OpenAsync(SamplePeople.NameOf(Role.Auditor));
        await AddPasskeyAsync(again, "my phone");
        await SignOutAsync(again);
        await again.RouteAsync("**/passkey-options", ChangeAsync);
        await again.ClickAsync(Add);
        await again.Locator("main form:first-child [role=alert]").WaitForAsync();
        (await again.Locator("main form:first-child [role=alert]").TextContentAsync())!.ShouldStartWith("This passkey does not sign you in");
        (await again.GotoAsync(Fund))!.Status.ShouldBe(404);

        static async Task ChangeAsync(IRoute route)
        {
            var asked = await route.FetchAsync();
            var options = JsonNode.Parse(await asked.TextAsync())!;
            options["challenge"] = "AAAA" + options["challenge"]!.GetValue<string>()[4..];
            await route.FulfillAsync(new() { Response = asked, Body = options.ToJsonString() });
        }
    }

    [Fact]
    public async Task A_name_that_is_locked_is_locked_for_its_passkey_too_and_a_question_asked_in_vain_leaves_the_password_its_way()
    {
        var name = await served.AddAsync(Role.GovernmentObserver);
        var page = await OpenAsync(name);
        await AddPasskeyAsync(page, "my phone");
        await SignOutAsync(page);
        var stranger = served.Stranger();
        for (var attempt = 1; attempt <= 5; attempt++)
            (await ServedFund.PostAsync(stranger, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", "wrong wrong wrong"))).Dispose();
        await page.ClickAsync(Add);
        await page.Locator("main form:first-child [role=alert]").WaitForAsync();
        (await page.Locator("main form:first-child [role=alert]").TextContentAsync())!.ShouldStartWith("Too many wrong passwords");

        using var asked = await AskAsync(stranger, null);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var code = await ServedFund.PostAsync(stranger, "/sign-in/code", "code", ("Code", "123456")))
            code.Headers.Location!.OriginalString.ShouldEndWith("/sign-in");
        var worker = await served.AddAsync(Role.Worker);
        using var signedIn = await ServedFund.PostAsync(stranger, "/sign-in", "sign-in", ("Given.Name", worker), ("Given.Password", served.PasswordOf(worker)));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Nothing_but_the_pages_own_forms_asks_and_an_answer_to_no_question_is_refused()
    {
        var stranger = served.Stranger();
        using (var foreign = await AskAsync(stranger, ""))
            foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var content = new FormUrlEncodedContent([]))
        using (var nobody = await stranger.PostAsync(new Uri(Own + "/passkey-options", UriKind.Relative), content))
            nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var given in (string[])["", "{}", "no JSON"])
        {
            using var answer = await ServedFund.PostAsync(stranger, "/sign-in", "passkey", ("Answer", given));
            ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")!.TextContent.ShouldStartWith("This passkey does not sign you in", Case.Sensitive, given);
        }
    }

    [Theory]
    [InlineData("http://localhost:5080", false, true)]
    [InlineData("https://localhost:5080", false, true)]
    [InlineData("http://localhost:5080", true, false)]
    [InlineData("http://localhost:5081", false, false)]
    [InlineData("https://localhost.example.org:5080", false, false)]
    [InlineData("app://localhost:5080", false, false)]
    [InlineData("", false, false)]
    public async Task Only_the_pages_own_address_counts(string origin, bool crossOrigin, bool counts)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Request.Host = new("localhost:5080");
        var options = served.Web.GetRequiredService<IOptions<IdentityPasskeyOptions>>().Value;
        (await options.ValidateOrigin!(new() { HttpContext = http, Origin = origin, CrossOrigin = crossOrigin })).ShouldBe(counts);
    }

    [Fact]
    public async Task Without_JavaScript_no_page_offers_what_it_cannot_do()
    {
        var page = await OpenAsync(await served.AddAsync(Role.SystemAdministrator), javaScript: false);
        await page.GotoAsync(Own);
        (await page.Locator("text=You have no passkey yet.").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator(Add).IsVisibleAsync()).ShouldBeFalse();
        await SignOutAsync(page);
        (await page.Locator(Add).IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_the_two_pages_run_the_script()
    {
        var client = await served.SignedInAsync(await served.AddAsync(Role.Provider));
        foreach (var (address, runs) in new[] { ("/sign-in", true), (Own, true), ("/sign-out", false), ("/account/api-keys", false) })
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            answer.Headers.GetValues("Content-Security-Policy").Single().Contains("script-src 'self'", StringComparison.Ordinal).ShouldBe(runs, address);
            ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("script").Length.ShouldBe(runs ? 1 : 0, address);
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Passkeys_are_kept_found_counted_and_removed_by_their_owner_alone(Engine engine)
    {
        await using var lived = await LivedFund.LiveAsync(engine, ServedWorkers.Id, ServedWorkers.Terms, ServedWorkers.Files, new(2025, 1));
        var accounts = lived.Get<UserAccounts>();
        var (owner, other) = ((await accounts.FindByNameAsync(SignIn.SampleAdministrator, default))!, (await accounts.FindByNameAsync(SignIn.SampleApprover, default))!);
        byte[] id = [1, 2, 3];
        await accounts.AddOrUpdatePasskeyAsync(owner, Passkey(uint.MaxValue - 1), default);
        await accounts.AddOrUpdatePasskeyAsync(owner, Passkey(uint.MaxValue), default);
        (await accounts.FindByPasskeyIdAsync(id, default))!.Number.ShouldBe(owner.Number);
        (await accounts.FindByPasskeyIdAsync([1, 2], default)).ShouldBeNull();
        (await accounts.FindPasskeyAsync(other, id, default)).ShouldBeNull();
        await accounts.RemovePasskeyAsync(other, id, default);
        var kept = (await accounts.GetPasskeysAsync(owner, default)).ShouldHaveSingleItem();
        (kept.Name, kept.SignCount, kept.IsBackedUp, kept.IsBackupEligible).ShouldBe(("a key", uint.MaxValue, true, true));
        (kept.PublicKey, kept.Transports).ShouldSatisfyAllConditions(both => both.PublicKey.ShouldBe([4, 5]), both => both.Transports.ShouldBe(["internal", "usb"]));
        await accounts.RemovePasskeyAsync(owner, id, default);
        (await accounts.GetPasskeysAsync(owner, default)).ShouldBeEmpty();

        UserPasskeyInfo Passkey(uint count) => new(id, [4, 5], default, count, ["internal", "usb"], true, true, true, [], []) { Name = "a key" };
    }

    /// <summary>A browser of its own with a device of its own, signed in by name and password.</summary>
    private async Task<IPage> OpenAsync(string name, bool javaScript = true)
    {
        // Passkeys are for names, and an address in figures is none.
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = javaScript, BaseURL = $"http://localhost:{served.Address.Port}" });
        var page = await context.NewPageAsync();
        var devices = await context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await SignInAsync(page, name);
        return page;
    }

    private async Task SignInAsync(IPage page, string name)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", served.PasswordOf(name));
        await page.ClickAsync("main form:first-child button");
        await page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    private static async Task AddPasskeyAsync(IPage page, string called)
    {
        await page.GotoAsync(Own);
        await page.FillAsync("#name", called);
        await page.ClickAsync(Add);
        await page.WaitForURLAsync("**?passkey=added");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/sign-out");
        await page.ClickAsync("main form button");
        await page.WaitForURLAsync("**/sign-in");
    }

    /// <summary>As the script asks, from the form of the page.</summary>
    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string? token)
    {
        var form = ServedFund.Parse(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).QuerySelector("form[data-options]")!;
        var field = form.QuerySelector("input[name=__RequestVerificationToken]")!;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token ?? field.GetAttribute("value")!)]);
        return await client.PostAsync(new Uri(form.GetAttribute("data-options")!, UriKind.Relative), content);
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>While it stands, each request checks its session's stamp, and not only the first after a minute.</summary>
    private sealed class EachRequestChecks : IDisposable
    {
        private readonly SecurityStampValidatorOptions options;
        private readonly TimeSpan before;

        internal EachRequestChecks(ServedFund served)
        {
            options = served.Web.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value;
            (before, options.ValidationInterval) = (options.ValidationInterval, TimeSpan.Zero);
        }

        public void Dispose() => options.ValidationInterval = before;
    }
}
