using System.Text;
using Microsoft.Playwright;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.Application.Access;
using WelfareFund.Application.Samples;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>A provider's and an investor's own pages, in a browser without JavaScript.</summary>
public sealed class PartiesTourTests(ServedFund served) : IClassFixture<ServedFund>
{
    [Fact]
    public async Task A_provider_brings_claims_and_after_the_administrators_months_sees_them_paid_and_an_investor_checks_a_proof()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserTests.Chromium, Args = ["--no-sandbox"] });
        await ProviderAsync(browser);
        await InvestorAsync(browser);
    }

    private async Task ProviderAsync(IBrowser browser)
    {
        var page = await SignedInAsync(browser, SamplePeople.NameOf(Role.Provider));
        (await page.Locator("h1").TextContentAsync()).ShouldBe("Maharlika Care Academy, Inc.", "the first page is their own");
        await page.ClickAsync("nav >> text=Bring claims");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("text=Download the template"));
        var header = (await File.ReadAllTextAsync(await download.PathAsync())).TrimEnd();
        header.ShouldBe("claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence");

        // The sample's own claims of this provider, with one that names nobody: told beside its line, and nothing is taken.
        List<string> claims = [.. (await SampleAsync()).Where(row => row.Contains(",maharlika-2024,", StringComparison.Ordinal))];
        claims.Count.ShouldBeGreaterThan(5);
        var before = await served.RowsAsync();
        await UploadAsync(page, [header, .. claims, "MY-1,maharlika-2024,W99999,trained,2025-01-20,2025-02-01,certificate"], "import");
        (await page.Locator("[role=alert]").TextContentAsync())!.ShouldContain($"january.csv:{claims.Count + 2}: worker_id: the fund knows no worker W99999");
        await UploadAsync(page, [header, .. claims], "check");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain("Nothing was kept.");
        (await served.RowsAsync()).ShouldBe(before);
        await UploadAsync(page, [header, .. claims], "import");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain($"{claims.Count} rows, {claims.Count} new");
        await page.ClickAsync("text=See your claims");
        var first = claims[0].Split(',')[0];
        (await page.Locator($"tr:has-text('{first}')").TextContentAsync())!.ShouldContain("the verifier has not decided yet");

        await served.LiveThroughAsync(new YearMonth(2025, 3));
        await page.GotoAsync($"/funds/{ServedFund.Id}/providers/maharlika/claims/{first}");
        (await page.Locator("h1 .state").TextContentAsync()).ShouldBe("paid");
        (await page.Locator(".lead p").TextContentAsync())!.ShouldStartWith("Paid on 2025-");
        await page.ClickAsync("nav.tabs >> text=Claims");
        await page.SelectOptionAsync("select[name=state]", "paid");
        await page.ClickAsync("text=Show");
        (await page.Locator("tbody tr .state").AllTextContentsAsync()).ShouldAllBe(word => word == "paid");
        page.Url.ShouldContain("state=paid");
        var csv = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a.csv"));
        var total = (await page.Locator("tfoot th").First.TextContentAsync())!.Split(' ')[1];
        ((await File.ReadAllTextAsync(await csv.PathAsync())).TrimEnd().Split("\r\n").Length - 1).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(total);

        await page.ClickAsync("nav.tabs >> text=Documents");
        var advice = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("td a:has-text('PDF')"));
        Encoding.Latin1.GetString((await File.ReadAllBytesAsync(await advice.PathAsync())).AsSpan(0, 5)).ShouldBe("%PDF-");
    }

    private async Task InvestorAsync(IBrowser browser)
    {
        var page = await SignedInAsync(browser, SamplePeople.NameOf(Role.Investor));
        (await page.Locator("h1").TextContentAsync()).ShouldBe("Nordlicht Sozialbank eG");
        (await page.Locator("svg[role=img] title").TextContentAsync())!.ShouldStartWith("What you put in");
        await page.ClickAsync("nav >> text=Documents");
        var row = page.Locator("tr:has-text('Capital account statement')").First;
        var statement = await page.RunAndWaitForDownloadAsync(() => row.Locator("a:has-text('PDF')").ClickAsync());
        var proof = await page.RunAndWaitForDownloadAsync(() => row.Locator("a:has-text('Proof')").ClickAsync());
        var (pdf, json) = (await File.ReadAllBytesAsync(await statement.PathAsync()), await File.ReadAllTextAsync(await proof.PathAsync()));

        await page.ClickAsync("nav >> text=Check a proof");
        await page.FillAsync("#text", json);
        await page.ClickAsync("text=Check it");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain("It holds");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain("The fund’s books here carry this very seal.");

        // One digit of one entry, and the page names the entry.
        var place = json.IndexOf("\"entries\"", StringComparison.Ordinal);
        place = json.IndexOf("\"encoding\": \"", place, StringComparison.Ordinal) is var encoding and > 0 ? encoding + 60 : json.IndexOf('"', place + 40) + 60;
        var changed = json[..place] + (json[place] == '0' ? '1' : '0') + json[(place + 1)..];
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "proof.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(changed) });
        await page.ClickAsync("text=Check it");
        (await page.Locator("[role=alert]").TextContentAsync())!.ShouldContain("its amount, its text or its place was changed");

        await page.SetInputFilesAsync("#file", new FilePayload { Name = "statement.pdf", MimeType = "application/pdf", Buffer = pdf });
        await page.ClickAsync("text=Check it");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain("It is genuine: document care-corridors-2025-");
        pdf[^20] ^= 1;
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "statement.pdf", MimeType = "application/pdf", Buffer = pdf });
        await page.ClickAsync("text=Check it");
        (await page.Locator("[role=alert]").TextContentAsync())!.ShouldContain("not what was issued under that number");
    }

    private static async Task<string[]> SampleAsync()
    {
        using var content = SampleFile.Read(SampleBooks.Folder, LoadSample.Kinds.Single(kind => kind.Name == "claims"))!.KnownBetween(new(2025, 1, 5), new LocalDate(2025, 2, 5))!;
        using var reader = new StreamReader(content);
        return (await reader.ReadToEndAsync()).TrimEnd().ReplaceLineEndings("\n").Split('\n');
    }

    private static async Task UploadAsync(IPage page, IEnumerable<string> rows, string act)
    {
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "january.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n") });
        await page.ClickAsync($"button[value={act}]");
    }

    private async Task<IPage> SignedInAsync(IBrowser browser, string name)
    {
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = served.Address.ToString(), AcceptDownloads = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", served.PasswordOf(name));
        await page.ClickAsync("button");
        return page;
    }
}
