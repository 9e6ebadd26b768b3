using Microsoft.Playwright;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class MonthAtWorkTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Settlement = $"/funds/{ServedFund.Id}/settlement";

    [Fact]
    public async Task A_month_that_takes_long_goes_on_when_its_reader_leaves_and_the_page_shows_its_end_by_itself()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserTests.Chromium, Args = ["--no-sandbox"] });
        var context = await browser.NewContextAsync(new() { BaseURL = served.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#name", SignIn.SampleAdministrator);
        await page.FillAsync("#password", served.PasswordOf(SignIn.SampleAdministrator));
        await page.ClickAsync("main button");
        await page.GotoAsync(Settlement);

        await using (var other = served.NewContext())
        await using (await other.Database.BeginTransactionAsync())
        {
            await page.ClickAsync("text=Go on with 2025-01");
            (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain("2025-01 is being settled.");
            (await page.Locator("main form").CountAsync()).ShouldBe(0, "nobody starts it a second time");
            await page.GotoAsync("/");
            (await served.Client.GetStringAsync(new Uri(Settlement, UriKind.Relative))).ShouldContain("Look again", Case.Sensitive, "it has not ended with its reader");
            await page.GotoAsync(Settlement);
        }

        await page.WaitForSelectorAsync("[role=status]:has-text('waits for another person')", new() { Timeout = 60_000 });
        (await page.Locator(".steps [aria-current]").TextContentAsync()).ShouldBe("calculated");
    }
}
