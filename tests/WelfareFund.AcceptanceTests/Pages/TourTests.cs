using System.Text;
using Microsoft.Playwright;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.Application.Access;
using WelfareFund.Application.Samples;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class TourTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Fund = $"/funds/{ServedFund.Id}";

    [Fact]
    public async Task An_administrator_takes_the_fund_through_a_month_from_import_to_sealed_and_another_person_approves()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserTests.Chromium, Args = ["--no-sandbox"] });
        var administrator = await SignedInAsync(browser, SignIn.SampleAdministrator);
        var approver = await SignedInAsync(browser, SignIn.SampleApprover);

        // A wrong file first: its sentence says where, and nothing is kept.
        await UploadAsync(administrator, "wages", "wages.csv", "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on\nX-1,W00001,nobody,2025-01,12.345,EUR,payroll,2025-02-01\n", "import");
        (await administrator.Locator("[role=alert]").TextContentAsync())!.ShouldContain("wages.csv:2: gross:");
        foreach (var kind in LoadSample.Kinds)
        {
            if (SampleFile.Read(SampleBooks.Folder, kind)?.KnownBetween(new(2025, 1, 5), new LocalDate(2025, 2, 5)) is not { } content)
                continue;
            using var reader = new StreamReader(content);
            await UploadAsync(administrator, kind.Name, kind.Name + ".csv", await reader.ReadToEndAsync(), "check");
            (await administrator.Locator("[role=status]").TextContentAsync())!.ShouldContain("Nothing was kept.");
            content.Position = 0;
            await UploadAsync(administrator, kind.Name, kind.Name + ".csv", await new StreamReader(content).ReadToEndAsync(), "import");
            (await administrator.Locator("[role=alert]").CountAsync()).ShouldBe(0, kind.Name);
        }

        await GoOnAsync(administrator);
        await ApproveAsync(approver, "Settlement");
        await GoOnAsync(administrator);
        await ApproveAsync(approver, "Sealing");
        await administrator.GotoAsync(Fund + "/settlement");
        (await administrator.Locator("h1").TextContentAsync()).ShouldBe("Settlement of 2025-02", "January is sealed");

        await administrator.GotoAsync(Fund + "/payments");
        await administrator.ClickAsync("text=Propose batches");
        (await administrator.Locator("[role=status] a").CountAsync()).ShouldBeGreaterThan(0);
        await administrator.Locator("[role=status] a").First.ClickAsync();
        (await administrator.Locator("text=Approve proposal").CountAsync()).ShouldBe(0, "who proposed has no say");

        // A receipt that names nothing waits on the bank's page until somebody says what it is for, and somebody else agrees.
        await UploadAsync(administrator, "bank", "bank.csv", "bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference\nmain,2025-02-04,2025-02-04,77.00,EUR,Somebody,,TOUR-1\n", "import");
        await GoOnAsync(administrator, "2025-02");
        await ApproveAsync(approver, "Settlement");
        await PressGoOnAsync(administrator, "2025-02");
        (await administrator.Locator("[role=alert]").TextContentAsync())!.ShouldContain("2025-02-28", Case.Sensitive, "it is paid, and cannot be sealed before the bank has told its balance");
        await administrator.GotoAsync(Fund + "/bank");
        await administrator.FillAsync("#reference", "nothing of this name");
        await administrator.ClickAsync("main form button");
        (await administrator.Locator("[role=alert]").TextContentAsync())!.ShouldContain("nothing of this name");
        await administrator.FillAsync("#reference", "A-W00001");
        await administrator.ClickAsync("main form button");
        (await administrator.Locator("[role=status]").TextContentAsync())!.ShouldContain("is proposed for A-W00001");
        await ApproveAsync(approver, "Allocation");
        await administrator.GotoAsync(Fund + "/bank");
        (await administrator.Locator("text=Unallocated receipts").CountAsync()).ShouldBe(0);

        await administrator.GotoAsync(Fund + "/search?q=77.00");
        (await administrator.Locator("main table").TextContentAsync())!.ShouldContain("TOUR-1");
        await administrator.GotoAsync(Fund + "/search?q=bagatsing");
        await administrator.ClickAsync("main table a");
        (await administrator.Locator("h1").TextContentAsync()).ShouldBe("Maricel Bagatsing");
        await approver.GotoAsync(Fund + "/search?q=bagatsing");
        (await approver.Locator("main table").CountAsync()).ShouldBe(0, "an approver reads no names");
    }

    private async Task<IPage> SignedInAsync(IBrowser browser, string name)
    {
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = served.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", served.PasswordOf(name));
        await page.ClickAsync("button");
        (await page.Locator("h1").TextContentAsync()).ShouldBe("Funds");
        return page;
    }

    private static async Task UploadAsync(IPage page, string kind, string name, string text, string act)
    {
        await page.GotoAsync(Fund + "/imports");
        await page.SelectOptionAsync("#kind", kind);
        await page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.ClickAsync($"button[value={act}]");
    }

    private static async Task GoOnAsync(IPage page, string month = "2025-01")
    {
        await PressGoOnAsync(page, month);
        (await page.Locator("[role=alert]").CountAsync()).ShouldBe(0);
        (await page.Locator("[role=status] a").CountAsync()).ShouldBe(1, "one proposal waits");
    }

    private static async Task PressGoOnAsync(IPage page, string month)
    {
        await page.GotoAsync(Fund + "/settlement");
        await page.ClickAsync($"text=Go on with {month}");
        while (await page.Locator("text=Look again").CountAsync() > 0)
            await page.ClickAsync("text=Look again");
    }

    private static async Task ApproveAsync(IPage page, string what)
    {
        await page.GotoAsync(Fund + "/approvals");
        await page.ClickAsync($"table a:has-text('{what}')");
        await page.ClickAsync("text=Approve proposal");
        (await page.Locator("[role=alert]").AllTextContentsAsync()).ShouldBeEmpty();
        (await page.Locator(".lead .state").TextContentAsync()).ShouldBe("approved");
    }
}
