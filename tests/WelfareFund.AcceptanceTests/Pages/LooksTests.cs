using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Every page as people see it: light and dark, on a screen and on a phone. With a folder in WELFAREFUND_PICTURES each is kept as a picture.</summary>
public sealed class LooksTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const int Screen = 1280;
    private const int Phone = 360;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("WELFAREFUND_PICTURES");

    [Fact]
    public async Task Every_page_can_be_read_by_everybody_in_light_and_dark_and_fits_a_phone()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserTests.Chromium, Args = ["--no-sandbox"] });
        var wrong = new List<string>();
        foreach (var role in WalkTests.ForTheirRole.GroupBy(page => page.Role, page => page.Address).OrderByDescending(one => one.Key))
            await LookAsync(browser, await served.AddAsync(role.Key), role.Key is Role.Administrator ? ["/", .. role.Except(["/sign-in", "/"])] : [.. role], wrong);
        wrong.ShouldBeEmpty();
    }

    private async Task LookAsync(IBrowser browser, string name, IReadOnlyList<string> addresses, List<string> wrong)
    {
        var context = await browser.NewContextAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, BaseURL = served.Address.ToString(), BypassCSP = true });
        var page = await context.NewPageAsync();
        foreach (var address in (string[])["/sign-in", .. addresses])
        {
            await page.SetViewportSizeAsync(Screen, 800);
            await page.GotoAsync(address);
            wrong.AddRange(Said(address, await page.RunAxe()));
            await FitsAsync(Screen);
            await PictureAsync("light", address);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            wrong.AddRange(Said("dark " + address, await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") })));
            await PictureAsync("dark", address);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.SetViewportSizeAsync(Phone, 800);
            await FitsAsync(Phone);
            await PictureAsync("phone", address);
            if (address != "/sign-in")
                continue;
            await page.FillAsync("#name", name);
            await page.FillAsync("#password", served.PasswordOf(name));
            await page.ClickAsync("main button");
        }

        async Task FitsAsync(int width)
        {
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var needed && needed > width)
                wrong.Add($"{page.Url}: is {needed} wide where there are {width}");
        }

        async Task PictureAsync(string look, string address)
        {
            if (Pictures is not null)
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{look}{address.Replace('/', '_')}.png"), FullPage = true });
        }
    }

    private static IEnumerable<string> Said(string address, AxeResult looked) =>
        looked.Violations.Select(violation => $"{address}: {violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}");
}
