using Microsoft.Playwright;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class BrowserTests(ServedFund served) : IClassFixture<ServedFund>
{
    internal const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task In_a_browser_without_JavaScript_a_month_opens_a_trace_and_the_trace_its_entry()
    {
        File.Exists(Chromium).ShouldBeTrue($"this test opens the pages in {Chromium}, which is not there; install Debian's package chromium");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = served.Address.ToString() });
        var page = await context.NewPageAsync();
        var refused = new List<string>();
        page.RequestFailed += (_, request) => refused.Add(request.Url);

        await page.GotoAsync("/");
        await page.FillAsync("#name", Application.Access.SignIn.SampleAdministrator);
        await page.FillAsync("#password", served.PasswordOf(Application.Access.SignIn.SampleAdministrator));
        await page.ClickAsync("button");
        await page.ClickAsync("article.fund h2 a");
        await page.ClickAsync($"a[href$='/months/{ServedFund.LastMonth}']");
        var why = page.Locator("tr[id^='line-'] details", new() { Has = page.Locator("a.entry") }).First;
        (await why.Locator(".trace").IsVisibleAsync()).ShouldBeFalse();
        await why.Locator("summary").ClickAsync();
        (await why.Locator(".trace").IsVisibleAsync()).ShouldBeTrue();
        await why.Locator("a.entry").First.ClickAsync();
        (await page.Locator("h1").TextContentAsync()).ShouldStartWith("Entry ");
        refused.ShouldBeEmpty();
    }
}
