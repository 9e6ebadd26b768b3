using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Every page as people see it: light and dark, on a screen and on a phone. With a folder in WELFAREFUND_PICTURES each is kept as a picture.</summary>
public sealed class LooksTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const int Screen = 1280;
    private const int Phone = 360;

    /// <summary>Bytes of a page with all it loads, so that a slow line shows it soon.</summary>
    private const int Heaviest = 150_000;

    /// <summary>What axe finds in the whole page where it stands, rule by rule, of all its rules or of those that are named; a page here has no frames.</summary>
    private const string Look = """
        async rules => {
            const looked = await axe.run(document, rules ? { runOnly: rules } : {});
            if (looked.passes.length === 0 || (!rules && !looked.passes.some(pass => pass.id === 'document-title'))) throw new Error('axe has not looked at the page');
            return looked.violations.map(found => `${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map(node => node.html).join(', ')}`);
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
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
            await page.AddScriptTagAsync(new() { Content = Axe });
            wrong.AddRange(await WrongAsync(address, null));
            await FitsAsync(Screen);
            await IsLightAsync(address);
            await PictureAsync("light", address);
            await PrintAsync(address);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            wrong.AddRange(await WrongAsync("dark " + address, ["color-contrast"]));
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

        async Task<IEnumerable<string>> WrongAsync(string where, string[]? rules) =>
            (await page.EvaluateAsync<string[]>(Look, rules)).Select(found => $"{where}: {found}");

        async Task FitsAsync(int width)
        {
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var needed && needed > width)
                wrong.Add($"{page.Url}: is {needed} wide where there are {width}");
            foreach (var card in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.card')].filter(card => card.scrollWidth > card.clientWidth + 1).map(card => card.innerText.slice(0, 40))"))
                wrong.Add($"{page.Url}: what stands in '{card}' is wider than its card where there are {width}");
        }

        async Task IsLightAsync(string address)
        {
            var bytes = await page.EvaluateAsync<int>("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, loaded) => sum + loaded.decodedBodySize, 0)");
            if (bytes is 0 or > Heaviest)
                wrong.Add($"{address} weighs {bytes:N0} bytes");
        }

        async Task PrintAsync(string address)
        {
            if (Pictures is not null)
                await page.PdfAsync(new() { Path = Path.Combine(Pictures, $"print{address.Replace('/', '_')}.pdf"), PreferCSSPageSize = true, Format = "A4" });
        }

        async Task PictureAsync(string look, string address)
        {
            if (Pictures is not null)
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{look}{address.Replace('/', '_')}.png"), FullPage = true });
        }
    }
}
